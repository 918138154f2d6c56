/** What is written below the lanes, and how much of it there is room for. Pure. */
import type { Written } from '../../model/lanewords';
import type { Mark } from '../../model/times';

/** What stands between a tick and its text, and between a text and the tick of the next, in pixels. */
const pad = 4;

/** As many whole words as fit: a piece of a word can be read by nobody. */
export function fitting(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  const ends = Array.from(text.matchAll(/\S(?=\s|$)/gu), ({ index, 0: last }) => index + last.length);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (measure(text.slice(0, ends[middle])) <= room) low = middle + 1;
    else high = middle;
  }
  return text.slice(0, ends[low - 1] ?? 0);
}

export interface Placed {
  /** Where its tick stands, in pixels, and what is written behind it: nothing where there is no room. */
  at: number;
  text: string;
}

/**
 * Where each of the texts is written. A word begins where it is said, and may run on over ticks of words behind it, which
 * then are not written; it runs neither over a word that has room for itself, nor into another turn, nor out of sight.
 */
export function place(texts: readonly Written[], width: number, measure: (text: string) => number): Placed[] {
  const starts = texts.map(({ left }) => Math.round(left * width));
  const fits = ({ text, word, width: wide }: Written) => word && pad + measure(text) <= wide * width;
  /** Up to where each may run. */
  const ends: number[] = [];
  for (let i = texts.length - 1; i >= 0; i--) {
    const same = texts[i + 1]?.said && texts[i + 1]!.said?.turn === texts[i]!.said?.turn;
    ends[i] = same && !fits(texts[i + 1]!) ? ends[i + 1]! : (starts[i + 1] ?? width);
  }
  let free = 0;
  return texts.map(({ text, word, width: wide }, i) => {
    const at = starts[i]!;
    if (!word) return { at, text: fitting(text, wide * width - pad, measure) };
    const end = at + pad + measure(text);
    if (at < free || end > ends[i]!) return { at, text: '' };
    free = end;
    return { at, text };
  });
}

/** The lines that are drawn below a word for its mark: from where down, how thick, and the strokes and gaps in turn. */
const lines: Partial<Record<Mark, { tops: number[]; height: number; strokes: number[] }>> = {
  hand: { tops: [17], height: 2, strokes: [] },
  told: { tops: [17, 19], height: 1, strokes: [] },
  guessed: { tops: [18], height: 1, strokes: [3, 2] },
  between: { tops: [18], height: 1, strokes: [7, 3] },
  carried: { tops: [18], height: 1, strokes: [5, 2, 1, 2] },
};

/** What is drawn below a word that is so wide, in pixels, as in the text; nothing for a word that was heard. */
export function underline(mark: Mark | null, width: number) {
  const line = mark ? lines[mark] : undefined;
  if (!line || width <= 0) return [];
  const { tops, height, strokes } = line;
  if (strokes.length === 0) return tops.map((top) => ({ left: 0, top, width, height }));
  const drawn: { left: number; top: number; width: number; height: number }[] = [];
  for (let left = 0, i = 0; left < width; left += strokes[i++ % strokes.length]!) {
    if (i % 2 > 0) continue;
    const long = Math.min(strokes[i % strokes.length]!, width - left);
    drawn.push(...tops.map((top) => ({ left, top, width: long, height })));
  }
  return drawn;
}
