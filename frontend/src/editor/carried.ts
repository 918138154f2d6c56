/**
 * The notes of words on their way: which go along, and where they then stand. A note whose words stay where they are
 * stays with these; so one that was only copied is not taken from its words.
 */
import type { NotePlace } from '../model/ops';
import { wordPlaces } from '../model/times';
import type { ID } from '../model/views';
import type { Lines } from './lines';
import type { Script } from './script';
import { extent, type Part, type Stand } from './structure';

/** A note, and the words that it is put to, counted in what was copied. */
export interface Carried {
  note: ID;
  from: number;
  to: number;
}

/** A note, and where its words stand in the text. */
export type Mark = Carried;

const says = /[\p{L}\p{N}]/u;

/** The notes of a turn all of whose words lie between two places of its text; signs beside them do not count. */
export function notesWithin(script: Script, turn: ID, text: string, start: number, end: number): Carried[] {
  const places = wordPlaces(text);
  const inside = wordPlaces(text.slice(start, end));
  return script.notesOn(turn).flatMap(({ id, from, to, lost }) => {
    const first = places[from];
    const last = places[to - 1];
    if (lost || !first || !last) return [];
    const begins = Math.max(first.from, start);
    const ends = Math.min(last.to, end);
    const left = text.slice(first.from, begins) + text.slice(ends, last.to);
    if (begins >= ends || says.test(left) || !says.test(text.slice(begins, ends))) return [];
    return [{ note: id, ...span(inside, begins - start, ends - start) }];
  });
}

/** The words that lie between two places. */
function span(
  words: readonly { from: number; to: number }[],
  start: number,
  end: number,
): { from: number; to: number } {
  const from = words.findIndex((word) => word.to > start);
  return { from, to: words.findLastIndex((word) => word.from < end) + 1 };
}

/** Where notes stand whose words have come in at a place; only of those whose words are gone from where they were. */
export function marksOf(
  script: Script,
  lines: Lines,
  carried: readonly Carried[],
  at: number,
  text: string,
  moved = false,
): Mark[] {
  const places = wordPlaces(text);
  return carried.flatMap(({ note, from, to }) => {
    const now = script.note(note);
    const free = now && (moved || now.lost || lines.first(now.turn) === 0);
    const first = places[from];
    const last = places[to - 1];
    return free && first && last ? [{ note, from: at + first.from, to: at + last.to }] : [];
  });
}

/** Puts notes to the words at their marks. */
export function placing(stand: Stand, marks: readonly Mark[], lost = false): Part {
  const places = marks.flatMap(({ note, from, to }): NotePlace[] => {
    const turn = stand.lines.turn(stand.doc.lineAt(from).number);
    const here = extent(stand, turn);
    if (!here) return [];
    const words = span(wordPlaces(here.text), from - here.from, Math.max(to, from + 1) - here.from);
    return words.from < words.to ? [{ note, turn, ...words, ...(lost ? { lost } : {}) }] : [];
  });
  return { do: 'notes', places };
}
