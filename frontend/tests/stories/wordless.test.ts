/** Words where there are none yet: in a chunk and an episode without turns, and beside turns that are selected. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { EpisodeView } from '../../src/model/views';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';

describe('where there are no words', () => {
  let window: EditorWindow;
  let shipped: Files;

  const sitting = atDesk({ sound: false, each: true }, async (at) => {
    ({ window } = at);
    shipped = await readChunks(sampleFolder);
  });

  beforeEach(() => window.letErrorsStand());

  const episode = () =>
    window.page.evaluate(() => fetch('/api/episodes/1').then((r) => r.json() as Promise<EpisodeView>));

  /** Who says what in each chunk. */
  const told = async () =>
    (await episode()).chunks.map(({ turns }) => turns.map((turn) => [turn.speaker, ...turn.paragraphs]));

  /** Lets a text come in from another program. */
  const paste = (text: string) =>
    window.words.evaluate((words, given) => {
      const data = new DataTransfer();
      data.setData('text/plain', given);
      words.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);

  async function command(words: string): Promise<void> {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.dialog.getByRole('option', { selected: true }).getByText(words).waitFor();
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
  }

  it('a chunk takes a turn, and is told of until then', async () => {
    await window.selectTurn('00:02:44:03');
    for (let n = 0; n < 40 && !(await window.announced()).endsWith('00:05:07:03'); n++)
      await window.press('Shift+ArrowDown');
    await window.press('Delete');
    await window.saved();
    const empty = window.page.getByText('This chunk has no turns.').first();
    await empty.waitFor();
    await expect
      .poll(async () => (await episode()).chunks[1]!.problems.map(({ code }) => code))
      .toContain('chunk.empty');
    // The caret stays where it was put, in another chunk; the chunk that is shown is the one that is written into.
    await window.chunk('1').press('Enter');
    await window.words.getByText('welcome to The Mending Hour').click();
    await window.chunk('02').press('Enter');
    await window.words.focus();
    await window.screenshot('chunk-empty');
    await command('New turn in chunk 02');
    await window.type('So it goes.');
    await window.saved();
    // Until a number says who it is, whoever spoke before.
    expect((await told())[1]).toEqual([['Barnaby', 'So it goes.']]);
    await paste('00:03:07:00 - 00:03:08:00\nOdette\nZinc.\n\nTin.\n');
    await window.saved();
    await window.exportBack();
    const files = await readChunks(sitting.desk.openedSample);
    const written = files.get(second)!.toString('utf8');
    expect(written.slice(written.indexOf('\n---\n'))).toBe(
      '\n---\n\nBarnaby\nSo it goes.\n\n00:03:07:00 - 00:03:08:00\nOdette\nZinc.\n\nTin.\n',
    );
    for (const [name, bytes] of files) if (name !== second) expect(bytes).toEqual(shipped.get(name));
    await window.undoAll();
    await window.exportBack();
    expect(await readChunks(sitting.desk.openedSample)).toEqual(shipped);
    expect(window.complaints).toEqual([]);
  });

  it('an episode takes words and turns, and gets its own back', async () => {
    await window.words.focus();
    await window.press('Escape', 'Control+a', 'Delete');
    await window.saved();
    expect(await told()).toEqual([[], [], [], []]);
    expect(await window.announced()).toBe('No turns. What is written begins the first.');
    await window.type('Ding.');
    await window.saved();
    expect(await told()).toEqual([[['Odette', 'Ding.']], [], [], []]);
    await window.press('Control+z');
    await window.saved();
    expect(await told()).toEqual([[], [], [], []]);
    await paste('00:03:07:00 - 00:03:08:00\nBarnaby\nAs if you were ten.\n\n00:03:08:00 - 00:03:09:00\nOdette\nOh.\n');
    await window.saved();
    expect((await told())[0]).toEqual([
      ['Barnaby', 'As if you were ten.'],
      ['Odette', 'Oh.'],
    ]);
    await window.undoAll();
    const plan = await window.call<{ files: { state: string }[] }>('PlanExport', 1, [], '');
    expect(plan.files.map((file) => file.state)).toEqual(['same', 'same', 'same', 'same']);
    expect(window.complaints).toEqual([]);
  });

  it('while turns are selected, words from outside are a turn behind them', async () => {
    await window.selectTurn('00:03:01:17');
    await paste('And so on.\nIndeed.');
    await window.saved();
    const turns = (await told())[1]!;
    const at = turns.findIndex(([, words]) => words === 'With permission?');
    expect(turns[at + 1]).toEqual(['Odette', 'And so on.', 'Indeed.']);
    await window.exportBack();
    const before = shipped.get(second)!.toString('utf8');
    expect((await readChunks(sitting.desk.openedSample)).get(second)!.toString('utf8')).toBe(
      before.replace('With permission?\n', 'With permission?\n\nOdette\nAnd so on.\n\nIndeed.\n'),
    );
  });

  it('letters that are meant as words are told of, and do nothing', async () => {
    const before = await told();
    await window.selectTurn('00:03:01:17');
    await window.press('Shift+ArrowDown');
    await window.words.evaluate((words) => {
      for (const key of 'Welcome, come back 2') {
        if (/[A-Z]/.test(key)) words.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
        words.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    });
    await window.page.locator('.toast').getByText('Turns are selected: Enter to write.').waitFor();
    await window.saved();
    expect(await told()).toEqual(before);
    expect((await episode()).chunks.flatMap(({ turns }) => turns).some(({ checked }) => checked)).toBe(false);
    // Another key ends it.
    await window.press('ArrowDown', 'c');
    await window.saved();
    expect((await episode()).chunks.flatMap(({ turns }) => turns).filter(({ checked }) => checked)).toHaveLength(1);
  });

  it('a comment says of which of several turns it is', async () => {
    const said = window.dialog.getByText('A comment stands in one turn.');
    await window.selectTurn('00:03:01:17');
    await window.press('Shift+ArrowDown', 'Control+Shift+m');
    await said.waitFor();
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await window.caretBefore('00:03:01:17', 'permission');
    await window.press('Shift+ArrowDown', 'Control+Shift+m');
    await said.waitFor();
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await window.press('ArrowLeft', 'Control+Shift+m');
    await window.dialog.waitFor();
    expect(await said.count()).toBe(0);
    await window.press('Escape');
    expect(window.complaints).toEqual([]);
  });
});
