/**
 * Lets nobody but the application change where turns begin. Whatever a person, a clipboard or an input method does to
 * the text, what gets through brings no line break, no half of a character, and takes no break between two turns away:
 * a deletion over several turns deletes the words in each and keeps the turns. Paragraphs of one turn may be joined.
 */
import {
  Annotation,
  type ChangeSet,
  EditorSelection,
  EditorState,
  Text,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { type Lines, linesOf, NO_TURN } from './lines';

/** Marks what comes from the application: it may do everything, and is not sent back. */
export const fromApp = Annotation.define<true>();

export interface Change {
  from: number;
  to: number;
  insert: string;
}

const lineBreaks = /[^\S\n\r]*[\n\r]+\s*/g;
const halves = /\p{Surrogate}/gu;
const unfit = /[\0\n\r]|\p{Surrogate}/u;

/** The text as one line of a transcript can hold it. */
export function oneLine(text: string): string {
  return unfit.test(text) ? text.replace(lineBreaks, ' ').replaceAll('\0', '').replace(halves, '') : text;
}

/** The changes that may happen in place of those asked for, in order; null when those are right as they are. */
export function amend(changes: ChangeSet, doc: Text, lines: Lines): Change[] | null {
  const out: Change[] = [];
  let same = true;
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const insert = inserted.sliceString(0, inserted.length, '\n');
    const asked = { from: fromA, to: toA, insert };
    const whole = wholeCharacters(asked, doc);
    whole.insert = oneLine(whole.insert);
    const parts = byTurn(whole, doc, lines);
    const only = parts.length === 1 ? parts[0]! : null;
    if (!only || only.from !== asked.from || only.to !== asked.to || only.insert !== asked.insert) same = false;
    out.push(...parts);
  });
  return same ? null : out;
}

/** Widens a change that begins or ends between the two halves of one character. */
function wholeCharacters(c: Change, doc: Text): Change {
  let { from, to, insert } = c;
  if (isLow(doc, from)) {
    insert = doc.sliceString(from - 1, from) + insert;
    from--;
  }
  if (isLow(doc, to)) {
    insert += doc.sliceString(to, to + 1);
    to++;
  }
  return { from, to, insert };
}

/** Whether the second half of a character that has two stands at a position. */
function isLow(doc: Text, at: number): boolean {
  if (at <= 0 || at >= doc.length) return false;
  const pair = doc.sliceString(at - 1, at + 1);
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}

function byTurn(c: Change, doc: Text, lines: Lines): Change[] {
  const first = doc.lineAt(c.from);
  if (lines.turn(first.number) === NO_TURN) return [];
  if (c.to <= first.to) return [c];
  const parts: Change[] = [];
  let part: Change = { ...c };
  const last = doc.lineAt(c.to).number;
  for (let n = first.number; n < last; n++) {
    if (lines.turn(n) === lines.turn(n + 1)) continue;
    const end = doc.line(n).to;
    parts.push({ ...part, to: end });
    part = { from: end + 1, to: c.to, insert: '' };
  }
  parts.push({ ...part, to: c.to });
  if (parts.length === 1 && c.insert === '' && c.to - c.from === 1) parts[0]!.insert = glue(doc, c.from);
  return parts.filter((p) => p.from < p.to || p.insert !== '');
}

/** What goes between two paragraphs that are joined: a space, unless one of them brings it or is empty. */
function glue(doc: Text, at: number): string {
  const before = doc.lineAt(at);
  const after = doc.lineAt(at + 1);
  return /\S$/.test(before.text) && /^\S/.test(after.text) ? ' ' : '';
}

export const keepTurns = EditorState.transactionFilter.of((tr): TransactionSpec | readonly TransactionSpec[] => {
  if (!tr.docChanged || tr.annotation(fromApp)) return tr;
  const { doc } = tr.startState;
  const amended = amend(tr.changes, doc, linesOf(tr.startState));
  if (amended === null) return tr;
  const changes = tr.startState.changes(amended);
  if (changes.empty) return [];
  const event = tr.annotation(Transaction.userEvent);
  return {
    changes,
    selection: tr.selection ? follow(tr, changes) : undefined,
    effects: tr.effects,
    scrollIntoView: tr.scrollIntoView,
    annotations: event === undefined ? [] : [Transaction.userEvent.of(event)],
  };
});

/** The selection that was meant, in the text as it became: at the edges of a change it stays at its edges. */
function follow(tr: Transaction, changes: ChangeSet): EditorSelection {
  const back = tr.changes.invertedDesc;
  const edges = new Map<number, number>();
  const { doc } = tr.startState;
  tr.changes.iterChanges((fromA, toA, fromB, toB) => {
    const start = isLow(doc, fromA) ? fromA - 1 : fromA;
    // What is typed over several turns goes into the first of them.
    const end = Math.min(isLow(doc, toA) ? toA + 1 : toA, Math.max(fromA, doc.lineAt(fromA).to));
    edges.set(fromB, changes.mapPos(start, -1));
    edges.set(toB, changes.mapPos(end, 1));
  });
  const place = (at: number) => edges.get(at) ?? changes.mapPos(back.mapPos(at, 1), 1);
  const { anchor, head } = tr.newSelection.main;
  return EditorSelection.single(place(anchor), place(head));
}
