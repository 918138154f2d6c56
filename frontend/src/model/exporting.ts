/** What an export shows of its files and formats, as words and groups. Pure. */
import type { FormatRemark, FormatView, PlanFile } from './fileviews';
import { baseName, count, listed } from './words';

/** The chunk files among the ticks; all others are IDs of formats. */
export const chunkFiles = 'chunks';

/** Formats that always show; the others do when they are ticked, or were while the list stands there, or are asked for. */
const usual = ['srt', 'vtt', 'podcast', 'chapters'];

export const shown = (format: FormatView, seen: ReadonlySet<string>, all: boolean): boolean =>
  all || usual.includes(format.id) || seen.has(format.id);

/** What is in a file of another format: "186 cues, without 05"; "" where there is nothing to say. */
export function holds(file: PlanFile): string {
  if (file.format === '' || file.of === '') return '';
  const what = count(file.count, file.of);
  return file.without.length > 0 ? `${what}, without ${listed(file.without)}` : what;
}

/** The same beside the file's name, which is to have room: of several chunks how many they are. */
export function holdsInShort(file: PlanFile): string {
  return file.without.length > 2 ? `${count(file.count, file.of)}, ${withoutInShort(file)}` : holds(file);
}

/** "without 05", or "without 13 chunks". */
export const withoutInShort = ({ without }: PlanFile): string =>
  `without ${without.length > 2 ? count(without.length, 'chunk') : listed(without)}`;

const lostOf = (remarks: readonly FormatRemark[]): string[] =>
  remarks.filter(({ kind, what }) => kind === 'lost' && !what.startsWith('Without ')).map(({ what }) => what);

/** What all of several formats cannot carry, or all but one or two: it is told once for all of them. */
export function mostLose(formats: readonly FormatView[]): string[] {
  const times = new Map<string, number>();
  for (const { remarks } of formats) {
    for (const what of new Set(lostOf(remarks))) times.set(what, (times.get(what) ?? 0) + 1);
  }
  return [...times].flatMap(([what, n]) => (n > 2 && n + 2 >= formats.length ? [what] : []));
}

/** How many formats are named that cannot carry something. */
const mostNamed = 4;

/**
 * "In none of these: what and what.", or in which it is not. A format that does not tell of it need not carry it: it may
 * carry less, and tell so in other words.
 */
export function lostTogether(what: string, formats: readonly FormatView[]): string {
  const names = formats.filter(({ remarks }) => lostOf(remarks).includes(what)).map(({ name }) => name);
  const some = names.length > mostNamed ? 'Not in most of these' : `Not in ${listed(names)}`;
  return `${names.length === formats.length ? 'In none of these' : some}: ${isSentence(what) ? what : lower(what)}.`;
}

/**
 * What a format cannot carry of this episode, besides what is told of most; chunks that are held back are told of
 * elsewhere.
 */
export function cannotCarry(remarks: readonly FormatRemark[], told: readonly string[] = []): string {
  const all = lostOf(remarks);
  if (all.length === 0) return 'Carries all that there is.';
  const lost = all.filter((what) => !told.includes(what));
  const things = lost.filter((what) => !isSentence(what)).map(lower);
  return [things.length > 0 ? `Cannot carry: ${things.join('; ')}` : '', ...lost.filter(isSentence)]
    .filter((part) => part !== '')
    .map((part) => `${part}.`)
    .join(' ');
}

/** What says of something what becomes of it is no thing among others in a list. */
const isSentence = (text: string) => /\b(?:are not written|have no time|has no way)\b/.test(text);

/** A name that has capitals within keeps its first. */
const lower = (text: string) =>
  /^\p{L}\p{Ll}*\p{Lu}/u.test(text) ? text : (text[0] ?? '').toLowerCase() + text.slice(1);

/** A chunk goes nowhere: its file is held back, or it has not changed and goes into no other file. */
export const isHeld = (file: PlanFile): boolean => file.state === 'held' || (file.state === 'same' && file.checks > 0);

/** The names that stand there more than once. */
export function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** The file that is told of while none is chosen: of those held back the first that somebody can do something about here. */
export const firstHeld = (files: readonly PlanFile[]): PlanFile | null => {
  const held = files.filter(isHeld);
  return (
    held.find((file) => file.problem !== null || file.theirs || file.unsettled || file.turn > 0) ?? held[0] ?? null
  );
};

/** What is said of a file that is held back, or of a chunk whose own file stays: "Chunk 05 is held back." */
export function heldTitle(file: PlanFile): string {
  if (file.format !== '') return `${baseName(file.path)} is held back.`;
  const name = file.number === '' ? `“${file.title}”` : `Chunk ${file.number}`;
  return file.state === 'same' ? `${name} is left out of the other formats.` : `${name} is held back.`;
}

/** What nobody can read or write cannot be let stand, and nothing lets stand what lets nothing stand itself. */
export const canStand = (code: string): boolean =>
  !/^(?:yaml\.(?!type|swallowed|comment)|enc|fence|export|disk|waiver|tc\.syntax)/.test(code);

/** Reads the ticks that were kept; the chunk files alone where there are none. */
export function readTicks(text: string): string[] {
  try {
    const ticks: unknown = JSON.parse(text);
    if (Array.isArray(ticks) && ticks.every((tick) => typeof tick === 'string')) return ticks;
  } catch {
    // Nobody has ticked anything yet.
  }
  return [chunkFiles];
}
