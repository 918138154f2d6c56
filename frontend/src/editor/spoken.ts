/**
 * Time and words: which turn is being spoken, and where in a turn a time lies. Where words have times of their own,
 * these tell; elsewhere a place within a turn is a guess by the length of the text: good enough to play from and to
 * scroll to, never to be shown as a time.
 */
import type { Text } from '@codemirror/state';
import { SECOND } from '../model/timecode';
import { isSure, unpack } from '../model/times';
import type { Flicks, ID } from '../model/views';
import type { Lines } from './lines';
import type { Script, Timed, TurnRow } from './script';
import { begunAt, heardAt, type SpokenWord, spokenWords, wordAt } from './wordtimes';

/** A silence shorter than this still counts to the turn before it, so that the mark does not flicker. */
const breath = SECOND / 2;

/** How far back an earlier turn that is still going on is looked for, where turns overlap. */
const overlap = 8;

/** The turn that is heard at a time, or null in a silence. Turns come by their start. */
export function spokenAt(turns: readonly Timed[], at: Flicks): ID | null {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle]!.from <= at) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= Math.max(0, low - overlap); i--) if (at < turns[i]!.to) return turns[i]!.id;
  const last = turns[low - 1];
  const next = turns[low];
  if (!last) return null;
  return at < last.to + breath && (!next || next.from - last.to < breath) ? last.id : null;
}

/**
 * Where in the sound the word at a place of a turn's text begins: exactly where it has a time, and more or less where
 * not. Null for a turn of which nothing is known.
 */
export function timeOf(row: TurnRow, to: Flicks | null, text: string, offset: number): Flicks | null {
  const words = spokenWords(row.times, text);
  const said = words?.[wordAt(words, offset)]?.said;
  if (said) return said.from;
  if (row.from === null) return null;
  if (to === null || !Number.isFinite(to) || to <= row.from || text.length === 0) return row.from;
  return Math.round(row.from + (to - row.from) * (wordStart(text, offset) / text.length));
}

/** The place in a turn's text that a time falls on, at a word's start: that of the word that began last, if words tell. */
export function placeOf(row: TurnRow, to: Flicks | null, text: string, at: Flicks): number {
  const words = spokenWords(row.times, text);
  const begun = words?.[begunAt(words, at)];
  if (begun) return begun.from;
  if (row.from === null || to === null || !Number.isFinite(to) || to <= row.from) return 0;
  const share = Math.min(1, Math.max(0, (at - row.from) / (to - row.from)));
  return wordStart(text, Math.floor(share * text.length));
}

/**
 * Where a turn is parted at a time: before the word that is said then, else behind the one that began last. `heard` is that
 * time, but for a word of which is known when it begins. Null where no words would stand on one of the sides.
 */
export function partAt(
  row: TurnRow,
  to: Flicks | null,
  text: string,
  at: Flicks,
): { place: number; heard?: Flicks } | null {
  const words = spokenWords(row.times, text) ?? [];
  const said = heardAt(words, at);
  const place = words[said]?.from ?? behind(words, at, text) ?? placeOf(row, to, text, at);
  if (text.slice(0, place).trim() === '' || text.slice(place).trim() === '') return null;
  return said >= 0 && isSure(unpack(row.times)[said]!.how) ? { place } : { place, heard: at };
}

/** The place behind the word that began last, the text's start before all of them; null where no word has a time. */
function behind(words: readonly SpokenWord[], at: Flicks, text: string): number | null {
  const begun = begunAt(words, at);
  const begins = words[begun]?.said?.from;
  if (begins === undefined) return null;
  return begins <= at ? (words[begun + 1]?.from ?? text.length) : 0;
}

/** Where the word begins that a place lies in; in a gap between words, the place itself. */
function wordStart(text: string, offset: number): number {
  let at = Math.min(offset, text.length);
  while (at > 0 && /\S/.test(text[at - 1]!)) at--;
  return at;
}

/** How many lines around an untimed turn are searched for a time. */
const reach = 64;

/**
 * Where the untimed turn that opens on line n may lie: after its share of the words between the timed turns around it
 * in its chunk. Null where one of them is missing or far away, since then nothing is known but the order.
 */
export function nearTo(script: Script, lines: Lines, doc: Text, n: number): Flicks | null {
  const chunk = script.turn(lines.turn(n))?.chunk;
  const find = (step: 1 | -1): { row: TurnRow | null; length: number } => {
    let length = 0;
    for (let k = n + step; k >= 1 && k <= lines.count && Math.abs(k - n) <= reach; k += step) {
      const row = script.turn(lines.turn(k));
      if (!row || row.chunk !== chunk) break;
      if (row.from !== null) return { row, length };
      length += doc.line(k).length;
    }
    return { row: null, length };
  };
  const before = find(-1);
  const after = find(1);
  const from = before.row?.to ?? before.row?.from ?? null;
  const to = after.row?.from ?? null;
  if (from === null || to === null) return null;
  const total = before.length + doc.line(n).length + after.length;
  return from + Math.max(0, to - from) * (total === 0 ? 0 : before.length / total);
}
