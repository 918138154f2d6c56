/** Long work: seen in one place, stopped from there, and waited for when the window is closed over it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const episodes = 2400;

describe('a long import', () => {
  let window: EditorWindow;
  let folder: string;

  const sitting = atDesk({ sound: false, each: true }, async (at) => {
    ({ window } = at);
    folder = join(at.desk.folder, 'Archive');
    const chunk = await readFile(join(sampleFolder, 'ep03-01-stopped-at-ten-past-four.md'), 'utf8');
    for (let n = 0; n < episodes; n++) {
      const of = join(folder, String(n));
      await mkdir(of, { recursive: true });
      await writeFile(join(of, 'chunk-01.md'), chunk.replace(/^episode: .*$/m, `episode: ${n + 1}`));
    }
  });

  const chunks = async () => (await window.call<LibraryView>('Library')).chunks;
  const under = () => window.page.getByRole('group', { name: 'Under way' });

  it('shows in the rail, or without one on the page, and can be stopped', async () => {
    await window.drop(folder);
    await window.page.getByRole('navigation').getByRole('progressbar', { name: 'Import' }).waitFor();
    await window.words.focus();
    await window.press('Control+\\');
    await window.page.getByRole('main').getByRole('progressbar', { name: 'Import' }).waitFor();
    await under().getByRole('button', { name: 'Cancel import' }).press('Enter');
    await window.page.getByText('Stopped. The library is as it was.').first().waitFor();
    // What else is under way, such as a waveform, goes on.
    expect(await under().getByRole('progressbar', { name: 'Import' }).count()).toBe(0);
    expect(await chunks()).toBe(4);
  });

  it('is waited for when the window is closed', async () => {
    await window.drop(folder);
    await under().getByRole('progressbar', { name: 'Import' }).waitFor();
    await window.leave();
    await window.dialog.getByRole('heading', { name: 'The window closes when this is done' }).waitFor();
    await window.screenshot('closing');
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    const { child } = sitting.program;
    expect(child.running).toBe(true);
    await window.leave();
    await window.dialog.waitFor();
    expect(await child.ended).toBe(0);

    await window.close();
    window = await sitting.start();
    await window.opened();
    expect(await chunks()).toBe(4 + episodes);
  });
});
