/**
 * Sees to it that whatever a person, a clipboard or an input method does to the text can be said of the document: no
 * half of a character, nothing that no line can hold, and where breaks between turns go, turns that are joined or taken
 * away. A change within turns passes as it is. It decides what a change means; structure.ts does it.
 */
import {
  Annotation,
  ChangeSet,
  EditorSelection,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  Text,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import type { ID } from '../model/views';
import { begins, shownChunk } from './begin';
import { linesOf, NO_TURN, relined } from './lines';
import { type Script, scriptOf } from './script';
import { applyAll, type Cut, type Part, type Stand, turnAt, unsplit } from './structure';

/** Marks what comes from the application: it may do everything, and is not sent back. */
export const fromApp = Annotation.define<true>();

/** What a transaction does, where that is more than its changes say. */
export const parts = Annotation.define<readonly Part[]>();

/** Whether a transaction is a person's edit. Taking an empty turn away changes no text. */
export const isEdit = (tr: Transaction): boolean =>
  tr.annotation(fromApp) === undefined && (tr.docChanged || tr.annotation(parts) !== undefined);

/** What a transaction of a person's does to the text. */
export const partsOf = (tr: Transaction): readonly Part[] =>
  tr.annotation(parts) ?? [{ do: 'words', changes: tr.changes }];

/** A person parted a turn. */
export const splits = StateEffect.define<Cut>();

/** Where, for as long as nothing else is written: what takes the break away then leaves the words as they were. */
const lastSplit = StateField.define<Cut | null>({
  create: () => null,
  update(cut, tr) {
    for (const e of tr.effects) if (e.is(splits)) return e.value;
    return tr.docChanged ? null : cut;
  },
});

export interface Change {
  from: number;
  to: number;
  insert: string;
}

// Other programs break lines by more than one sign; what else controls a terminal, or marks the beginning of a file, is
// no text.
const lineBreaks = /[^\S\n\r\v\f\u0085\u2028\u2029]*[\n\r\v\f\u0085\u2028\u2029]+\s*/g;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const noText = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]|\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const unfit = /[\0-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\p{Surrogate}/u;

/** The text as a turn can hold it: what lies between its line breaks are paragraphs, none of them empty. */
export function fitting(text: string): string {
  return unfit.test(text) ? text.replace(noText, '').replace(lineBreaks, '\n') : text;
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
export function isLow(doc: Text, at: number): boolean {
  if (at <= 0 || at >= doc.length) return false;
  const pair = doc.sliceString(at - 1, at + 1);
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}

/**
 * What a change of a text means, in parts. Over several turns of a chunk, the first takes what is left of the last;
 * turns that are taken whole go whole, and a turn of which all words stay keeps its speaker and its time. Chunks are
 * never joined.
 */
export function meaning(stand: Stand, c: Change, chunkOf: (turn: ID) => ID | undefined): Part[] {
  const { doc, lines } = stand;
  const opening = doc.lineAt(c.from).number;
  const closing = doc.lineAt(c.to).number;
  const first = lines.turn(opening);
  const last = lines.turn(closing);
  if (first === NO_TURN) return [];
  const insert = fitting(c.insert);
  const plan = new Plan(stand);
  if (first === last) {
    const breaks = opening !== closing && insert === '' && c.to - c.from === closing - opening;
    return plan.words(c.from, c.to, breaks ? glue(doc, c.from, c.to) : insert).parts;
  }
  const firstEnd = doc.line(lines.last(opening)).to;
  const lastStart = doc.line(lines.opening(closing)).from;
  const head = c.from > doc.line(lines.opening(opening)).from;
  const tail = c.to < doc.line(lines.last(closing)).to;
  const between = turnsBetween(stand, opening, closing);
  // What is later comes first, so that the places before it still hold.
  if (chunkOf(first) !== chunkOf(last)) {
    if (insert === '' && c.from === firstEnd && c.to === lastStart && between.length === 0) return [];
    return plan.words(lastStart, c.to, '').remove(between).words(c.from, firstEnd, insert).parts;
  }
  if (!head && insert === '' && tail) return plan.words(lastStart, c.to, '').remove([first, ...between]).parts;
  if (!tail) return plan.remove([...between, last]).words(c.from, firstEnd, insert).parts;
  const seam = insert === '' || c.to === lastStart ? glue(doc, c.from, c.to, insert) : '';
  plan.words(lastStart, c.to, '').remove(between).words(c.from, firstEnd, insert);
  return plan.do({ do: 'join', turn: last, into: first, glue: seam }).parts;
}

/** Parts, each made for the text that those before it left. */
class Plan {
  readonly parts: Part[] = [];

  constructor(private stand: Stand) {}

  do(part: Part): this {
    this.stand = applyAll(this.stand, [part]).stand;
    this.parts.push(part);
    return this;
  }

  words(from: number, to: number, insert: string): this {
    if (from === to && insert === '') return this;
    // What stands in the place of several paragraphs is told by itself: what is typed goes on behind it.
    if (/\S/.test(insert) && to > this.stand.doc.lineAt(from).to)
      return this.words(from, to, '').words(from, from, insert);
    const changes = ChangeSet.of({ from, to, insert: Text.of(insert.split('\n')) }, this.stand.doc.length);
    return this.do({ do: 'words', changes });
  }

  remove(turns: readonly ID[]): this {
    for (const turn of [...turns].reverse()) this.do({ do: 'remove', turn });
    return this;
  }
}

/** The turns that lie whole between two lines' turns. */
function turnsBetween({ lines }: Stand, opening: number, closing: number): ID[] {
  const turns: ID[] = [];
  const end = lines.opening(closing);
  for (let n = lines.last(opening) + 1; n < end; n = lines.last(n) + 1) turns.push(lines.turn(n));
  return turns;
}

/** What goes between two texts that come together: a space, unless one of them brings it or is empty. */
function glue(doc: Text, from: number, to: number, insert = ''): string {
  const line = doc.lineAt(from);
  const before = doc.sliceString(line.from, from) + insert;
  const after = doc.sliceString(to, doc.lineAt(to).to);
  return /\S$/.test(before) && /^\S/.test(after) ? ' ' : '';
}

/** What is written in an episode without turns is the first of them. */
function written(stand: Stand, script: Script, chunk: ID, text: string): Part[] {
  const begin = text === '' ? null : begins(stand, script, chunk);
  if (!begin) return [];
  return [begin, { do: 'words', changes: ChangeSet.of({ from: 0, insert: Text.of(text.split('\n')) }, 0) }];
}

/** Whether a change takes away no more than the break that a turn was parted by, and only that parts it. */
function takesBreak(stand: Stand, script: Script, { from, to, insert }: Change, cut: Cut): boolean {
  const [turn, next] = [script.turn(cut.turn), script.turn(cut.next)];
  if (turn?.chunk !== next?.chunk || turn?.speaker !== next?.speaker) return false;
  return to - from === 1 && insert === '' && turnAt(stand, from) === cut.turn && turnAt(stand, to) === cut.next;
}

/** All that a person's changes mean, one after the other; null where they are right as they are. */
function amend(tr: Transaction): readonly Part[] | null {
  const { startState: state, changes } = tr;
  const lines = linesOf(state);
  const asked: Change[] = [];
  let plain = true;
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const insert = inserted.sliceString(0, inserted.length, '\n');
    const line = state.doc.lineAt(from);
    asked.push(wholeCharacters({ from, to, insert }, state.doc));
    const same = asked.at(-1)!;
    plain &&=
      same.from === from && same.to === to && to <= line.to && inserted.lines === 1 && fitting(insert) === insert;
    plain &&= lines.turn(line.number) !== NO_TURN;
  });
  if (plain) return null;
  const script = scriptOf(state);
  const cut = state.field(lastSplit, false);
  let stand: Stand = { doc: state.doc, lines };
  if (cut && asked.length === 1 && takesBreak(stand, script, asked[0]!, cut)) return unsplit(stand, cut);
  const out: Part[] = [];
  for (const c of asked.reverse()) {
    const empty = stand.lines.order().length === 0;
    const next = empty
      ? written(stand, script, shownChunk(state, script), fitting(c.insert))
      : meaning(stand, c, (turn) => script.turn(turn)?.chunk);
    stand = applyAll(stand, next).stand;
    out.push(...next);
  }
  return out;
}

