/** Words and turns cut and pasted, with the keys, down to the bytes of the files. */
import { beforeEach, describe, expect, it } from 'vitest';
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
});
