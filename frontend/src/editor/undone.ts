/** Where a person looks, and goes on, when the history changed the words under them. It changes nothing. */
import type { ChangeSet } from '@codemirror/state';
import type { ID } from '../model/views';
import { difference } from './fit';
import { extent, type Stand } from './structure';

/**
 * The place of the first change, in the text that stands after it: behind words that came, before those of a turn that
 * is whole again, at the start of a turn that came. Null where no words changed.
 */
export function placeOfChange(was: Stand, changes: ChangeSet, is: Stand): number | null {
  let at: number | null = null;
  let put = '';
  changes.iterChanges((fromA, toA, fromB, _toB, inserted) => {
    if (at !== null) return;
    // A turn whose paragraphs are others is replaced whole.
    const found = difference(was.doc.sliceString(fromA, toA), inserted.sliceString(0));
    at = found ? fromB + found.from : startOfChange(was, is);
    put = found?.insert ?? '';
  });
  if (at === null) return null;
  if (was.lines.same(is.lines)) return at + put.length;
  const first = newTurns(was, is)[0];
  if (first === undefined) return at + (/^\s*/.exec(put)?.[0].length ?? 0);
  const { from } = extent(is, first)!;
  return at <= from && is.doc.sliceString(at, from).trim() === '' ? from : at;
}

/** The start of the first line that is another turn's now. */
function startOfChange(was: Stand, is: Stand): number {
  const line = is.lines.turns.findIndex((turn, i) => turn !== was.lines.turns[i]);
  return is.doc.line(Math.max(1, line + 1)).from;
}

/** The turns that came, if nothing else happened to the words. */
export function turnsThatCame(was: Stand, changes: ChangeSet, is: Stand): ID[] {
  const came = newTurns(was, is);
  const room = came.reduce((sum, turn) => sum + extent(is, turn)!.text.length + 1, 0);
  let added = 0;
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => (added += toA > fromA ? Infinity : inserted.length));
  return added === room ? came : [];
}

const newTurns = (was: Stand, is: Stand): ID[] => is.lines.order().filter((turn) => was.lines.first(turn) === 0);
