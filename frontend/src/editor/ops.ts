/**
 * Says changes within turns as ops of the document: no line break between two turns goes. Ops are meant one after the
 * other: each counts in the text that those before it left.
 */
import type { ChangeSet, Text } from '@codemirror/state';
import type { Op } from '../model/ops';
import type { ID } from '../model/views';
import { type Lines, NO_TURN, paragraphs } from './lines';

/** What a text and its lines were, and what changes made of them. */
export interface Edited {
  before: Text;
  lines: Lines;
  changes: ChangeSet;
  after: Text;
}

export function opsOf({ before, lines, changes, after }: Edited): Op[] {
  const ops: Op[] = [];
  const anew = reflowed(changes, before, lines);
  const newLines = anew.size > 0 ? lines.follow(changes, before) : lines;
  const told = new Set<ID>();
  let line = -1;
  let shift = 0;
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const l = before.lineAt(fromA);
    const { turn, para } = lines.place(l.number);
    if (turn === NO_TURN) return;
    if (anew.has(turn)) {
      if (!told.has(turn))
        ops.push({ kind: 'paragraphs', turn, paragraphs: paragraphs(after, newLines, turn) ?? [''] });
      told.add(turn);
      return;
    }
    if (l.number !== line) {
      line = l.number;
      shift = 0;
    }
    const from = fromA - l.from + shift;
    ops.push({ kind: 'text', turn, para, from, to: from + (toA - fromA), text: inserted.sliceString(0) });
    shift += inserted.length - (toA - fromA);
  });
  return ops;
}

/** The turns of which paragraphs came or went: their places cannot be told one by one. */
function reflowed(changes: ChangeSet, before: Text, lines: Lines): Set<ID> {
  const turns = new Set<ID>();
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const l = before.lineAt(from);
    if (to > l.to || inserted.lines > 1) turns.add(lines.turn(l.number));
  });
  return turns;
}
