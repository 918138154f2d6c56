/** Somebody stops a change of many chunks half way, and finds all as it was. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const episodes = 600;

/** A chunk that is an episode of its own, long enough that a change of all takes a while. */
function chunk(episode: number): string {
  const turns = Array.from(
    { length: 8 },
    (_, n) => `00:00:0${n}:00 - 00:00:0${n + 1}:00\nOdette\n${'The bells rang twice. '.repeat(20).trim()}\n`,
  );
  return `---
title: Bells ${episode}
series: Long Winding
episode: ${episode}
chunk: 1
speakers:
  - Odette
tags:
  - bells
mood: calm
---

${turns.join('\n')}`;
}

describe('a change of many chunks that is stopped', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (desk) => {
        folder = join(desk.folder, 'winding');
        await mkdir(folder);
        for (let n = 1; n <= episodes; n++) {
          await writeFile(join(folder, `ep${String(n).padStart(3, '0')}-01-bells.md`), chunk(n));
        }
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      window.page.setDefaultTimeout(60_000);
      await window.words.getByText('The bells rang twice').first().waitFor();
    },
  );

  it('leaves the library as it was, and nothing to take back or to do again', async () => {
    await window.press('Control+k');
    await window.type('Change all chunks');
    await window.press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What to do' }).selectOption('drop');
    await window.dialog.getByRole('combobox', { name: 'The field' }).focus();
    await window.type('mood');
    await window.dialog.getByRole('button', { name: `Change ${episodes} chunks` }).waitFor();
    await window.pressOnceThere('Stop, and change nothing');
    await window.press('Control+Enter');
    await window.dialog.getByRole('button', { name: 'Stop, and change nothing' }).waitFor({ state: 'detached' });
    // What it was about is looked at anew: all chunks have the field.
    if (await window.dialog.isVisible()) await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    expect(await window.page.locator('.toast', { hasText: 'Dropped' }).count()).toBe(0);
    await window.press('Control+k');
    await window.type('Change all chunks');
    await window.press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What to do' }).selectOption('drop');
    await window.dialog.getByRole('combobox', { name: 'The field' }).focus();
    await window.type('mood');
    await window.dialog.getByRole('button', { name: `Change ${episodes} chunks` }).waitFor();
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    for (const what of ['Undo', 'Redo']) {
      expect(await window.page.getByRole('banner').getByRole('button', { name: what }).isDisabled(), what).toBe(true);
    }
    expect(await readChunks(folder)).toEqual(before);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
