/** The clock of an episode: what a frame rate makes of the text, and what is marked when it changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/timecode';
import { Desk } from '../desk/desk';
import { EditorWindow } from '../desk/window';

describe('the clock', () => {
  let desk: Desk;
  let window: EditorWindow;

  beforeAll(async () => {
    desk = await Desk.sit();
    window = await EditorWindow.open(await desk.start());
    await window.openSample();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const open = async () => {
    await window.press('Control+k');
    await window.type('Timecode');
    await window.press('Enter');
    await window.dialog.getByRole('combobox', { name: 'Frame rate' }).waitFor();
  };

  it('says before it is set which turns a frame rate leaves without a place', async () => {
    await open();
    const rate = window.dialog.getByRole('combobox', { name: 'Frame rate' });
    expect(await rate.locator('option').allTextContents()).toContain('24 (does not fit the text)');
    const said = window.dialog.getByRole('status');
    expect(await said.textContent()).toBe('');
    await rate.selectOption('24');
    await expect.poll(() => said.innerText()).toMatch(/^At 24 frames a second, \d+ turns have no place in the sound/);
    expect(await said.getByRole('button').textContent()).toMatch(/^00:00:\d\d:2\d$/);
    await window.screenshot('clock-misfit');
    await window.dialog.getByRole('button', { name: 'Set', exact: true }).press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await window.page.getByRole('tab', { name: 'Checks' }).click();
    await window.page
      .getByText(/has no place in the sound: at the frame rate 24/)
      .first()
      .waitFor();
    expect(await window.chunk('1').locator('.prob').count()).toBe(1);
    await window.words.focus();
    await window.press('Control+z');
    await window.page.getByText('has no place in the sound').waitFor({ state: 'detached' });
  });

  it('marks the turn that is heard by the new clock, also while the sound stands', async () => {
    const marked = () => window.page.locator('.stet-now .stet-tc').first().textContent();
    await window.call('Seek', 34 * SECOND);
    await window.turn('00:00:33:06').and(window.page.locator('.stet-now')).waitFor();
    await open();
    await window.dialog.getByRole('textbox', { name: 'Offset of the sound' }).fill('30');
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await expect.poll(marked).toBe('00:00:01:15');
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(marked).toBe('00:00:33:06');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
