/** Other programs change the files of the episode that is open: it is seen, merged, and what both changed is settled. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const turn = '00:03:23:04';

describe('a file that another program changes while it is open here', () => {
  let window: EditorWindow;
  let folder: string;
  let file: string;
  let first: string;

  const sitting = atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        file = join(folder, 'ep03-02-weights-pendulum-and-pennies.md');
        first = await readFile(file, 'latin1');
        return [folder];
      },
      each: true,
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      await window.letErrorsStand();
      await window.mend(turn, 'wait', 'weight');
    },
  );

  const disk = () => readFile(file, 'latin1');
  const note = () => window.page.getByRole('region', { name: 'Notes' });
  /** Git and editors put a new file in the place of the old one. */
  const replace = async (text: string) => {
    await writeFile(`${file}.new`, text, 'latin1');
    await rename(`${file}.new`, file);
  };
  const theirs = () => first.replace('two hundred kilos', 'a hundred kilos');

  it('is noticed, taken in by key, and exported with their lines as they are', async () => {
    await replace(theirs());
    await note().getByText('Chunk 02 changed on disk').waitFor();
    await window
      .chunk('Weights.*')
      .and(window.page.getByRole('treeitem', { name: /changed on disk/ }))
      .waitFor();
    expect(await window.wordsOf(turn)).toContain('The weight on this side is two hundred');
    await window.screenshot('disk-changed');
    // The question that can wait stands behind it.
    const titles = () =>
      note()
        .locator('.note')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    await expect.poll(titles).toEqual(['Chunk 02 changed on disk', 'Which frame rate do these timecodes count?']);

    await note().getByRole('button', { name: 'Take in changes' }).press('Enter');
    await window.words.getByText('The weight on this side is a hundred').waitFor();
    await note().getByText('changed on disk').waitFor({ state: 'detached' });
    await window.exportBack();
    expect(await disk()).toBe(theirs().replace('The wait', 'The weight'));
    expect(window.complaints).toEqual([]);
  });

  it('tells what is urgent in full where there is no room for all of it, with the buttons of all in sight', async () => {
    const names = await readdir(folder);
    const other = names.find((name) => name.startsWith('ep03-01'))!;
    const third = names.find((name) => name.startsWith('ep03-03'))!;
    await replace(theirs());
    const text = await readFile(join(folder, other), 'latin1');
    await writeFile(join(folder, other), text.replace('upturned', 'overturned'), 'latin1');
    await rm(join(folder, third));
    await writeFile(
      join(folder, 'ep03-05.md'),
      '---\ntitle: New\nepisode: 3\nchunk: 5\n---\n\n00:50:00:00 - 00:50:04:00\nOdette\nA new one altogether.\n',
    );
    const titles = [
      'Chunk 3: its file is gone from disk',
      '2 files changed on disk',
      '1 new transcript on disk',
      'Which frame rate do these timecodes count?',
    ];
    const looks = () =>
      note().evaluate((box) => {
        const inside = box.getBoundingClientRect();
        const buttons = [...box.querySelectorAll('.fix button')].map((each) => each.getBoundingClientRect());
        return {
          titles: [...box.querySelectorAll('.note')].map((each) => each.getAttribute('aria-label')),
          full: box.querySelectorAll('.note p').length,
          seen: buttons.every((at) => at.top >= inside.top && at.bottom <= inside.bottom && at.right <= inside.right),
        };
      });
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
    ] as const) {
      await window.page.setViewportSize({ width, height });
      await expect.poll(looks).toEqual({ titles, full: 1, seen: true });
      for (const colorScheme of ['dark', 'light'] as const) {
        await window.page.emulateMedia({ colorScheme });
        await window.screenshot(`disk-notes-${width}-${colorScheme}`);
      }
    }
    const folded = note().getByRole('button', { name: '2 files changed on disk' });
    expect(await folded.getAttribute('aria-expanded')).toBe('false');
    await folded.press('Enter');
    await note().getByText('Another program wrote them.').waitFor();
    expect(await folded.getAttribute('aria-expanded')).toBe('true');
    // It is measured anew whether there is room, and whoever is at a note with the keys stays there.
    await window.page.setViewportSize({ width: 1280, height: 780 });
    await window.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    );
    expect(await folded.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(window.complaints).toEqual([]);
  });

  it('is what it was once that is undone, and is not written over', async () => {
    await replace(theirs());
    await note().getByRole('button', { name: 'Take in changes' }).press('Enter');
    await window.words.getByText('The weight on this side is a hundred').waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await window.words.getByText('The weight on this side is two hundred').waitFor();
    await note().getByText('Chunk 02 changed on disk').waitFor();
    await window.press('Control+e');
    await window.dialog.getByRole('checkbox', { name: /^Overwrite/ }).waitFor();
    await window.press('Escape');
    await window.words.focus();
    await window.press('Control+Shift+z');
    await window.words.getByText('The weight on this side is a hundred').waitFor();
    await note().getByText('Chunk 02 changed on disk').waitFor({ state: 'detached' });
    expect(await disk()).toBe(theirs());
  });

  it('asks about what both changed, also after the program was killed, and is written once that is settled', async () => {
    const clash = theirs().replace('The wait', 'The waits');
    await replace(clash);
    await note().getByRole('button', { name: 'Take in changes' }).press('Enter');
    await note().getByText('1 place was changed both here and on disk').waitFor();
    await window.words.getByText('The weight on this side is a hundred').waitFor();
    window = await sitting.restart({ kill: true });
    await note().getByText('1 place was changed both here and on disk').waitFor();

    await window.press('Control+e');
    await window.dialog.getByText('Chunk 02 is held back.').waitFor();
    await window.press('Control+Enter');
    expect(await disk()).toBe(clash);
    await window.dialog.getByRole('button', { name: 'Settle…' }).press('Enter');
    const side = (name: string) => window.dialog.getByRole('region', { name, exact: true });
    await side('Mine').getByText('weight').waitFor();
    expect(await side('Theirs, on disk').locator('ins').allTextContents()).toContain('waits');
    expect(await side('Before').locator('del').allTextContents()).toContain('wait');
    await window.screenshot('disk-settle');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('disk-settle-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });

    await window.press('4');
    await window.page.keyboard.press('Control+a');
    const text = (await window.dialog.getByRole('textbox', { name: 'By hand' }).inputValue()).replace(
      'weight',
      'counterweight',
    );
    await window.page.keyboard.insertText(text);
    await window.press('Control+Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await window.words.getByText('The counterweight on this side is a hundred').waitFor();
    await window.exportBack();
    expect(await disk()).toBe(theirs().replace('The wait', 'The counterweight'));
    expect(window.complaints).toEqual([]);
  });

  it('shows what was written since, and is settled as fast as the keys are pressed', async () => {
    await replace(first.replace('The wait', 'The waits').replace(/^title: .*$/m, 'title: Theirs'));
    const title = window.field('Title');
    await title.fill('Mine');
    await window.words.focus();
    await window.saved();
    await note().getByRole('button', { name: 'Take in changes' }).press('Enter');
    await note().getByText('2 places were changed both here and on disk').waitFor();
    await window.mend(turn, 'side', 'other side');
    await title.fill('Mine again');
    await window.words.focus();
    await window.saved();
    await note().getByRole('button', { name: 'Settle…' }).press('Enter');
    const mine = window.dialog.getByRole('region', { name: 'Mine', exact: true });
    await mine.getByText('Mine again').waitFor();
    // The second key comes in the moment in which the second place shows.
    await window.page.evaluate(() => {
      const look = new MutationObserver(() => {
        if (!document.querySelector('dialog')?.textContent.includes('1 of 1')) return;
        look.disconnect();
        setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: '3' })));
      });
      look.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await window.press('1');
    await window.dialog.waitFor({ state: 'detached' });
    expect(await title.inputValue()).toBe('Mine again');
    expect(await window.wordsOf(turn)).toContain('The weight waits on this other side');
    expect(window.complaints).toEqual([]);
  });

  it('has theirs by one key, and mine again by undoing', async () => {
    await replace(first.replace('The wait', 'The waits'));
    await note().getByRole('button', { name: 'Take in changes' }).press('Enter');
    await note().getByRole('button', { name: 'Settle…' }).press('Enter');
    await window.dialog.getByText('1 of 1').waitFor();
    await window.press('2');
    await window.dialog.waitFor({ state: 'detached' });
    await window.words.getByText('The waits on this side').waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await window.words.getByText('The weight on this side').waitFor();
    await note().getByText('1 place was changed both here and on disk').waitFor();
  });

  it('is not written over where it changed behind the list, which is made again then', async () => {
    const button = (name: string) => window.dialog.getByRole('button', { name });
    await window.press('Control+e');
    await button('Export 1 file').waitFor();
    await replace(theirs());
    await window.press('Control+Enter');
    await window.dialog.getByRole('heading', { name: 'Nothing was written: 1 file left' }).waitFor();
    expect(await disk()).toBe(theirs());
    await button('Make the list again').press('Enter');
    await window.dialog
      .getByRole('group', { name: 'Why it is not written' })
      .getByText('It changed on disk.')
      .waitFor();
    await button('Take in changes').press('Enter');
    await button('Export 1 file').press('Enter');
    await window.dialog.getByText('1 file written').waitFor();
    expect(await disk()).toBe(theirs().replace('The wait', 'The weight'));
    expect(window.complaints).toEqual([]);
  });

  it('is told when it is gone, and is followed when it only has another name', async () => {
    const renamed = join(folder, 'weights.md');
    await rename(file, renamed);
    await expect.poll(() => window.call<{ files: unknown[] }>('DiskNow', 1).then((v) => v.files.length)).toBe(0);
    await window.exportBack();
    expect(await readFile(renamed, 'latin1')).toBe(first.replace('The wait', 'The weight'));
    expect(await readdir(folder)).not.toContain('ep03-02-weights-pendulum-and-pennies.md');

    await rm(renamed);
    await note().getByText('Chunk 02: its file is gone from disk').waitFor();
    await window.press('Control+e');
    await window.dialog.getByText('It is gone from disk.').waitFor();
    await window.press('Escape');
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  });

  it('says nothing while somebody types', async () => {
    await window.caretBefore('00:00:20:08', 'good');
    await replace(theirs());
    for (let n = 0; n < 12; n++) {
      await window.type('so ');
      expect(await note().getByText('changed on disk').count()).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await note().getByText('Chunk 02 changed on disk').waitFor();
  });
});