const amends = EditorState.transactionFilter.of((tr): TransactionSpec | readonly TransactionSpec[] => {
  if (!tr.docChanged || tr.annotation(fromApp) || tr.annotation(parts)) return tr;
  const amended = amend(tr);
  if (amended === null) return tr;
  const { changes, stand } = applyAll({ doc: tr.startState.doc, lines: linesOf(tr.startState) }, amended);
  if (changes.empty) return [];
  const event = tr.annotation(Transaction.userEvent);
  return {
    changes,
    selection: tr.selection ? follow(tr, changes) : beginsComposing(tr) ? before(tr, changes, stand.doc) : undefined,
    effects: [...tr.effects, relined.of(stand.lines)],
    scrollIntoView: tr.scrollIntoView,
    annotations: [parts.of(amended), ...(event === undefined ? [] : [Transaction.userEvent.of(event)])],
  };
});

export const keepTurns: Extension = [lastSplit, amends];

/** Whether a change takes away what is selected, for an input method to compose something in its place. */
export const beginsComposing = (tr: Transaction): boolean => tr.annotation(Transaction.userEvent) === 'input';

/** Where something is composed then: nothing that stays is selected, such as the end of a chunk. */
function before(tr: Transaction, changes: ChangeSet, doc: Text): EditorSelection | undefined {
  const left = tr.startState.selection.main.map(changes);
  return left.to > doc.lineAt(left.from).to ? EditorSelection.single(left.from) : undefined;
}

/** The selection that was meant, in the text as it became: at the edges of a change it stays at its edges. */
function follow(tr: Transaction, changes: ChangeSet): EditorSelection {
  const back = tr.changes.invertedDesc;
  const edges = new Map<number, number>();
  const { doc, selection } = tr.startState;
  const caret = selection.main.empty ? selection.main.head : -1;
  tr.changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
    const from = isLow(doc, fromA) ? fromA - 1 : fromA;
    const start = changes.mapPos(from, -1);
    // What stands there now may be shorter than what was asked for.
    const text = fitting(inserted.sliceString(0, inserted.length, '\n'));
    edges.set(toB, Math.min(start + text.length, changes.newLength));
    // Whoever deletes what is before the caret stays before the words behind it, whatever has come between.
    edges.set(fromB, text === '' && caret === toA ? changes.mapPos(toA, 1) : start);
    if (isLow(doc, toA)) edges.set(toB, changes.mapPos(toA + 1, 1));
  });
  const place = (at: number) => edges.get(at) ?? changes.mapPos(back.mapPos(at, 1), 1);
  const { anchor, head } = tr.newSelection.main;
  return EditorSelection.single(place(anchor), place(head));
}
