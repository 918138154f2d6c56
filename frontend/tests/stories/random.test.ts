/**
 * Hands that do anything: random keys in the real editor. In the end the page, the program and what a restarted program
 * reads from the disk say the same, and undoing everything gives the imported bytes.
 */
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const seed = Number(process.env.STET_SEED ?? 20_240_915);
const actions = 1000;
/** What a hang takes: a key is quick, but there are thousands. */
const long = 600_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Turn {
  id: number;
  speaker: string | null;
  paragraphs: string[];
}

interface Episode {
  chunks: { turns: Turn[] }[];
}

/** Every turn as the program has it: who speaks, and what is said. */
const told = (episode: Episode) => episode.chunks.map((chunk) => chunk.turns.map((t) => [t.speaker, ...t.paragraphs]));

describe(`random edits, from seed ${seed}`, () => {
  let window: EditorWindow;
  let shipped: Files;

  const sitting = atDesk({ sound: false }, async (at) => {
    ({ window } = at);
    shipped = await readChunks(sampleFolder);
  });

  const episode = () => window.page.evaluate(() => fetch('/api/episodes/1').then((r) => r.json() as Promise<Episode>));

  /** All words that the editor shows, as it copies them: a line a paragraph. */
  async function shown(): Promise<string> {
    await window.words.focus();
    await window.press('Escape', 'Escape', 'Control+a');
    await window.page.evaluate(() => {
      document.addEventListener(
        'copy',
        (event) => {
          (globalThis as { copied?: string }).copied = event.clipboardData?.getData('text/plain');
        },
        { once: true },
      );
    });
    await window.press('Control+c');
    return (await window.page.evaluate(() => (globalThis as { copied?: string }).copied)) ?? '';
  }

  it(
    `does ${actions} things`,
    async () => {
      const next = random(seed);
      const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
      const times = (most: number, key: string) => new Array<string>(1 + Math.floor(next() * most)).fill(key);
      const words = ['bell', ' rope', ', and', 'é', ' 🎬', '.', ' לחם', ' 2'];
      await window.words.focus();
      for (let n = 0; n < actions; n++) {
        const kind = next();
        if (kind < 0.3) await window.page.keyboard.insertText(pick(words));
        else if (kind < 0.36) await window.type(pick(['bell', ' tower', 'x']));
        else if (kind < 0.55) {
          await window.press(
            ...times(
              9,
              pick([
                'ArrowDown',
                'ArrowUp',
                'ArrowRight',
                'ArrowLeft',
                'Control+ArrowRight',
                'PageDown',
                'PageUp',
                'Home',
                'End',
              ]),
            ),
          );
        } else if (kind < 0.63) await window.press(...times(6, pick(['Backspace', 'Delete', 'Control+Backspace'])));
        else if (kind < 0.69) await window.press('Enter');
        else if (kind < 0.72) await window.press('Shift+Enter');
        else if (kind < 0.8) {
          await window.press(...times(4, pick(['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowUp'])));
          await window.press(pick(['Backspace', 'Control+x', 'Control+c', 'Delete', 'Enter']));
        } else if (kind < 0.84) await window.press('Control+v');
        else if (kind < 0.9) {
          await window.press('Escape', pick(['1', '2']), pick(['Enter', 'Escape']));
        } else if (kind < 0.93) {
          await window.press('Escape', 'Shift+ArrowDown', pick(['m', 'Backspace', 'Control+x', '2']), 'Escape');
        } else if (kind < 0.98) await window.press(...times(4, 'Control+z'));
        else await window.press(...times(3, 'Control+Shift+z'));
      }
      await window.saved();
      expect(window.complaints).toEqual([]);
    },
    long,
  );

  it('leaves the page and the program in one mind', async () => {
    const said = await episode();
    expect(said.chunks.flatMap((chunk) => chunk.turns).length).toBeGreaterThan(2);
    const lines = said.chunks.flatMap((chunk) => chunk.turns.flatMap((turn) => turn.paragraphs));
    expect(await shown()).toBe(lines.join('\n'));
  });

  it('leaves the same on the disk', async () => {
    const before = told(await episode());
    window = await sitting.restart();
    await window.words.locator('.cm-line').first().waitFor();
    expect(told(await episode())).toEqual(before);
  });

  it(
    'takes all of it back, to the imported bytes',
    async () => {
      const undo = window.page.getByRole('banner').getByRole('button', { name: 'Undo' });
      await window.words.focus();
      for (let n = 0; (await undo.isEnabled()) && n < 200; n++) {
        await window.press(...new Array<string>(40).fill('Control+z'));
        await window.saved();
      }
      const plan = await window.call<{ files: { state: string }[] }>('PlanExport', 1, [], '');
      expect(plan.files.map((file) => file.state)).toEqual(['same', 'same', 'same', 'same']);
      expect(await readChunks(sitting.desk.openedSample)).toEqual(shipped);
      expect(window.complaints).toEqual([]);
    },
    long,
  );
});
