/**
 * Hands that do anything: random keys in the real editor. In the end the page, the program and what a restarted program
 * reads from the disk say the same, and undoing everything gives the imported bytes.
 */
import type { CDPSession } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const seeds = process.env.STET_SEED ? [Number(process.env.STET_SEED)] : [20_240_915, 7];
const actions = 1000;
/** After how many of them the page and the program are asked whether they say the same. */
const round = 250;
/** What a hang takes: a key is quick, but there are thousands. */
const long = 600_000;

/** What other programs put into a clipboard. */
const foreign = [
  'and so on',
  'One line.\nAnother.',
  '00:03:07:00 - 00:03:08:00\nBarnaby\nAs if you were ten.\n\n00:03:08:00 - 00:03:09:00\nOdette\nEleven.\n',
  '1\n00:00:01,000 --> 00:00:03,000\nOdette: First.\n\n2\n00:00:04,000 --> 00:00:05,000\nSecond.\n',
];

/** What an input method composes, and ends with. */
const composed = [
  ['と', 'とけ', '時計'],
  ['´', 'é'],
];

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

/** What keyboards call the keys that are pressed many times. */
const codes: Readonly<Record<string, number>> = {
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  Backspace: 8,
  Delete: 46,
  z: 90,
};

describe.each(seeds)('random edits, from seed %i', (seed) => {
  let window: EditorWindow;
  let browser: CDPSession;
  let shipped: Files;

  const sitting = atDesk({ sound: false }, async (at) => {
    ({ window } = at);
    browser = await window.page.context().newCDPSession(window.page);
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

  /** But for what was asked of a chunk right before an undo took it away. */
  const complaints = () => window.complaints.filter((each) => !/\/(names|tags)\?chunk=/.test(each));

  /** Presses a key so many times, each as soon as the hands can: nobody waits for what one does before the next. */
  async function rattle(keys: string, count: number): Promise<void> {
    const parts = keys.split('+');
    const key = parts.pop()!;
    const modifiers = (parts.includes('Control') ? 2 : 0) | (parts.includes('Shift') ? 8 : 0);
    const code = key === 'z' ? 'KeyZ' : key;
    const press = { modifiers, key, code, windowsVirtualKeyCode: codes[key]! };
    const sent = Array.from({ length: count }, () => [
      browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press }),
      browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press }),
    ]);
    await Promise.all(sent.flat());
  }

  /** Lets a text come in as a clipboard's, or lets it go over a place in the words. */
  const comes = (text: string, x?: number, y?: number) =>
    window.words.evaluate(
      (words, [given, left, top]) => {
        const data = new DataTransfer();
        data.setData('text/plain', given);
        const options = { bubbles: true, cancelable: true };
        words.dispatchEvent(
          left === undefined
            ? new ClipboardEvent('paste', { clipboardData: data, ...options })
            : new DragEvent('drop', { dataTransfer: data, clientX: left, clientY: top!, ...options }),
        );
      },
      [text, x, y] as const,
    );

  /** Waits until a popover has the focus, or has none any more. */
  const popover = (open: boolean) =>
    expect
      .poll(() => window.page.evaluate(() => Boolean(document.activeElement?.closest('[role="dialog"], .pop'))))
      .toBe(open);

  async function inOneMind(): Promise<void> {
    await window.saved();
    expect(await window.page.getByText('the page was read again').count()).toBe(0);
    const said = await episode();
    expect(said.chunks.flatMap((chunk) => chunk.turns).length).toBeGreaterThan(2);
    const lines = said.chunks.flatMap((chunk) => chunk.turns.flatMap((turn) => turn.paragraphs));
    expect(await shown()).toBe(lines.join('\n'));
  }

  it(
    `does ${actions} things, of which the page and the program think the same`,
    async () => {
      const next = random(seed);
      const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
      const times = (most: number) => 1 + Math.floor(next() * most);
      const words = ['bell', ' rope', ', and', 'é', ' 🎬', '.', ' לחם', ' 2'];
      const goes: readonly [number, () => Promise<unknown>][] = [
        [30, () => window.page.keyboard.insertText(pick(words))],
        [6, () => window.type(pick(['bell', ' tower', 'x']))],
        [
          19,
          () =>
            rattle(
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
              times(9),
            ),
        ],
        [8, () => rattle(pick(['Backspace', 'Delete', 'Control+Backspace']), times(6))],
        [6, () => window.press('Enter')],
        [3, () => window.press('Shift+Enter')],
        [
          8,
          async () => {
            await rattle(pick(['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowUp']), times(4));
            await window.press(pick(['Backspace', 'Control+x', 'Control+c', 'Delete', 'Enter']));
          },
        ],
        [4, () => window.press('Control+v')],
        [6, () => window.press('Escape', pick(['1', '2', 'Shift+1', 'c']), pick(['Enter', 'Escape']))],
        [3, () => window.press('Escape', 'Shift+ArrowDown', pick(['m', 'Backspace', 'Control+x', '2']), 'Escape')],
        [2, () => comes(pick(foreign))],
        [1, () => comes(pick(foreign), 500 + Math.floor(next() * 200), 250 + Math.floor(next() * 400))],
        [
          2,
          async () => {
            const [...steps] = pick(composed);
            const last = steps.pop()!;
            for (const text of steps) {
              const at = { selectionStart: text.length, selectionEnd: text.length };
              await browser.send('Input.imeSetComposition', { text, ...at });
            }
            await browser.send('Input.insertText', { text: last });
          },
        ],
        [1, () => window.press('Escape', pick(['Control+ArrowUp', 'Control+ArrowDown']), 'Escape')],
        [1, () => window.press(pick(['Control+Shift+s', 'Control+Shift+j']))],
        [
          0.5,
          async () => {
            await window.press('Control+j');
            await popover(true);
            await window.type(pick(['Nora', 'Hal']));
            await window.press('Enter');
            await popover(false);
          },
        ],
        [
          0.5,
          async () => {
            await window.press('Control+Shift+m');
            await popover(true);
            await window.type('Is it so?');
            await window.press('Enter');
            await popover(false);
          },
        ],
        [5, () => rattle('Control+z', times(4))],
        [2, () => rattle('Control+Shift+z', times(3))],
      ];
      const all = goes.reduce((sum, [share]) => sum + share, 0);
      await window.words.focus();
      for (let n = 1; n <= actions; n++) {
        let left = next() * all;
        await goes.find(([share]) => (left -= share) < 0)![1]();
        if (n % round === 0) await inOneMind();
      }
      expect(complaints()).toEqual([]);
    },
    long,
  );

  it('leaves the same on the disk', async () => {
    const before = told(await episode());
    window = await sitting.restart();
    browser = await window.page.context().newCDPSession(window.page);
    await window.words.locator('.cm-line').first().waitFor();
    expect(told(await episode())).toEqual(before);
  });

  /** Presses a key of the history until there is nothing more. */
  async function travel(name: 'Undo' | 'Redo', keys: string): Promise<void> {
    const button = window.page.getByRole('banner').getByRole('button', { name });
    await window.words.focus();
    for (let n = 0; (await button.isEnabled()) && n < 100; n++) {
      await rattle(keys, 100);
      await window.saved();
    }
  }

  it(
    'takes all of it back, to the imported bytes, and does it all again',
    async () => {
      // What was undone last can be done again, and is what comes in the end.
      await travel('Redo', 'Control+Shift+z');
      const before = told(await episode());
      await travel('Undo', 'Control+z');
      const plan = await window.call<{ files: { state: string }[] }>('PlanExport', 1, [], '');
      expect(plan.files.map((file) => file.state)).toEqual(['same', 'same', 'same', 'same']);
      expect(await readChunks(sitting.desk.openedSample)).toEqual(shipped);
      await travel('Redo', 'Control+Shift+z');
      expect(told(await episode())).toEqual(before);
      await inOneMind();
      expect(complaints()).toEqual([]);
    },
    long,
  );
});
