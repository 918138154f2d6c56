/** Going over an episode with the keys: turns checked, comments and bookmarks at their words, and files that know nothing of it. */
import { describe, expect, it } from 'vitest';
import type { EpisodeView, NoteView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const first = '00:00:33:06';
const wait = '00:03:23:04';

describe('going over an episode', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;
  let id: number;

  atDesk({ sound: false }, async (at) => {
    ({ desk, window } = at);
    id = await window.call<number>('OpenSample');
    shipped = await readChunks(desk.openedSample);
  });

  const episode = (): Promise<EpisodeView> =>
    window.page.evaluate(async (n) => (await fetch(`/api/episodes/${n}`)).json(), id);
  const notes = async (): Promise<NoteView[]> => (await episode()).notes;
  const checked = async () => (await episode()).chunks.flatMap((chunk) => chunk.turns).filter((turn) => turn.checked);
  const panel = () => window.page.getByRole('tabpanel');
  const popover = (name: 'Comment' | 'Bookmark') => window.page.getByRole('dialog', { name });
  const tick = (start: string) => window.turn(start).locator('.stet-tick');
  const commented = () => window.page.locator('.stet-comment');

  /** The words of the turn that a note stands at. */
  async function wordsOf(note: NoteView): Promise<string> {
    const turn = (await episode()).chunks.flatMap((chunk) => chunk.turns).find((each) => each.id === note.turn);
    return (turn?.paragraphs.join(' ') ?? '').split(/\s+/).slice(note.from, note.to).join(' ');
  }

  /** Runs a command of the palette. */
  async function choose(name: string): Promise<void> {
    await window.press('Control+k');
    await window.type(name);
    await window.press('Enter');
  }

  it('checks a turn with one key, and shows and says so', async () => {
    await window.selectTurn(first);
    await window.press('c');
    await expect.poll(() => tick(first).count()).toBe(1);
    // It and the signs of the library are pictures.
    for (const sign of ['.stet-tick', '.rail .st'])
      expect(
        await window.page
          .locator(sign)
          .first()
          .evaluate((e) => getComputedStyle(e).backgroundImage),
      ).toMatch(/^url\("data:image/);
    expect(await window.announced()).toContain('checked');
    await window.page.getByRole('treeitem', { name: /^Chunk 1, .*, 1 of \d+ turns checked/ }).waitFor();
    await window.press('c');
    await expect.poll(() => tick(first).count()).toBe(0);
    await window.press('c');
    await window.saved();
  });

  it('checks all above, and goes to the next that nobody has checked', async () => {
    await window.selectTurn(wait);
    await choose('check this turn and all above');
    await window.saved();
    const turns = (await episode()).chunks.flatMap((chunk) => chunk.turns);
    const place = turns.findIndex((turn) => turn.start === wait);
    expect((await checked()).map((turn) => turn.id)).toEqual(turns.slice(0, place + 1).map((turn) => turn.id));
    await window.press('Control+F7');
    await expect.poll(() => window.announced()).toContain(turns[place + 1]!.start);
    await choose('show checks');
    await panel()
      .getByText(/\d+ of \d+ checked/)
      .waitFor();
  });

  it('unchecks a turn whose words are edited, in the same step', async () => {
    await window.mend(wait, 'wait', 'weight');
    await expect.poll(() => tick(wait).count()).toBe(0);
    await window.undoAll();
    expect(await window.wordsOf(wait)).toContain('The wait on this side');
    await window.redoAll();
    await expect.poll(() => tick(wait).count()).toBe(0);
  });

  it('puts a comment to words', async () => {
    await window.caretBefore(wait, 'two hundred kilos');
    for (let n = 0; n < 'two hundred kilos'.length; n++) await window.press('Shift+ArrowRight');
    await window.press('Control+Shift+m');
    await popover('Comment').getByText('two hundred kilos').waitFor();
    await window.type('Barnaby said two hundredweight before.');
    await window.press('Enter');
    await expect.poll(() => commented().allTextContents()).toEqual(['two hundred kilos']);
    await window.saved();
    expect(await notes()).toMatchObject([{ kind: 'comment', text: 'Barnaby said two hundredweight before.' }]);
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.className)).toContain('cm-content');
  });

  it('takes the comment along with its words', async () => {
    await window.caretBefore(wait, 'The weight');
    await window.type('Mark this. ');
    await window.saved();
    await expect.poll(() => commented().allTextContents()).toEqual(['two hundred kilos']);
    expect(await wordsOf((await notes())[0]!)).toBe('two hundred kilos');
    await window.caretBefore(wait, 'is two hundred');
    await window.press('Enter');
    await window.saved();
    await expect.poll(() => commented().allTextContents()).toEqual(['two hundred kilos']);
    expect(await wordsOf((await notes())[0]!)).toBe('two hundred kilos');
    await window.press('Backspace');
    await window.saved();
    expect(await wordsOf((await notes())[0]!)).toBe('two hundred kilos');
  });

  it('says so when the words are gone', async () => {
    await window.caretBefore(wait, 'two hundred kilos of');
    for (let n = 0; n < 'two hundred kilos '.length; n++) await window.press('Delete');
    await window.saved();
    await expect.poll(async () => (await notes())[0]!.lost).toBe(true);
    await choose('show notes');
    await panel().getByText('Its words are gone').waitFor();
    await window.words.focus();
    // However many steps the letters were.
    for (let n = 0; n < 30 && (await notes())[0]!.lost; n++) {
      await window.press('Control+z');
      await window.saved();
    }
    await expect.poll(() => panel().getByText('Its words are gone').count()).toBe(0);
  });

  it('bookmarks a place, and names it', async () => {
    await window.caretBefore(first, (await window.wordsOf(first)).split(' ')[2]!);
    await window.press('Control+d');
    await expect.poll(() => window.page.locator('.stet-bookmark').count()).toBe(1);
    await window.press('Control+d');
    await popover('Bookmark').waitFor();
    await window.type('The clock');
    await window.press('Enter');
    await window.saved();
    expect((await notes()).map((note) => note.text)).toContain('The clock');
  });

  it('goes from comment to bookmark and back', async () => {
    await window.press('F9');
    expect(await popover('Comment').getByRole('textbox').inputValue()).toContain('hundredweight');
    await window.press('Escape', 'Control+Shift+d');
    await expect.poll(() => window.announced()).toContain(first);
    await window.selectTurn(wait);
    await choose('the clock');
    await expect.poll(() => window.announced()).toContain(first);
  });

  it('changes what a comment says, leaves it, settles it', async () => {
    await window.press('F9');
    await window.press('Control+a');
    await window.type('never kept');
    await window.press('Escape');
    await window.page.getByTestId('toast').getByText('The comment stays as it was').waitFor();
    await window.page.getByTestId('toast').getByRole('button', { name: 'Write on' }).click();
    await expect.poll(() => popover('Comment').getByRole('textbox').inputValue()).toBe('never kept');
    // Tab goes round in it: the words, settling, deleting, and the words again.
    await window.press('Tab', 'Tab', 'Tab');
    await popover('Comment').getByRole('textbox').and(window.page.locator(':focus')).waitFor();
    await window.press('Escape', 'F9');
    expect(await popover('Comment').getByRole('textbox').inputValue()).toContain('hundredweight');
    await window.press('Control+a');
    await window.type('Kilos, by the sound.');
    await window.press('Tab');
    await popover('Comment').getByRole('button', { name: 'Settle' }).and(window.page.locator(':focus')).waitFor();
    await window.press('Enter');
    await expect.poll(() => commented().count()).toBe(0);
    await panel().getByText('Settled').waitFor();
    await window.saved();
    expect(await notes()).toContainEqual(expect.objectContaining({ text: 'Kilos, by the sound.', resolved: true }));
  });

  it('outlives a restart', async () => {
    const before = await notes();
    await window.page.reload();
    expect(await notes()).toEqual(before);
    await panel().getByText('Kilos, by the sound.').waitFor();
  });

  it('undoes all of it, and no file ever knew', async () => {
    await window.undoAll();
    expect(await notes()).toEqual([]);
    expect(await checked()).toEqual([]);
    await window.selectTurn(first);
    await window.press('c', 'Control+d');
    await window.saved();
    await window.press('Control+e');
    await window.dialog.getByText('Unchanged: 4 files, byte-identical').waitFor();
    await window.press('Escape');
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
