/**
 * The times of a turn's words, as the program packs them: of each word how its time is known, how surely where that is
 * known, how long after the end of the one before it begins, and how long it is. The mirror of transcript.Timings; pure.
 */
import type { Flicks } from './views';

/** How the time of a word is known, as transcript.How has it. */
export const UNKNOWN = 0;
export const IMPORTED = 1;
export const BETWEEN = 2;
export const CARRIED = 3;
export const MEASURED = 4;
export const GUESSED = 5;
export const BY_HAND = 6;
export const UNSPOKEN = 7;

/** Whether there is a time at all. */
export const isTimed = (how: number): boolean => how !== UNKNOWN && how !== UNSPOKEN;

/** Whether the time is no estimate: a word was heard then. */
export const isSure = (how: number): boolean => how === IMPORTED || how === MEASURED || how === BY_HAND;

/** Whether the sound has been asked for the word, or need not be. */
export const isSought = (how: number): boolean => isSure(how) || how === GUESSED || how === UNSPOKEN;

/** The marks under words that tell how their times are known. */
export type Mark = 'told' | 'guessed' | 'between' | 'carried' | 'hand' | 'unspoken' | 'unknown';

/**
 * The mark of a word; null for one that was heard, which bears none. While the sound is searched nothing is known of one that was
 * not found.
 */
export function markOf(how: number, searching = false): Mark | null {
  switch (how) {
    case MEASURED:
      return null;
    case IMPORTED:
      return 'told';
    case BETWEEN:
      return 'between';
    case CARRIED:
      return 'carried';
    case GUESSED:
      return 'guessed';
    case BY_HAND:
      return 'hand';
    case UNSPOKEN:
      return searching ? 'unknown' : 'unspoken';
    default:
      return 'unknown';
  }
}

/** What the marks mean, and what it means that a word bears none. */
export const legend: readonly { mark: Mark | null; name: string }[] = [
  { mark: null, name: 'heard in the sound' },
  { mark: 'told', name: 'told by a file' },
  { mark: 'hand', name: 'set by hand' },
  { mark: 'guessed', name: 'estimated' },
  { mark: 'between', name: 'put between the words beside it' },
  { mark: 'carried', name: 'carried over' },
  { mark: 'unknown', name: 'not known' },
  { mark: 'unspoken', name: 'not in the sound' },
];

/** How the time of a word is known, for people. */
export function originOf(how: number): string {
  switch (how) {
    case IMPORTED:
      return 'told by a file';
    case BETWEEN:
      return 'put between the words beside it';
    case CARRIED:
      return 'carried over from the old word';
    case MEASURED:
      return 'heard in the sound';
    case GUESSED:
      return 'estimated: it was not heard for sure';
    case BY_HAND:
      return 'set by hand';
    case UNSPOKEN:
      return 'the sound does not hold the word';
    default:
      return 'not known';
  }
}

/** How the time of a word is known and, where whoever found it said so, how surely. */
export function toldOf({ how, confidence }: { how: number; confidence?: number | undefined }): string {
  if (confidence) return `${originOf(how)}, ${confidence} % sure`;
  // Nobody looked for the word itself, or it was nowhere heard.
  return how === GUESSED ? 'estimated: put where somebody speaks' : originOf(how);
}

/** The bit beside `how` behind which the confidence of a word stands. */
const sure = 0x80;

export interface WordTime {
  how: number;
  /** How sure whoever found the word was of it, in hundredths, where that is known. */
  confidence?: number | undefined;
  /** Of a word whose time is unknown they mean nothing. */
  from: Flicks;
  to: Flicks;
}

/** Reads packed times; none from a text that holds none. */
export function unpack(text: string): WordTime[] {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const out: WordTime[] = [];
  let at = 0;
  let end = 0;
  // Flicks outgrow 32 bits, so nothing here shifts.
  const next = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 128;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  while (at < bytes.length) {
    const first = bytes[at++]!;
    const how = first & ~sure;
    const confidence = first & sure ? bytes[at++] : undefined;
    if (!isTimed(how)) {
      out.push({ how, from: 0, to: 0 });
      continue;
    }
    const from = end + next();
    end = from + next();
    out.push({ how, confidence, from, to: end });
  }
  return out;
}

/** Where the first word is said that has a time; null where none has. */
export const startOf = (text: string): Flicks | null => unpack(text).find(({ how }) => isTimed(how))?.from ?? null;

/** How many words of a hundred were heard when they are said to be. */
export function heardOf(text: string): number {
  const words = unpack(text);
  return Math.floor((100 * words.filter(({ how }) => isSure(how)).length) / Math.max(1, words.length));
}

/** Writes what unpack reads. */
export function pack(words: readonly WordTime[]): string {
  const bytes: number[] = [];
  let end = 0;
  const put = (signed: number): void => {
    let value = signed < 0 ? -signed * 2 - 1 : signed * 2;
    while (value >= 128) {
      bytes.push((value % 128) + 128);
      value = Math.floor(value / 128);
    }
    bytes.push(value);
  };
  for (const { how, confidence, from, to } of words) {
    if (isTimed(how) && confidence) bytes.push(how | sure, confidence);
    else bytes.push(how);
    if (!isTimed(how)) continue;
    put(from - end);
    put(to - from);
    end = to;
  }
  return btoa(String.fromCharCode(...bytes));
}

/** Where the words of a text begin and end. The spaces are those that the program takes for such. */
export function wordPlaces(text: string): { from: number; to: number }[] {
  return Array.from(
    text.matchAll(/[^\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu),
    (m) => ({
      from: m.index,
      to: m.index + m[0].length,
    }),
  );
}
