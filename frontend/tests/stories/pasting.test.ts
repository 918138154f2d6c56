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
});
