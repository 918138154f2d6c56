/** A foot pedal: seen in the settings, mapped there, and played with while the hands are in the words. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/timecode';
import type { PlayerView } from '../../src/model/soundviews';
import type { EpisodeView, TurnView } from '../../src/model/views';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the foot pedal', () => {
  let window: EditorWindow;
  let turn: TurnView;

  const player = () => window.call<PlayerView>('PlayerState');
  const playing = async () => (await player()).playing;
  const tap = async (number: number) => {
    await window.step(number, true);
    await window.step(number, false);
  };
  const closed = () => window.dialog.waitFor({ state: 'detached' });

  atDesk({}, async (at) => {
    ({ window } = at);
    const id = await window.call<number>('OpenSample');
    const episode = await window.page.evaluate<EpisodeView, number>(
      async (n) => (await fetch(`/api/episodes/${n}`)).json(),
      id,
    );
    turn = episode.chunks[0]!.turns.find(({ from, to }) => to! - from! > 8 * SECOND)!;
    await come(async () => (await player()).loaded);
  });

  it('shows in the settings what is pressed and what it does, and does nothing there', async () => {
    await window.words.focus();
    await window.press('Control+k');
    await window.type('foot pedal');
    await window.press('Enter');
    await window.dialog.getByText('No foot pedal is found').waitFor();
    const second = window.dialog.getByRole('list', { name: 'Switches' }).getByRole('listitem').nth(1);
    expect(await second.textContent()).toContain('Play while the key is held');
    await window.step(2, true);
    await window.dialog.getByRole('status').getByText('Pedal 2 pressed').waitFor();
    expect(await second.textContent()).toContain('pressed');
    await window.screenshot('settings-pedal');
    await pause(200);
    expect(await playing()).toBe(false);
    await window.step(2, false);
    await window.dialog.getByText('Press a switch to see which it is').waitFor();
    expect(await second.textContent()).not.toContain('pressed');
    // One with more switches than most shows them once they are pressed.
    await window.step(5, true);
    await window.dialog.getByText('Nothing yet').nth(1).waitFor();
    await window.step(5, false);
    await window.dialog.getByText('Nothing yet').waitFor({ state: 'detached' });
  });

  it('is mapped where keys are', async () => {
    await window.dialog.getByRole('button', { name: 'Change the keys' }).focus();
    await window.press('Enter');
    await window.dialog.getByRole('textbox', { name: 'Find a command or a key' }).focus();
    await window.type('library');
    await window.dialog.getByRole('button', { name: 'Add a key for Hide or show the library' }).focus();
    await window.press('Enter');
    await window.button('Press the new key').waitFor();
    await tap(3);
    await window.dialog.getByRole('alert').getByText('Also “Forward 3 seconds”').waitFor();
    await window.screenshot('settings-pedal-clash');
    await window.button('Pedal 3. Press Enter to choose another').focus();
    await window.press('Enter');
    await tap(4);
    await window.dialog.getByRole('button', { name: 'Set the key' }).waitFor();
    await window.press('Enter');
    await window.dialog.getByText('Pedal 4 is “Hide or show the library” now.').waitFor();
    await window.press('Escape');
    await closed();
    const rail = window.page.getByRole('tree');
    await tap(4);
    await rail.waitFor({ state: 'detached' });
    await tap(4);
    await rail.waitFor();
  });

  it('plays while it is held and steps back when it is let go, whatever the hands do', async () => {
    await window.selectTurn(turn.start);
    await window.press('Enter');
    await window.step(2, true);
    await expect.poll(async () => (await player()).moving).toBe(true);
    await window.type('x');
    await pause(2000);
    // Another window has the keys then, and nobody the pedal.
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('blur')));
    expect(await playing()).toBe(true);
    const { heard } = await player();
    await window.step(2, false);
    await expect.poll(playing).toBe(false);
    const after = (await player()).heard;
    expect(after).toBeLessThan(heard - 0.5 * SECOND);
    expect(after).toBeGreaterThan(heard - 1.3 * SECOND);
    expect(await window.wordsOf(turn.start)).toContain('x');
    await window.undoAll();
  });

  it('goes forward and back', async () => {
    const { heard } = await player();
    await tap(3);
    await expect.poll(async () => Math.abs((await player()).heard - heard - 3 * SECOND)).toBeLessThan(SECOND / 10);
    await tap(1);
    await expect.poll(async () => Math.abs((await player()).heard - heard)).toBeLessThan(SECOND / 10);
    expect(await playing()).toBe(false);
  });

  it('is as good in a field', async () => {
    await window.field('Title').focus();
    await window.step(2, true);
    await expect.poll(playing).toBe(true);
    await window.step(2, false);
    await expect.poll(playing).toBe(false);
    expect(window.complaints).toEqual([]);
  });
});
