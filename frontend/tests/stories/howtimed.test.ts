/** How the times of words are known is seen under them: what the sound does not hold always, the rest where it is wanted. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { SECOND } from '../../src/model/timecode';
import { BETWEEN, BY_HAND, CARRIED, GUESSED, IMPORTED, MEASURED, pack, UNKNOWN, UNSPOKEN } from '../../src/model/times';
import type { EpisodeView } from '../../src/model/views';
import { atDesk } from '../desk/story';

const spoken = new URL('../../../backend/align/testdata/spoken.flac', import.meta.url).pathname;

const chunk = `---
title: A Ferry
slug: ep01-01-a-ferry
series: Ferries
episode: 1
chunk: 1
speakers:
- Odette
- Barnaby
---

00:00:00.000 - 00:00:06.000
Odette
Every evenning the ferry brings oranges and old newspapers ashore.
00:00:06.000 - 00:00:12.000
Barnaby
Nobody asked the captain.
`;

/** Of each word of the first turn how its time is known. */
const hows = [MEASURED, UNSPOKEN, UNSPOKEN, CARRIED, GUESSED, BY_HAND, BY_HAND, IMPORTED, UNKNOWN, BETWEEN];
const times = pack(hows.map((how, i) => ({ how, from: (i * SECOND) / 2, to: (i * SECOND) / 2 + SECOND / 4 })));

