/** Words and turns cut and pasted, with the keys, down to the bytes of the files. */
import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/timecode';
import { MEASURED, pack, unpack, wordPlaces } from '../../src/model/times';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';

describe('what is cut', () => {
  let window: EditorWindow;
  let shipped: Files;

  const sitting = atDesk({ sound: false, each: true }, async (at) => {
    ({ window } = at);
    shipped = await readChunks(sampleFolder);
  });

  beforeEach(() => window.letErrorsStand());

  /** Selects from a word of a turn on, by letters; a break between lines counts as one. */
  async function select(start: string, word: string, letters: number): Promise<void> {
    await window.caretBefore(start, word);
    await window.press(...new Array<string>(letters).fill('Shift+ArrowRight'));
  }

  async function written(name: string): Promise<string> {
    await window.exportBack();
    return (await readChunks(sitting.desk.openedSample)).get(name)!.toString('utf8');
  }

  it('over two turns is what it was when it is pasted back', async () => {
    await select('00:03:01:17', 'permission', 'permission?\nWith '.length);
    await window.press('Control+x');
    await window.saved();
    expect(await window.wordsOf('00:03:01:17')).toBe("With the cook's permission. Which is better.");
    await window.caretBefore('00:03:01:17', 'the cook');
    await window.press('Control+v');
    await window.type('very ');
    await window.saved();
    const before = shipped.get(second)!.toString('utf8');
    expect(await written(second)).toBe(before.replace("With the cook's", "With very the cook's"));
    await window.undoAll();
    await window.press('Control+e');
    await window.dialog.getByText(/^Export 1 file/).waitFor();
    await window.press('Control+Enter');
    await window.dialog
      .getByRole('status')
      .getByText(/written/)
      .waitFor();
    expect(await readChunks(sitting.desk.openedSample)).toEqual(shipped);
    expect(window.complaints).toEqual([]);
  });

  /** The steps of the history, the newest first. */
  const steps = () =>
    window.page.evaluate(async () => {
      const answer = await fetch('/api/episodes/1/steps?limit=10');
      const { steps } = (await answer.json()) as { steps: { name: string; state: string }[] };
      return steps.filter(({ state }) => state === 'done').map(({ name }) => name);
    });

  it('and typed over the end of a chunk is one step, also by an input method', async () => {
    const hands = await window.page.context().newCDPSession(window.page);
    for (const composed of [false, true]) {
      await select('00:05:07:03', 'Two seconds', 'Two seconds. Hazel was not happy.\nAll right. I ha'.length);
      if (composed) {
        for (const text of ['と', 'とけ']) {
          await hands.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
        }
        await hands.send('Input.insertText', { text: '時計' });
      } else await window.type('newwords');
      await window.saved();
      expect(await steps()).toEqual(['Typed over 2 turns']);
      const toast = window.page.getByText('Typed over 2 turns').first();
      await toast.waitFor();
      await window.page.getByRole('button', { name: /^Undo/ }).last().waitFor();
      expect(await window.wordsOf('00:05:07:03')).toBe(composed ? '時計' : 'newwords');
      await window.press('Control+z');
      await window.saved();
      expect(await steps()).toEqual([]);
    }
    await window.selectTurn('00:05:07:03');
    await window.press('Enter');
    await window.type('So. ');
    const before = shipped.get(second)!.toString('utf8');
    expect(await written(second)).toBe(before.replace('Two seconds. Hazel', 'So. Two seconds. Hazel'));
  });

  interface Told {
    notes: { turn: number; from: number; to: number; lost: boolean }[];
    chunks: { turns: { id: number; checked: boolean; start: string; times: string; paragraphs: string[] }[] }[];
  }
  const told = () => window.page.evaluate(() => fetch('/api/episodes/1').then((r) => r.json() as Promise<Told>));

  /** The words of each note, and whether they are only the nearest ones. */
  async function noted(): Promise<string[]> {
    const { notes, chunks } = await told();
    return notes.map(({ turn, from, to, lost }) => {
      const here = chunks.flatMap(({ turns }) => turns).find(({ id }) => id === turn);
      return `${lost ? 'near ' : ''}${here?.paragraphs.join(' ').split(' ').slice(from, to).join(' ')}`;
    });
  }

  async function comment(): Promise<void> {
    await window.press('Control+Shift+m');
    const focused = () => window.page.evaluate(() => Boolean(document.activeElement?.closest('[role="dialog"]')));
    await expect.poll(focused).toBe(true);
    await window.type('Is it so?');
    await window.press('Enter');
    await window.saved();
  }

  it('within a turn keeps the times of its words, also when it is pasted back', async () => {
    const turn = async () =>
      (await told()).chunks[1]!.turns.find(({ paragraphs }) => paragraphs.join().includes('What makes'))!;
    const { id, paragraphs } = await turn();
    // An eighth of a second apart, in the middle of the turn.
    const begins = 187 * SECOND;
    const known = wordPlaces(paragraphs.join('\n')).map((_, i) => ({
      how: MEASURED,
      from: begins + (i * SECOND) / 8,
      to: begins + (i * SECOND) / 8 + SECOND / 16,
    }));
    await window.call('Edit', {
      episode: 1,
      name: 'Timed',
      typing: false,
      ops: [{ kind: 'times', turn: id, times: pack(known) }],
    });
    window = await sitting.restart();
    await window.opened();
    await select('00:03:06:00', 'makes it ', 'makes it '.length);
    await window.press('Control+x');
    await window.saved();
    expect(await turn()).toBeUndefined();
    await window.press('Control+v');
    await window.saved();
    expect((await turn()).paragraphs).toEqual(paragraphs);
    expect(unpack((await turn()).times)).toEqual(known);
    await window.press('Control+z');
    await window.saved();
    await window.press('Control+z');
    await window.saved();
    expect(unpack((await turn()).times)).toEqual(known);
    expect(window.complaints).toEqual([]);
  });

  it('takes its comment and its tick along', async () => {
    await window.selectTurn('00:04:39:12');
    await window.press('c', 'Enter');
    await select('00:04:39:12', 'the sums', 'the sums'.length);
    await comment();
    await expect.poll(noted).toEqual(['the sums?']);
    await window.selectTurn('00:04:39:12');
    await window.press('Control+x');
    await window.saved();
    await expect.poll(async () => (await noted())[0]).toMatch(/^near /);
    await window.selectTurn('00:05:01:21');
    await window.press('Control+v');
    await window.saved();
    await expect.poll(noted).toEqual(['the sums?']);
    const turns = (await told()).chunks.flatMap((chunk) => chunk.turns);
    expect(turns.filter((turn) => turn.checked).map(({ start }) => start)).toEqual(['00:04:39:12']);
    await window.press('Escape');
    await select('00:03:09:24', 'things', 'things'.length);
    await comment();
    await window.caretBefore('00:03:09:24', 'things');
    await window.press(...new Array<string>('things'.length).fill('Shift+ArrowRight'), 'Control+x');
    await window.saved();
    await expect.poll(async () => (await noted())[1]).toMatch(/^near /);
    await window.caretBefore('00:03:21:27', 'Not');
    await window.press('Control+v');
    await window.saved();
    await expect.poll(noted).toEqual(['the sums?', 'thingsNot']);
    await window.press('Control+z', 'Control+z');
    await window.saved();
    await expect.poll(noted).toEqual(['the sums?', 'things.']);
    const before = shipped.get(second)!.toString('utf8');
    const turn = '00:04:39:12 - 00:04:40:22\nOdette\nWho does the sums?\n';
    expect(await written(second)).toBe(
      before.replace(`\n${turn}`, '').replace('lost two seconds.\n', `lost two seconds.\n\n${turn}`),
    );
    expect(window.complaints).toEqual([]);
  });

  /** Lets something go on the words, before a word of a turn. */
  async function dropBefore(start: string, word: string, text: string | null): Promise<void> {
    await window.turn(start).waitFor();
    await window.words.evaluate(
      (words, [target, given]) => {
        const data = new DataTransfer();
        const mouse = (type: string, x = 0, y = 0) =>
          words.dispatchEvent(
            new DragEvent(type, { dataTransfer: data, clientX: x, clientY: y, bubbles: true, cancelable: true }),
          );
        if (given === null) mouse('dragstart');
        else data.setData('text/plain', given);
        const line = [...words.querySelectorAll('.cm-line')].find((each) => each.textContent?.includes(target!))!;
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const at = node.textContent!.indexOf(target!);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { left, top, height } = range.getBoundingClientRect();
          mouse('drop', left + 1, top + height / 2);
          break;
        }
        if (given === null) mouse('dragend');
      },
      [word, text] as const,
    );
    await window.saved();
  }

  it('or comes from outside stays turns where it is dropped', async () => {
    await window.caretBefore('00:03:06:00', 'What makes');
    await dropBefore('00:03:06:00', 'What makes', '00:03:07:00 - 00:03:08:00\nBarnaby\nAs if you were ten.\n');
    expect(await steps()).toEqual(['Dropped']);
    expect(await window.wordsOf('00:03:07:00')).toBe('As if you were ten.');
    await window.press('Control+z');
    await window.saved();
    await select('00:03:01:17', 'permission', 'permission?\nWith '.length);
    await dropBefore('00:03:06:00', 'What makes', null);
    expect(await steps()).toEqual(['Moved words']);
    const said = (await told()).chunks[1]!.turns.map(({ paragraphs }) => paragraphs.join(' '));
    const at = said.indexOf("With the cook's permission. Which is better.");
    expect(said.slice(at, at + 4)).toEqual([
      "With the cook's permission. Which is better.",
      'Explain it to me as if I were nine. permission?',
      'With',
      'What makes it go?',
    ]);
    await window.press('Control+z');
    await window.caretBefore('00:03:06:00', 'What makes');
    await window.type('So. ');
    const before = shipped.get(second)!.toString('utf8');
    expect(await written(second)).toBe(before.replace('What makes it', 'So. What makes it'));
    expect(window.complaints).toEqual([]);
  });
});
