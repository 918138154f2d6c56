/** Without a sound device, and without the sound: the words can be worked on, and the window says what is wrong. */
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { writeNumberedSound } from '../desk/numbered';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('silence', () => {
  let desk: Desk;
  let window: EditorWindow;

  const sitting = atDesk({ sound: false, each: true }, (at) => {
    ({ desk, window } = at);
  });

  it('for want of a device: the playhead runs, and a note says that nothing is heard', async () => {
    const readout = window.page.getByRole('timer', { name: 'Position' });
    await window.button('Play').click();
    await window.page.getByRole('alert').getByText('Nothing can be heard').waitFor();
    await expect.poll(() => readout.textContent()).toMatch(/^00:00:0[1-9]/);
    await window.mend('00:00:20:08', 'good', 'better');
    expect(await window.wordsOf('00:00:20:08')).toContain('better bucket');
    expect(window.complaints).toEqual([]);
  });

  it('for want of the file: a note names it, and takes it up when it is back', async () => {
    const id = await window.call<number>('OpenSample');
    const sound = join(desk.folder, 'interview.wav');
    const copy = join(desk.folder, 'copy.wav');
    await writeNumberedSound(sound, 30);
    await copyFile(sound, copy);
    await window.call('AttachSound', id, sound);
    await window.close();
    await sitting.program.end();
    await rm(sound);

    window = await sitting.start();
    const alert = window.page.getByRole('alert');
    await alert.getByText('The sound cannot be played: interview.wav').waitFor();
    expect(await window.button('Play').isDisabled()).toBe(true);
    await window.mend('00:00:20:08', 'good', 'better');

    await copyFile(copy, sound);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => window.button('Play').isEnabled()).toBe(true);
    expect(window.complaints).toEqual([]);
  });
});
