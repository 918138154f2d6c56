/**
 * What spelling is about: which parts of a text are words that a dictionary may judge, which it leaves alone, and what
 * a doubtful one may have been meant to be. English only. Pure: it knows no dictionary and no editor.
 */

/** A word of a text. */
export interface Spelled {
  /** In UTF-16 units of the text. */
  from: number;
  to: number;
  /** As it is looked up: with straight apostrophes and without a possessive ending. */
  word: string;
  /** What was cut off for that: "", "'s". */
  ending: string;
  /** Where the word before it ends, if it is the same one said by mistake twice running; else -1. */
  after: number;
}

/** What tells doubtful words; the editor underlines by it. */
export interface Speller {
  readonly on: boolean;
  /** Whether a word is in doubt; undefined while that is not known. */
  doubts(word: Spelled): boolean | undefined;
  /** Finds out about words; resolves when doubts() knows all of them. */
  ask(words: readonly Spelled[]): Promise<void>;
  /** A chunk is plainly in another language, and nothing in it will be underlined. */
  foreign(chunk: number): void;
  /** The person asks what a doubtful word may be, with the mouse. */
  asked(): void;
}

/** A word that a popover is about: it is selected, and follows what is changed around it. */
export interface HeldWord {
  word: Spelled;
  /** As it stands there. */
  text: string;
  doubtful: boolean;
  /** Where it shows, in pixels of the window. */
  box: { left: number; top: number; bottom: number };
}

/** What can be done about doubtful words in the editor. */
export interface DoubtfulWords {
  /** Looks anew which words are in doubt: somebody let one stand, or does not want to know. */
  look(): void;
  /** Goes to the next or the previous one and takes hold of it, round the episode; null when there is none. */
  go(by: 1 | -1): Promise<HeldWord | null>;
  /** Takes hold of the word at the caret; null when there is none. */
  hold(): HeldWord | null;
  /** Writes over the word that is held; one that was said twice running goes if nothing is written. */
  mend(text: string): void;
  /** Puts the caret back to where it was. */
  letGo(): void;
}

const run = /\S+/gu;
const token = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Addresses, paths, names of files and of things in programs, hashtags. */
const notProse = /:\/\/|^\W*www\.|@|_|\\|^[#/~]|[\p{L}\p{N}]\.\p{Ll}{2,}/u;
const latin = /^[\p{Script=Latin}\p{M}']+$/u;
const camel = /\p{Ll}\p{Lu}/u;
const acronym = /^\p{Lu}[\p{Lu}\p{M}]+s?$/u;

/** Said twice running on purpose. */
const twiceWell = new Set(
  'again blah bye far ha had hear hey knock long many more much never no now oh okay really same so that there very well what yeah yes'.split(
    ' ',
  ),
);

/** Spoken words that dictionaries of written English do not have. */
const spoken = new Set('hm mhm mmm ok tis twas til'.split(' '));

/** All that may be looked up in a text, in order. */
export function spelled(text: string): Spelled[] {
  const found: Spelled[] = [];
  for (const { 0: part, index } of text.matchAll(run)) {
    // A timecode has no letters, and so no words.
    if (notProse.test(part)) continue;
    for (const { 0: raw, index: at } of part.matchAll(token)) {
      const from = index + at;
      const to = from + raw.length;
      const plain = raw.replaceAll('’', "'");
      const possessive = /.'s$/i.test(plain);
      let word = possessive ? plain.slice(0, -2) : plain;
      // "talkin'"
      if (/['’]/.test(text[to] ?? '') && /in$/.test(word)) word += 'g';
      const before = found.at(-1);
      const after =
        before && same(text, before, from, to) && /^\s+$/u.test(text.slice(before.to, from)) ? before.to : -1;
      found.push({ from, to, word, ending: possessive ? plain.slice(-2) : '', after });
    }
  }
  return found;
}

function same(text: string, before: Spelled, from: number, to: number): boolean {
  const word = text.slice(from, to);
  const lower = word.toLowerCase();
  // "Duran Duran"
  if (word.length > 1 && /^\p{Lu}/u.test(word)) return false;
  return text.slice(before.from, before.to).toLowerCase() === lower && !twiceWell.has(lower) && !/\p{N}/u.test(word);
}

/** Whether a word is none of a dictionary's business: numbers, acronyms, CamelCase, single letters, other scripts. */
export function leftAlone({ word }: Spelled): boolean {
  return word.length < 2 || !latin.test(word) || camel.test(word) || acronym.test(word) || spoken.has(lower(word));
}

const lower = (word: string): string => word.toLowerCase();

/** A word as it stands within a sentence, if a capital is all that its beginning gave it. */
export const uncapitalised = (word: string): string => lower(word.charAt(0)) + word.slice(1);

/** Whether a word is in a set of known ones, as it is or at a sentence's beginning. */
export const isIn = (known: ReadonlySet<string>, word: string): boolean =>
  known.has(word) || known.has(uncapitalised(word));

/** Adds every word of some texts; those of titles also as they are written elsewhere. */
export function learn(known: Set<string>, texts: readonly string[], title = false): void {
  for (const text of texts) {
    for (const { word } of spelled(text)) {
      known.add(word);
      if (title) known.add(lower(word));
    }
  }
}

/** Fewer words than this tell nothing of a language. */
const leastWords = 20;

/** Whether so many words in doubt, of so many, say that a text is in another language. */
export const plainlyForeign = (words: number, doubtful: number): boolean => words >= leastWords && doubtful * 2 > words;

/** The most words that are offered for a doubtful one. */
export const mostOffered = 7;

/** What a word may have been meant to be, best first: out of a dictionary's own proposals, and names that are near it. */
export function offers(word: string, proposed: readonly string[], names: Iterable<string>): string[] {
  const reach = word.length < 5 ? 1 : 2;
  const near = [...names].filter((name) => Math.abs(name.length - word.length) <= reach && /^\p{Lu}/u.test(name));
  const candidates = new Map<string, number>();
  proposed.forEach((each, i) => candidates.set(each, distance(word, each) + unlike(word, each) + i / 1000));
  for (const name of near) {
    const far = distance(lower(word), lower(name));
    // What the series speaks of is likelier than any other word as near.
    if (far <= reach && name !== word) candidates.set(name, far - 0.3);
  }
  return [...candidates]
    .sort(([, a], [, b]) => a - b)
    .slice(0, mostOffered)
    .map(([each]) => each);
}

/** What speaks against a proposal beside the letters that differ. */
function unlike(word: string, proposed: string): number {
  const capital = /^\p{Lu}/u.test(proposed) && !/^\p{Lu}/u.test(word);
  const beginning = lower(word.charAt(0)) !== lower(proposed.charAt(0));
  return (
    (capital && lower(word) !== lower(proposed) ? 0.6 : 0) + (beginning ? 0.5 : 0) + (/\s/.test(proposed) ? 0.4 : 0)
  );
}

/**
 * How many letters one word is from another. Letters that changed places, and one doubled or not, are the commonest
 * slips, and count a little less.
 */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const gone = a[i - 1] === a[i - 2] ? 0.8 : 1;
      const come = b[j - 1] === b[j - 2] ? 0.8 : 1;
      let least = Math.min(last[j]! + gone, row[j - 1]! + come, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 0.8);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
