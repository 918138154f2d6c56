/** An editor's first day: from a fresh machine to the first export, with the keys. */
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { changedLines, type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the first day', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  atDesk({ empty: true }, async (at) => {
    ({ desk, window } = at);
    shipped = await readChunks(sampleFolder);
  });

  it('begins with the sample', async () => {
    await window.openSample();
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
  });

  it('mends a word', async () => {
    await window.mend('00:03:23:04', 'wait', 'weight');
    expect(await window.wordsOf('00:03:23:04')).toContain('The weight on this side');
  });

  it('gives a turn to whom it belongs, with one key', async () => {
    await window.selectTurn('00:06:23:17');
    expect(await window.announced()).toContain('Odette');
    await window.press('2');
    await expect.poll(() => window.announced()).toContain('Barnaby');
    await window.page.getByTestId('toast').getByText('Gave the turn to Barnaby').waitFor();
    await window.saved();
  });

  it('changes a title', async () => {
    await window.chunk('4').press('Enter');
    const title = window.field('Title');
    await title.focus();
    await window.press('Control+a');
    await window.type('Gold Leaf and the First Sunday');
    await window.press('Enter');
    await window.saved();
    await window.page.getByRole('heading', { name: 'Gold Leaf and the First Sunday' }).waitFor();
  });

  it('undoes all of it, and does it again', async () => {
    await window.undoAll();
    expect(await window.wordsOf('00:03:23:04')).toContain('The wait on this side');
    await window.selectTurn('00:06:23:17');
    expect(await window.announced()).toContain('Odette');
    await window.redoAll();
    expect(await window.wordsOf('00:03:23:04')).toContain('The weight on this side');
    await window.selectTurn('00:06:23:17');
    expect(await window.announced()).toContain('Barnaby');
  });

  it('exports, and the files differ in these three lines', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    const files = window.dialog.getByRole('button', { name: /^ep03-/ });
    await expect.poll(() => files.count()).toBe(3);
    await window.dialog.getByText('Unchanged: 1 file, byte-identical').waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByText('3 files written').waitFor();
    await window.press('Escape');
    expect(changedLines(shipped, await readChunks(desk.openedSample))).toEqual([
      {
        file: 'ep03-02-weights-pendulum-and-pennies.md',
        line: 72,
        was: "That's the whole secret. The wait on this side is two hundred kilos of cast iron on a steel cable, and it",
        is: "That's the whole secret. The weight on this side is two hundred kilos of cast iron on a steel cable, and it",
      },
      { file: 'ep03-03-the-night-it-struck-thirteen.md', line: 70, was: 'Odette', is: 'Barnaby' },
      {
        file: 'ep03-04-gold-leaf-and-a-brake-cable.md',
        line: 3,
        was: 'title: "Gold Leaf, a Brake Cable and the First Sunday"',
        is: 'title: "Gold Leaf and the First Sunday"',
      },
    ]);
  });

  it('has nothing left to export', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('Unchanged: 4 files, byte-identical').waitFor();
    expect(await window.dialog.getByRole('button', { name: 'Nothing to export' }).isDisabled()).toBe(true);
    await window.press('Escape');
  });

  it('names what was typed over several turns', async () => {
    await window.caretBefore('00:00:20:08', 'good');
    for (let n = 0; n < 4; n++) await window.press('Shift+ArrowDown');
    await window.type('x');
    await window.saved();
    await window.page.getByTestId('toast').getByText('Typed over 3 turns').waitFor();
    await window.page.getByRole('tab', { name: 'History' }).click();
    await window.page.getByRole('tabpanel').getByText('Typed over 3 turns').waitFor();
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
