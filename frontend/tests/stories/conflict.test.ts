/** A file that somebody else has changed meanwhile is never overwritten without being asked for. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const turn = '00:03:23:04';

describe('a file that changed on both sides', () => {
  let window: EditorWindow;
  let folder: string;
  let file: string;
  let theirs: string;

  const sitting = atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        file = join(folder, 'ep03-02-weights-pendulum-and-pennies.md');
        return [folder];
      },
      each: true,
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      await window.mend(turn, 'wait', 'weight');
      theirs = (await readFile(file, 'latin1')).replace('two hundred kilos', 'a hundred kilos');
      await writeFile(file, theirs, 'latin1');
    },
  );

  const disk = () => readFile(file, 'latin1');

  it('is left alone by an export, until somebody asks for it by name', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByRole('checkbox', { name: /^Overwrite/ }).waitFor();
    expect(await window.dialog.getByRole('button', { name: 'Nothing to export' }).isDisabled()).toBe(true);
    await window.press('Control+Enter');
    expect(await disk()).toBe(theirs);

    await window.dialog.getByRole('checkbox', { name: /^Overwrite/ }).press('Space');
    await window.press('Control+Enter');
    await window.dialog.getByText('1 file written').waitFor();
    expect(await disk()).toBe(theirs.replace('a hundred', 'two hundred').replace('The wait', 'The weight'));
  });

  it('is counted among what was not written, and the way back has the focus', async () => {
    await window.mend('00:00:20:08', 'good', 'better');
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByRole('button', { name: /^Export 1 file/ }).waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByText('1 file written, 1 not').waitFor();
    expect(await window.page.evaluate(() => document.activeElement!.textContent)).toBe('Back to the words');
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
  });

  it('can be taken in the place of mine before an export', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    // What is longer than its column can be followed to its end, on both sides at once.
    const starts = () =>
      window.dialog
        .locator('.changed .t')
        .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().left));
    await expect.poll(async () => (await starts()).length).toBe(2);
    const before = await starts();
    await window.dialog.getByRole('group', { name: 'Along the lines' }).focus();
    await window.press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await expect.poll(async () => (await starts()).every((left, i) => left < before[i]! - 50)).toBe(true);
    // The signs of what goes and comes stay where they are.
    const signs = window.dialog.locator('.changed .sg');
    expect(await signs.allTextContents()).toEqual(['−', '+']);
    const columns = window.dialog.locator('.changed > :is(.l, .r)');
    const lefts = (what: typeof signs) =>
      what.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().left)));
    expect(await lefts(signs)).toEqual(await lefts(columns));
    await window.screenshot('export-along');
    await window.dialog.getByRole('button', { name: 'Take theirs' }).press('Enter');
    await window.dialog.getByText('Unchanged: 4 files, byte-identical').waitFor();
    await window.press('Escape');
    expect(await disk()).toBe(theirs);
    expect(await window.wordsOf(turn)).toContain('The wait on this side is a hundred');
    expect(window.complaints).toEqual([]);
  });

  it('is brought together with mine when it comes in again, and either side can be had', async () => {
    window = await sitting.restart({ paths: [folder] });
    await window.words.getByText('The weight on this side is a hundred').waitFor({ timeout: 60_000 });
    expect(await disk()).toBe(theirs);

    await window.words.focus();
    await window.press('Control+z');
    await window.words.getByText('The weight on this side is two hundred').waitFor();
    const note = window.page.getByRole('region', { name: 'Notes' });
    await note.getByText('Chunk 02 changed on disk').waitFor();
    await note.getByRole('button', { name: 'Compare' }).press('Enter');
    await window.dialog.getByRole('button', { name: 'Take theirs' }).press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await window.saved();
    expect(await window.wordsOf(turn)).toContain('The wait on this side is a hundred');
    await window.press('Control+z');
    await window.words.getByText('The weight on this side is two hundred').waitFor();
    expect(await disk()).toBe(theirs);
    expect(window.complaints).toEqual([]);
  });
});
