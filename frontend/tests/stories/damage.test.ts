/** A sound with a hole in it: what is wrong is told under its own name, with the place, and marked where it is. */
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { writeNumberedSound } from '../desk/numbered';
import { root } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

let desk: Desk;
let window: EditorWindow;

atDesk({}, (at) => {
  ({ desk, window } = at);
});

const note = (name: string) => window.page.getByRole('region', { name: 'Notes' }).getByRole('group', { name });
const marks = (place: string) => window.page.locator(place).getByRole('img', { name: /^Damaged from/ });

it('is told of, marked, and gone to', async () => {
  const holed = join(desk.folder, 'holed.flac');
  const bytes = await readFile(join(root, 'backend', 'audio', 'decode', 'testdata', 'stereo-16.flac'));
  const half = bytes.length >> 1;
  bytes.fill(0, half, half + 200);
  await writeFile(holed, bytes);
  await window.call('AttachSound', await window.call<number>('OpenSample'), holed);

  const told = note('The sound is damaged: holed.flac');
  await told.waitFor();
  const text = await told.locator('p').textContent();
  const code = /, at (\d\d:\d\d:\d\d:\d\d)\.$/.exec(text ?? '')?.[1];
  expect(text).toMatch(/^It is silent for 0\.\d s that cannot be decoded, at /);
  expect(await marks('.zoomed').getAttribute('aria-label')).toContain(`Damaged from ${code} to`);
  expect(await marks('.ov').count()).toBe(1);
  await told.getByRole('button', { name: `Go to ${code}` }).click();
  await expect.poll(() => window.page.getByRole('timer', { name: 'Position' }).textContent()).toBe(code);
  await window.page.mouse.move(600, 300);
  for (const theme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme: theme });
    await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
    await window.page.waitForTimeout(300);
    await window.screenshot(`damage-${theme}`);
  }
});

it('is let stand, and told again when the sound is opened anew', async () => {
  const told = note('The sound is damaged: holed.flac');
  await told.getByRole('button', { name: 'Let it stand' }).click();
  await told.waitFor({ state: 'detached' });
  await window.call('ReloadSound', await window.call<number>('OpenSample'));
  await told.waitFor();
});

it('is no longer told of when another sound is opened', async () => {
  const sound = join(desk.folder, 'numbered.wav');
  await writeNumberedSound(sound, 90);
  await window.call('AttachSound', await window.call<number>('OpenSample'), sound);
  await note('The sound is damaged: holed.flac').waitFor({ state: 'detached' });
  await expect.poll(() => window.page.locator('.ov canvas').count()).toBe(1);
  expect(await marks('.dock').count()).toBe(0);
  // What has no place of its own is told in the same way.
  const cut = join(desk.folder, 'cut.wav');
  await writeFile(cut, (await readFile(sound)).subarray(0, 2_000_001));
  await window.call('AttachSound', await window.call<number>('OpenSample'), cut);
  const told = note('Something is wrong with the sound: cut.wav');
  await told.getByText('cut off').waitFor();
  await told.getByText('It is played as far as it goes.').waitFor();
  expect(window.complaints).toEqual([]);
});

/** A sound of hours: of its first second something is heard, and the rest takes no room on the drive. */
async function writeHours(path: string, hours: number): Promise<void> {
  await writeNumberedSound(path, 1);
  const size = hours * 3600 * 44_100 * 4;
  const file = await open(path, 'r+');
  await file.truncate(44 + size);
  for (const [at, value] of [
    [4, 36 + size],
    [40, size],
  ] as const) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    await file.write(bytes, 0, 4, at);
  }
  await file.close();
}

it('says why a waveform is not drawn to its end, and draws on when the sound is back', async () => {
  const long = join(desk.folder, 'long.wav');
  await writeHours(long, 6);
  await window.call('AttachSound', await window.call<number>('OpenSample'), long);
  const stop = window.button('Cancel waveform');
  await stop.click();
  await stop.waitFor({ state: 'detached' });
  await rename(long, `${long}.away`);
  await window.press('Control+k');
  await window.type('draw the rest');
  await window.press('Enter');
  const told = note('The waveform could not be drawn to its end: long.wav');
  await told.getByText('There is no such file.').waitFor();
  await window.screenshot('waveform-unread');
  await rename(`${long}.away`, long);
  await told.getByRole('button', { name: 'Try again' }).click();
  await told.waitFor({ state: 'detached' });
  await stop.click();
  expect(window.complaints).toEqual([]);
});
