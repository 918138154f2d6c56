/** Without a sound device, and without the sound: the words can be worked on, and the window says what is wrong. */
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
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

  async function pictures(name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await window.page.waitForTimeout(200);
      await window.screenshot(`${name}-${theme}`);
    }
  }

  it('for want of a device: the playhead runs, and a note says that nothing is heard', async () => {
    const readout = window.page.getByRole('timer', { name: 'Position' });
    await window.button('Play').click();
    const alert = window.page.getByRole('alert');
    await alert.getByText('Nothing is heard.').waitFor();
    expect(await alert.textContent()).toContain('No sound device was found. Connect one or switch it on');
    expect(await alert.textContent()).not.toMatch(/oto|ALSA/);
    await expect.poll(() => readout.textContent()).toMatch(/^00:00:0[1-9]/);
    await window.mend('00:00:20:08', 'good', 'better');
    expect(await window.wordsOf('00:00:20:08')).toContain('better bucket');

    // It covers nothing: the lanes are as they are, above it.
    const lanes = window.page.locator('.zoomed');
    const bottom = async (of: Locator) => (await of.boundingBox().then((box) => box!.y + box!.height))!;
    expect(await bottom(lanes)).toBeLessThanOrEqual((await alert.boundingBox())!.y + 1);
    const high = (await lanes.boundingBox())!.height;
    await pictures('silence-note');
    await alert.getByRole('button', { name: 'Work without hearing it' }).click();
    await alert.waitFor({ state: 'detached' });
    expect((await lanes.boundingBox())!.height).toBe(high);
    const quiet = window.button('Not heard: say why');
    await quiet.waitFor();
    await pictures('silence-quiet');
    await window.press('Control+k');
    await window.type('hide the lanes');
    await window.press('Enter');
    await lanes.waitFor({ state: 'detached' });
    await quiet.click();
    await alert.waitFor();
    expect(await lanes.count()).toBe(0);
    await pictures('silence-folded');
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
    expect((await alert.textContent())!.match(/interview\.wav/g)).toHaveLength(1);
    expect(await window.button('Play').isDisabled()).toBe(true);
    await window.mend('00:00:20:08', 'good', 'better');

    await copyFile(copy, sound);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => window.button('Play').isEnabled()).toBe(true);
    expect(window.complaints).toEqual([]);
  });
});
