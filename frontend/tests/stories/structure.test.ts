/** Turns parted, joined, moved and taken away, with the keys, down to the bytes of the files. */
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';
const third = 'ep03-03-the-night-it-struck-thirteen.md';

describe('the turns themselves', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    shipped = await readChunks(sampleFolder);
  });

  it('are parted at the caret, at a time that says that it is estimated', async () => {
    await window.caretBefore('00:03:09:24', "There's something");
    await window.press('Enter');
    await window.type('So: ');
    await window.saved();
    expect(await window.announced()).toMatch(/^Barnaby, about 00:03:1\d:\d\d$/);
    expect(await window.wordsOf('00:03:09:24')).toBe("Right. It's only three things.");
  });

  it('begin where somebody puts them, and the turn before ends there', async () => {
    await window.press('Escape', 'ArrowDown', ']', '[', ']');
    await window.saved();
    expect(await window.announced()).toMatch(/^Turn selected: Barnaby, 00:03:1\d:\d\d$/);
  });

  it('get paragraphs', async () => {
    await window.caretBefore('00:03:23:04', 'Then on Sunday');
    await window.press('Shift+Enter');
    await window.saved();
  });

  it('are joined to the turn before', async () => {
    await window.caretBefore('00:03:56:27', 'Yes');
    await window.press('Backspace');
    await window.saved();
    expect(await window.wordsOf('00:03:54:02')).toBe('Oh. I can feel it, in the bucket. Yes. Yes, everyone says that.');
  });

  it('go when what is selected reaches over them', async () => {
    await window.caretBefore('00:03:39:01', 'And');
    await window.press('Shift+ArrowDown', 'Delete');
    await window.saved();
    expect(await window.wordsOf('00:03:40:21')).toContain('It hangs down');
  });

  it('are where the caret is when they come back, to be typed at', async () => {
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.press('Enter');
    await window.saved();
    await window.press('Control+z');
    await window.saved();
    await window.type('Now. ');
    expect(await window.wordsOf('00:04:05:24')).toContain('you see. Now. In summer');
    await window.press('Control+z');
    await window.saved();
    await window.selectTurn('00:03:59:22');
    await window.press('Shift+ArrowDown', 'Delete');
    await window.saved();
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => window.announced()).toMatch(/^2 turns selected: Barnaby, 00:04:05:24/);
    await window.press('Escape');
  });

  it('are told of where they have no words', async () => {
    const turns = () => window.page.locator('.stet-cell').filter({ hasText: '00:03:59:09' });
    await window.caretBefore('00:03:54:02', 'Oh');
    await window.press('End', 'Enter', 'ArrowUp');
    await window.saved();
    await window.page.getByRole('tab', { name: /^Checks/ }).click();
    await window.page.getByRole('tabpanel').getByText('This turn has no words.').waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await turns().waitFor({ state: 'detached' });
    await window.page.getByRole('tabpanel').getByText('This turn has no words.').waitFor({ state: 'detached' });
    await window.saved();
  });

  it('come in from the text of another program', async () => {
    await window.caretBefore('00:03:21:27', 'Not');
    await window.press('End');
    await window.words.evaluate((words) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '00:03:22:00 - 00:03:22:20\r\nOdette\r\nNot so fast\r\nat all.\r\n');
      words.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await window.saved();
    expect(await window.wordsOf('00:03:22:00')).toBe('Not so fast at all.');
    await window.press('Control+z');
    await window.saved();
  });

  it('lead to the one that no file can hold', async () => {
    const held = /^Turn \d+ cannot be written so that it reads back as it is here: .*Change that, or take it back\.$/;
    await window.caretBefore('00:03:21:27', 'Not');
    await window.press('End', 'Shift+Enter');
    await window.page.keyboard.insertText('00:03:22:00 - 00:03:22:20');
    await window.saved();
    await window.page.getByRole('tab', { name: /^Checks/ }).click();
    await window.page.getByRole('tabpanel').getByText(held).waitFor();
    await window.page.getByRole('tabpanel').getByRole('button', { name: '00:03:21:27' }).waitFor();
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('Chunk 02 is held back.').waitFor();
    await window.screenshot('export-held');
    await window.dialog.getByRole('button', { name: 'Go to turn' }).focus();
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    expect(await window.announced()).toContain('00:03:21:27');
    await window.press('Control+z', 'Control+z');
    await window.saved();
    await window.page.getByRole('tabpanel').getByText(held).waitFor({ state: 'detached' });
  });

  it('are cut and pasted with all that is theirs', async () => {
    await window.selectTurn('00:04:39:12');
    await window.press('Control+x');
    await window.selectTurn('00:03:06:00');
    await window.press('Control+v');
    await window.saved();
    await window.press('Escape');
    expect(await window.wordsOf('00:04:39:12')).toBe('Who does the sums?');
  });

  it('move to the next chunk with its boundary', async () => {
    await window.selectTurn('00:05:04:06');
    await window.press('Control+k');
    await window.type('chunk end with');
    await window.press('Enter');
    await window.saved();
  });

  it('come back one by one', async () => {
    await window.undoAll();
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('Unchanged: 4 files, byte-identical').waitFor();
    await window.press('Escape');
    await window.redoAll();
  });

  it('stand in the files as they were left, and nothing else is touched', async () => {
    await window.exportBack();
    const now = await readChunks(desk.openedSample);
    const text = (files: Files, name: string) => files.get(name)!.toString('utf8');
    const parted = /\n(00:03:09:24 - (\S+)\nBarnaby\nRight\. It's only three things\.)\n/.exec(text(now, second));
    const at = parted?.[2] ?? '';
    const want = text(shipped, second)
      .replace('end_time: 00:05:09\n', 'end_time: 00:05:06\n')
      .replace(' - 00:05:09\n', ' - 00:05:06\n')
      .replace(
        "00:03:09:24 - 00:03:21:16\nBarnaby\nRight. It's only three things. There's something heavy",
        `00:03:09:24 - ${at}\nBarnaby\nRight. It's only three things.\n\n${at} - 00:03:21:16\nBarnaby\nSo: There's something heavy`,
      )
      .replace('to the floor. Then on Sunday', 'to the floor.\n\nThen on Sunday')
      .replace('\n00:03:39:01 - 00:03:40:04\nOdette\nAnd the pendulum?\n', '')
      .replace('00:03:54:02 - 00:03:56:19', '00:03:54:02 - 00:03:59:10')
      .replace('in the bucket.\n\n00:03:56:27 - 00:03:59:10\nBarnaby\nYes.', 'in the bucket.\nYes.')
      .replace('\n00:04:39:12 - 00:04:40:22\nOdette\nWho does the sums?\n', '')
      .replace('What makes it go?\n', 'What makes it go?\n\n00:04:39:12 - 00:04:40:22\nOdette\nWho does the sums?\n')
      .replace('\n\n00:05:07:03 - 00:05:09:27\nBarnaby\nTwo seconds. Hazel was not happy.', '');
    expect(text(now, second)).toBe(want);
    expect(text(now, third)).toBe(
      text(shipped, third)
        .replace('timecode: 00:05:09:27', 'timecode: 00:05:07:03')
        .replace('start_time: 00:05:09:27', 'start_time: 00:05:07:03')
        .replace(
          '---\n\n00:05:09:27',
          '---\n\n00:05:07:03 - 00:05:09:27\nBarnaby\nTwo seconds. Hazel was not happy.\n00:05:09:27',
        ),
    );
  });

  it('tell the rail how long their chunks are', async () => {
    await window.chunk('3').locator('[data-text="2:11"]').waitFor();
    await window.undoAll();
    await window.chunk('3').locator('[data-text="2:08"]').waitFor();
    await window.redoAll();
    await window.chunk('3').locator('[data-text="2:11"]').waitFor();
  });

  it('tell the rail what is wrong with them as they are now', async () => {
    // The sample's chunk has two of its own, one of which was let stand; what lets it stand fits nothing while its turn cannot be read.
    const problem = () => window.chunk('02').getByTitle('3 problems');
    await window.undoAll();
    await window.chunk('02').getByTitle('1 problem').waitFor();
    await window.caretBefore('00:03:23:04', 'Then on Sunday');
    await window.type('00:01:00:00 - 00:01:02:00');
    await window.press('Shift+Enter');
    await problem().waitFor();
    await window.press('Control+z');
    await problem().waitFor({ state: 'detached' });
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
