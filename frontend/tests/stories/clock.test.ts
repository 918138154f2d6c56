/** The clock of an episode: what a frame rate makes of the text, and what is marked when it changes. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/timecode';
import type { Desk } from '../desk/desk';
import { writeNumberedSound } from '../desk/numbered';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the clock', () => {
  let desk: Desk;
  let window: EditorWindow;

  atDesk({}, (at) => {
    ({ desk, window } = at);
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
    await expect.poll(() => rate.locator('option').allTextContents()).toContain('24 (does not fit the text)');
    const said = window.dialog.getByRole('status');
    expect(await said.textContent()).toBe('');
    await rate.selectOption('24');
    await expect.poll(() => said.innerText()).toMatch(/^At 24 frames a second, \d+ turns have no place in the sound/);
    await expect.poll(() => said.getByRole('button').textContent()).toMatch(/^00:00:\d\d:2\d$/);
    await window.screenshot('clock-misfit');
    await window.dialog.getByRole('button', { name: 'Set', exact: true }).press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await window.page.getByRole('tab', { name: 'Checks' }).click();
    await window.page
      .getByText(/has no place in the sound: at the frame rate 24/)
      .first()
      .waitFor();
    await expect.poll(() => window.chunk('1').locator('.prob').count()).toBe(1);
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(() => window.page.getByText('has no place in the sound').count()).toBe(0);
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
    await window.page.getByRole('tab', { name: 'History' }).click();
    await window.button('What it did').first().click();
    // What the step says lies within the panel, and nothing of it is cut.
    const said = window.page.getByText(/^00:00:00:00 lies at 30\.000 s, and lay at/);
    await said.waitFor();
    await window.screenshot('clock-did');
    const parts = await said.evaluate((it) => {
      const panel = it.closest('[role="tabpanel"]')!.getBoundingClientRect();
      return [it, it.previousElementSibling as HTMLElement].map((each) => ({
        cut: each.scrollWidth > each.clientWidth && each.clientWidth > 0,
        over: each.getBoundingClientRect().right > panel.right,
      }));
    });
    expect(parts).toEqual([
      { cut: false, over: false },
      { cut: false, over: false },
    ]);
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(marked).toBe('00:00:33:06');
  });

  it('says why an offset cannot be set, or is hardly meant', async () => {
    await open();
    const offset = window.dialog.getByRole('textbox', { name: 'Offset of the sound' });
    const said = window.dialog.getByRole('status');
    const set = window.dialog.getByRole('button', { name: 'Set', exact: true });
    for (const [text, why] of [
      ['soon', /^“soon” is no time/],
      ['99999999', /^No sound is that long/],
    ] as const) {
      await offset.fill(text);
      await expect.poll(() => said.innerText()).toMatch(why);
      expect(await set.isDisabled()).toBe(true);
    }
    await offset.fill('20:00');
    await expect.poll(() => said.innerText()).toMatch(/^All words then lie outside the sound, which lasts 9:50/);
    expect(await set.isEnabled()).toBe(true);
    await offset.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  });

  it.each([
    [1440, 900],
    [1280, 800],
  ])('is found from two places, and can be taken in a window of %d by %d', async (width, height) => {
    await window.page.setViewportSize({ width, height });
    await open();
    for (const [which, start, heard] of [
      ['first', '00:00:20:08', 20.3],
      ['second', '00:06:23:17', 383.6],
    ] as const) {
      await window.caretBefore(start, '');
      await window.call('Seek', Math.round(heard * SECOND));
      await window.page
        .getByRole('timer')
        .getByText(which === 'first' ? ':20' : ':23')
        .waitFor();
      await window.button(`Mark the ${which} place`).press('Enter');
    }
    await window.dialog.getByText('heard at 00:06:23.600').waitFor();
    const over = window.dialog.locator('label', { hasText: 'left over' });
    await over.first().waitFor();
    const worst = (await over.allTextContents()).map((text) =>
      Math.max(0, ...[...text.matchAll(/([\d,]+) ms/g)].map(([, ms]) => Number(ms!.replace(',', '')))),
    );
    expect(worst.length).toBeGreaterThan(2);
    expect(worst).toEqual([...worst].sort((a, b) => a - b));
    const use = window.dialog.getByRole('button', { name: /^Use / });
    const [button, sheet] = [(await use.boundingBox())!, (await window.dialog.boundingBox())!];
    expect(button.y + button.height).toBeLessThanOrEqual(sheet.y + sheet.height);
    for (const theme of ['light', 'dark'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`clock-found-${width}-${theme}`);
    }
    await window.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await window.press('Escape');
    await window.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('is not the fault of a sound that ends before the words do', async () => {
    const sound = join(desk.folder, 'short.wav');
    await writeNumberedSound(sound, 82);
    await window.call('AttachSound', await window.call<number>('OpenSample'), sound);
    await window.page.reload();
    const note = window.page.getByRole('region', { name: 'Notes' });
    await note.getByText('The sound ends at 1:22, but the words go on to 9:4').waitFor();
    await window.screenshot('sound-short');
    await note.getByRole('button', { name: 'It is right' }).press('Enter');
    await note.waitFor({ state: 'detached' });
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