describe('how the times of words are known', () => {
  let episode: EpisodeView;

  const at = atDesk(
    {
      sound: false,
      bring: async ({ folder }) => {
        await mkdir(join(folder, 'ferries'));
        await writeFile(join(folder, 'ferries', 'ep01-01-a-ferry.md'), chunk);
        await copyFile(spoken, join(folder, 'ferries', 'talk.flac'));
        return [join(folder, 'ferries')];
      },
    },
    async ({ window, desk }) => {
      await window.words.getByText('Nobody asked').waitFor();
      const { id } = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!;
      await window.call('AttachSound', id, join(desk.folder, 'ferries', 'talk.flac'));
      episode = await window.page.evaluate(
        async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
        id,
      );
    },
  );

  const command = async (words: string) => {
    await at.window.press('Control+k');
    await at.window.page.getByPlaceholder('Run a command or go to…').and(at.window.page.locator(':focus')).waitFor();
    await at.window.type(words);
    await at.window.press('Enter');
  };
  /** What bears marks, and how each is drawn: the style and the thickness of the line. */
  const marked = () =>
    at.window.words.locator('[class^="how-"]').evaluateAll((all) =>
      all.map((each) => {
        const { borderBottomStyle: style, borderBottomWidth: width } = getComputedStyle(each);
        return `${each.className} ${style} ${width}: ${each.textContent}`;
      }),
    );
  const unspoken = 'how-unspoken dotted 2px: evenning the';
  const all = [
    unspoken,
    'how-carried none 0px: ferry',
    'how-guessed dashed 1px: brings',
    'how-hand solid 2px: oranges and',
    'how-told double 3px: old',
    'how-unknown none 0px: newspapers',
    'how-between none 0px: ashore.',
    'how-unknown none 0px: Nobody asked the captain.',
  ];

  it('show where the sound does not hold words, and nothing under the others', async () => {
    const { window } = at;
    expect(await marked()).toEqual([]);
    const [turn] = episode.chunks[0]!.turns;
    const ops = [{ kind: 'times', turn: turn!.id, times }];
    await window.call('Edit', { episode: episode.id, name: 'Timed the words', ops, typing: false });
    await window.page.reload();
    await window.words.getByText('Nobody asked').waitFor();
    await expect.poll(marked).toEqual([unspoken]);
  });

  it('stay with their words while somebody types', async () => {
    const { window } = at;
    await window.caretBefore('00:00:06.000', 'asked');
    await window.type('ever ');
    expect(await marked()).toEqual([unspoken]);
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => window.words.getByText('Nobody asked').count()).toBe(1);
  });

  it('show under all words by a command, which says what the marks mean', async () => {
    const { window } = at;
    await command('Show how words are timed');
    await expect.poll(marked).toEqual(all);
    const legend = window.page.getByRole('list', { name: 'How words are timed' });
    expect(await legend.getByRole('listitem').allInnerTexts()).toContainEqual(expect.stringMatching(/set by hand$/));
    const drawn = legend.locator('[class^="how-"]');
    expect(await drawn.evaluateAll((all) => all.map((each) => getComputedStyle(each).borderBottomStyle))).toEqual([
      ...['none', 'double', 'solid', 'dashed', 'none', 'none', 'none', 'dotted'],
    ]);
  });

  it('show beside what is told of the word at the caret', async () => {
    const { window } = at;
    const sample = window.page.locator('[data-word-told] .sample');
    await window.caretBefore('00:00:00.000', 'oranges');
    await expect
      .poll(() => sample.evaluateAll((all) => all.map((each) => each.className)))
      .toEqual([expect.stringContaining('how-hand')]);
    await window.screenshot('howtimed-caret');
    await window.caretBefore('00:00:00.000', 'Every');
    await expect.poll(() => sample.count()).toBe(0);
  });

  it('are drawn below the words in the lanes too, each in its own way', async () => {
    const { window } = at;
    await window.caretBefore('00:00:00.000', 'ferry');
    await command('Look at the turn in the lanes');
    const row = window.page.locator('[data-word-edges]');
    await row.waitFor();
    await expect
      .poll(() => row.evaluate(drawnBelow))
      .toEqual({
        '“Every”. Its time: heard in the sound': expect.stringMatching(/^ +$/) as string,
        '“ferry”. Its time: carried over from the old word': expect.stringMatching(/-{5} {2}- {2}-{5}/) as string,
        '“brings”. Its time: estimated: put where somebody speaks': expect.stringMatching(/-{3} {2}-{3} {2}/) as string,
        '“oranges”. Its time: set by hand': expect.stringMatching(/#{10}/) as string,
        '“and”. Its time: set by hand': expect.stringMatching(/#{10}/) as string,
        '“old”. Its time: told by a file': expect.stringMatching(/={10}/) as string,
        '“ashore.”. Its time: put between the words beside it': expect.stringMatching(/-{7} {3}-{7}/) as string,
      });
  });

  it('stand out from the page in both themes', async () => {
    const { window } = at;
    for (const theme of ['Dark theme', 'Light theme']) {
      await command(theme);
      await expect
        .poll(() => window.page.evaluate(() => document.documentElement.dataset.theme))
        .toBe(theme.split(' ')[0]!.toLowerCase());
      const found = await window.page.evaluate(contrasts);
      expect(found.length).toBeGreaterThan(3);
      for (const contrast of found) expect(contrast).toBeGreaterThan(4.5);
      await window.screenshot(`howtimed-${theme.split(' ')[0]!.toLowerCase()}`);
    }
  });

  it('are shown again when the program is started anew, until that is switched off', async () => {
    await expect
      .poll(async () => JSON.parse(await at.window.call<string>('Recall', 'layout')) as Record<string, unknown>)
      .toMatchObject({ howTimed: true });
    const window = await at.restart({ paths: [join(at.desk.folder, 'ferries')] });
    await window.words.getByText('Nobody asked').waitFor();
    await expect.poll(marked).toEqual(all);
    await window.button('Do not show how words are timed').click();
    await expect.poll(marked).toEqual([unspoken]);
    expect(window.complaints).toEqual([]);
  });
});

/** How the lines of the marks stand out from the page. */
function contrasts(): number[] {
  const light = (colour: string) => {
    const [r, g, b] = colour.match(/[\d.]+/g)!.map((each) => {
      const part = Number(each) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const page = light(getComputedStyle(document.querySelector('.page')!).backgroundColor);
  return [...document.querySelectorAll('.cm-content [class^="how-"]')].flatMap((each) => {
    const { borderBottomStyle, borderBottomColor } = getComputedStyle(each);
    if (borderBottomStyle === 'none') return [];
    const line = light(borderBottomColor);
    return [(Math.max(line, page) + 0.05) / (Math.min(line, page) + 0.05)];
  });
}

/** What is drawn below each word of the lanes that tells of its time under the pointer, a letter a pixel: thick, double, or thin. */
function drawnBelow(row: Element): Record<string, string> {
  const canvas = [...document.querySelectorAll<HTMLCanvasElement>('.field-of canvas')].at(-1)!;
  const scale = canvas.width / canvas.clientWidth;
  const [top, middle, bottom] = [17, 18, 19].map((y) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, Math.round(y * scale), canvas.width, 1);
    return (x: number) => data[4 * Math.round(x * scale) + 3]! > 128;
  });
  const box = row.getBoundingClientRect();
  const out: Record<string, string> = {};
  for (let x = 0; x < box.width; x++) {
    row.dispatchEvent(
      new PointerEvent('pointermove', { bubbles: true, clientX: box.left + x + 0.5, clientY: box.top + 10 }),
    );
    const { title } = row as HTMLElement;
    if (title === '') continue;
    const thin = middle!(x) ? '-' : ' ';
    out[title] = (out[title] ?? '') + (top!(x) && middle!(x) ? '#' : top!(x) && bottom!(x) ? '=' : thin);
  }
  return out;
}
