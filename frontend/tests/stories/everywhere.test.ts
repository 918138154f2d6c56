/** A word that a recogniser got wrong in every episode, mended in the whole library and taken back in one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedLines, type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const episode = (number: number, words: string): string => `---
title: Rope ${number}
series: The Mending Hour
episode: ${number}
chunk: 1
tags: [bells, bells]
---

00:00:01:00 - 00:00:09:00
Ada
${words}
00:00:09:00 - 00:00:12:00
Mira
Say that again 🔔, about the robe.
`;

describe('a word mended everywhere', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = join(at.folder, 'Ropes');
        await mkdir(folder);
        await writeFile(
          join(folder, 'ep11.md'),
          episode(11, 'The robe of the bell is new. A robe\nis worn by nobody.'),
        );
        await writeFile(join(folder, 'ep12.md'), episode(12, 'The robes rot. Robe after robe is cut.'));
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('A robe is worn').waitFor();
    },
  );

  const library = () => window.page.getByRole('main', { name: 'Search the library' });
  const button = (name: string) => library().getByRole('button', { name });
  const focused = () => window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

  it('is found in both episodes', async () => {
    await window.press('Control+Shift+f');
    await library().waitFor();
    // The sound makes room for what is found.
    await window.page.locator('footer.dock.folded').waitFor();
    await window.type('robe');
    await library().getByRole('status').getByText('7 in 2 chunks').waitFor();
    await button('Whole word').focus();
    await window.press('Enter');
    await library().getByRole('status').getByText('6 in 2 chunks').waitFor();
  });

  it('is replaced where it has a tick', async () => {
    await window.press('Control+h');
    await expect.poll(focused).toBe('Replace with');
    await window.type('rope');
    await button('Replace 6 places').waitFor();
    await library().getByRole('listbox', { name: 'Hits' }).focus();
    // The one that nobody wears is a robe.
    await window.press('ArrowDown', ' ');
    await button('Replace 5 places').waitFor();
    await window.press('Control+h');
    await expect.poll(focused).toBe('Replace with');
    await button('Replace 5 places').waitFor();
    await window.press('Control+Enter');
    await window.page.getByTestId('toast').getByText('Replaced 5 places in 2 episodes').waitFor();
    await library().getByRole('status').getByText('1 in 1 chunk').waitFor();
    await window.press('Escape');
    await library().waitFor({ state: 'detached' });
  });

  it('is taken back in one episode, as one step', async () => {
    await window.page.getByRole('treeitem', { name: /Episode 12/ }).press('Enter');
    await window.words.getByText('rope after rope').waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await window.words.getByText('Robe after robe').waitFor();
    await window.saved();
  });

  it('has no reason to stand in the other episode, where one was being written for the same problem', async () => {
    await window.page.getByRole('tab', { name: /^Checks/ }).press('Enter');
    const panel = window.page.getByRole('tabpanel');
    await panel.getByRole('button', { name: 'Let it stand…' }).first().press('Enter');
    await window.type('It is so.');
    const reason = panel.getByRole('textbox', { name: 'Why it stands' });
    expect(await reason.inputValue()).toBe('It is so.');
    const show = (number: number) =>
      window.page.getByRole('treeitem', { name: new RegExp(`Episode ${number}`) }).press('Enter');
    await show(11);
    await window.words.getByText('A robe is worn').waitFor();
    await panel.getByRole('button', { name: 'Let it stand…' }).first().waitFor();
    expect(await reason.count()).toBe(0);
    await window.page.getByRole('tab', { name: /^Metadata/ }).press('Enter');
    await show(12);
    await window.words.getByText('Robe after robe').waitFor();
  });

  it('stands in the files as it was left', async () => {
    await window.letErrorsStand();
    await window.press('Control+k');
    await window.type('export the library');
    await window.press('Enter');
    await window.dialog.getByRole('button', { name: 'Export 1 file' }).waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByText('1 file written').waitFor();
    await window.press('Escape');
    const changes = changedLines(before, await readChunks(folder));
    expect(changes.map(({ file, is }) => [file, Buffer.from(is, 'latin1').toString()])).toEqual([
      ['ep11.md', 'The rope of the bell is new. A robe'],
      ['ep11.md', 'Say that again 🔔, about the rope.'],
    ]);
  });

  it('does not move the page while somebody types beside the bar', async () => {
    await window.page.getByRole('treeitem', { name: /Episode 11/ }).press('Enter');
    await window.words.getByText('A robe is worn').waitFor();
    await window.press('Control+f');
    const bar = window.page.getByRole('search', { name: 'Find in the episode' });
    await bar.getByRole('textbox', { name: 'Find' }).focus();
    await window.press('Control+a');
    await window.type('rope');
    await bar.getByRole('status').getByText('1 of 2').waitFor();
    await window.words.focus();
    await window.press('Control+Home');
    await window.type('A rope. ');
    await bar.getByRole('status').getByText('2 of 3').waitFor();
    await window.press('F3');
    expect(await window.page.evaluate(() => getSelection()?.toString())).toBe('rope');
    await bar.getByRole('status').getByText('3 of 3').waitFor();
    await bar.getByRole('textbox', { name: 'Find' }).focus();
    await window.press('Escape');
    await window.undoAll();
  });

  it('is written into the form of the episode that shows, also where their chunks have one number', async () => {
    const title = window.field('Title');
    const show = async (number: number, is: string) => {
      await window.page.getByRole('treeitem', { name: new RegExp(`Episode ${number}`) }).press('Enter');
      await expect.poll(() => title.inputValue()).toBe(is);
    };
    await show(11, 'Rope 11');
    await show(12, 'Rope 12');
    await title.focus();
    await window.press('End');
    await window.type(' and robe');
    await window.words.focus();
    await window.saved();
    await show(11, 'Rope 11');
    await show(12, 'Rope 12 and robe');
    await window.undoAll();
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
