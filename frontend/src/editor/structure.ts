/**
 * What can be done to the text as its person sees it, in parts: words within turns, a turn parted, joined to the one
 * before it, taken away, put in, or given to a speaker. A part is a value: it can be applied to a text, said as ops, and
 * carried over to a text that has changed meanwhile. It knows no times, and of chunks only what a part says.
 */
import { ChangeSet, Text } from '@codemirror/state';
import type { NotePlace, Op, TurnValue } from '../model/ops';
import type { Flicks, ID } from '../model/views';
import { difference } from './fit';
import { Lines, NO_TURN } from './lines';
import { opsOf } from './ops';

/** A text, and whose its lines are. */
export interface Stand {
  doc: Text;
  lines: Lines;
}

export type Part =
  /** Changes within turns: no break between two turns goes. */
  | { do: 'words'; changes: ChangeSet }
  /** `at` counts in the turn's text, its paragraphs one below the other; the space around it goes. */
  | { do: 'split'; turn: ID; at: number; next: ID; heard?: Flicks }
  | { do: 'join'; turn: ID; into: ID; glue: string }
  | { do: 'remove'; turn: ID }
  /** A turn comes, right after another. */
  | { do: 'insert'; after: ID; turn: TurnValue }
  /** A turn comes at the start of a chunk, right before the turn that follows in the text; at its end, if there is none. */
  | { do: 'begin'; chunk: ID; before: ID; turn: TurnValue }
  /** Changes no words. */
  | { do: 'speaker'; turn: ID; speaker: string }
  /** Words of a turn, from one on, are said when they were where they came from. Changes no words. */
  | { do: 'times'; turn: ID; from: number; times: string }
  /** Notes go to other words. */
  | { do: 'notes'; places: readonly NotePlace[] };

export interface Done {
  changes: ChangeSet;
  stand: Stand;
}

/** Does a part; null where it does not fit. */
export function apply(stand: Stand, part: Part): Done | null {
  const { doc, lines } = stand;
  switch (part.do) {
    case 'words':
      return done(stand, part.changes, lines.follow(part.changes, doc));
    case 'split':
      return split(stand, part);
    case 'speaker':
    case 'times':
      return lines.first(part.turn) === 0 ? null : { changes: ChangeSet.empty(doc.length), stand };
    case 'notes':
      return notesHere(stand, part.places).length === 0 ? null : { changes: ChangeSet.empty(doc.length), stand };
    case 'join': {
      const first = lines.first(part.turn);
      if (first < 2 || lines.turn(first - 1) !== part.into) return null;
      const at = doc.line(first).from;
      const last = lines.last(first);
      const turns = [
        ...lines.turns.slice(0, first - 1),
        ...new Array<ID>(last - first).fill(part.into),
        ...lines.turns.slice(last),
      ];
      return done(stand, change(doc, at - 1, at, part.glue), new Lines(turns));
    }
    case 'insert': {
      const first = lines.first(part.after);
      if (first === 0 || lines.first(part.turn.id) !== 0) return null;
      const last = lines.last(first);
      const said = part.turn.paragraphs;
      const turns = [...lines.turns.slice(0, last), ...said.map(() => part.turn.id), ...lines.turns.slice(last)];
      const at = doc.line(last).to;
      return done(stand, change(doc, at, at, ['', ...said].join('\n')), new Lines(turns));
    }
    case 'begin': {
      const first = lines.first(part.before);
      const said = part.turn.paragraphs;
      if (lines.first(part.turn.id) !== 0) return null;
      if (part.before === NO_TURN) return append(stand, part.turn.id, said);
      if (first === 0) return null;
      const turns = [
        ...lines.turns.slice(0, first - 1),
        ...said.map(() => part.turn.id),
        ...lines.turns.slice(first - 1),
      ];
      const at = doc.line(first).from;
      return done(stand, change(doc, at, at, [...said, ''].join('\n')), new Lines(turns));
    }
    case 'remove': {
      const first = lines.first(part.turn);
      if (first === 0) return null;
      const last = lines.last(first);
      const turns = [...lines.turns.slice(0, first - 1), ...lines.turns.slice(last)];
      if (turns.length === 0) return done(stand, change(doc, 0, doc.length, ''), new Lines([NO_TURN]));
      const ends = last === doc.lines;
      const from = doc.line(first).from - (ends ? 1 : 0);
      const to = ends ? doc.length : doc.line(last + 1).from;
      return done(stand, change(doc, from, to, ''), new Lines(turns));
    }
  }
}

/** A turn at the end of the text; in an episode without turns it is all of it. */
function append(stand: Stand, turn: ID, said: readonly string[]): Done {
  const { doc, lines } = stand;
  const own = said.map(() => turn);
  if (lines.order().length === 0) return done(stand, change(doc, 0, doc.length, said.join('\n')), new Lines(own));
  return done(
    stand,
    change(doc, doc.length, doc.length, ['', ...said].join('\n')),
    new Lines([...lines.turns, ...own]),
  );
}

const notesHere = ({ lines }: Stand, places: readonly NotePlace[]): NotePlace[] =>
  places.filter(({ turn }) => lines.first(turn) > 0);

const change = (doc: Text, from: number, to: number, insert: string): ChangeSet =>
  ChangeSet.of({ from, to, insert: Text.of(insert.split('\n')) }, doc.length);

function done({ doc }: Stand, changes: ChangeSet, lines: Lines): Done {
  return { changes, stand: { doc: changes.apply(doc), lines } };
}

function split(stand: Stand, part: Part & { do: 'split' }): Done | null {
  const { doc, lines } = stand;
  const here = extent(stand, part.turn);
  if (!here || part.at > here.text.length || lines.first(part.next) !== 0) return null;
  const { from, to } = seam(here.text, part.at);
  const changes = change(doc, here.from + from, here.from + to, '\n');
  const line = doc.lineAt(here.from + from).number;
  const last = lines.last(line);
  // A break that goes with the seam was between two paragraphs: the second part then begins with the later one.
  const rest = last - doc.lineAt(here.from + to).number + 1;
  const turns = [...lines.turns.slice(0, line), ...new Array<ID>(rest).fill(part.next), ...lines.turns.slice(last)];
  return done(stand, changes, new Lines(turns));
}

/** The space around a place in a turn's text that goes when it is parted there: of paragraphs the break as well. */
function seam(text: string, at: number): { from: number; to: number } {
  let from = at;
  let to = at;
  const blank = (s: string | undefined) => s === ' ' || s === '\t';
  while (blank(text[from - 1])) from--;
  while (blank(text[to])) to++;
  if (from > 0 && text[from - 1] === '\n') from--;
  if (text[to] === '\n') to++;
  return { from, to };
}

/** The turn that a place of the text is in. */
export const turnAt = ({ doc, lines }: Stand, place: number): ID => lines.turn(doc.lineAt(place).number);

/** Where a turn was parted: what stood in it is two turns now, and the space between them is gone. */
export interface Cut {
  turn: ID;
  next: ID;
  seam: string;
}

/** The space that goes when a turn's text is parted. */
export function seamOf(text: string, at: number): string {
  const { from, to } = seam(text, at);
  return text.slice(from, to);
}

/** What makes one turn again of two that were parted; nothing where they do not stand side by side any more. */
export function unsplit(stand: Stand, { turn, next, seam }: Cut): Part[] {
  const inLine = !seam.includes('\n');
  const join: Part = { do: 'join', turn: next, into: turn, glue: inLine ? seam : '' };
  const head = extent(stand, turn);
  const joined = apply(stand, join);
  if (!head || !joined) return [];
  if (inLine) return [join];
  const at = head.from + head.text.length;
  return [join, { do: 'words', changes: change(joined.stand.doc, at, at, seam) }];
}

/** Does several parts after one another; what does not fit is left out. */
export function applyAll(stand: Stand, parts: readonly Part[]): Done {
  let changes = ChangeSet.empty(stand.doc.length);
  for (const part of parts) {
    const next = apply(stand, part);
    if (!next) continue;
    changes = changes.compose(next.changes);
    stand = next.stand;
  }
  return { changes, stand };
}

/** Says parts as ops of the document. */
export function partOps(stand: Stand, parts: readonly Part[]): Op[] {
  const ops: Op[] = [];
  for (const part of parts) {
    const next = apply(stand, part);
    if (!next) continue;
    if (part.do === 'words') {
      ops.push(...opsOf({ before: stand.doc, lines: stand.lines, changes: part.changes, after: next.stand.doc }));
    } else if (!alike(ops.at(-1), part)) {
      ops.push(opOf(stand, part));
    }
    stand = next.stand;
  }
  return ops;
}

/** Adds a turn to the op before, where that gives turns to the same speaker. */
function alike(op: Op | undefined, part: Part): boolean {
  if (part.do !== 'speaker' || op?.kind !== 'speakers' || op.speaker !== part.speaker) return false;
  op.turns.push(part.turn);
  return true;
}

function opOf(stand: Stand, part: Exclude<Part, { do: 'words' }>): Op {
  if (part.do === 'notes') return { kind: 'note.place', places: notesHere(stand, part.places) };
  if (part.do === 'times')
    return { kind: 'times.some', turn: part.turn, from: part.from, times: part.times, fits: true };
  if (part.do === 'join') return { kind: 'turn.join', turn: part.turn, ...(part.glue ? { glue: part.glue } : {}) };
  if (part.do === 'remove') return { kind: 'turn.delete', turn: part.turn };
  if (part.do === 'speaker') return { kind: 'speakers', turns: [part.turn], speaker: part.speaker };
  if (part.do === 'insert') return { kind: 'turn.insert', after: part.after, turn: part.turn };
  if (part.do === 'begin') return { kind: 'turn.insert', chunk: part.chunk, at: 0, turn: part.turn };
  const here = extent(stand, part.turn)!;
  const before = here.text.slice(0, part.at).split('\n');
  const heard = part.heard === undefined ? {} : { heard: Math.round(part.heard) };
  return {
    kind: 'turn.split',
    turn: part.turn,
    para: before.length - 1,
    at: before.at(-1)!.length,
    new: part.next,
    ...heard,
  };
}

/**
 * A part made to do the same in another text, wherever its turns stand now; null where there is nothing to do it to.
 * Turns that have come to stand in two chunks are not joined.
 */
export function carryPart(part: Part, was: Stand, is: Stand, together: (a: ID, b: ID) => boolean): Part | null {
  switch (part.do) {
    case 'words':
      return { do: 'words', changes: carry(part.changes, was, is) };
    case 'split': {
      const before = extent(was, part.turn);
      const after = extent(is, part.turn);
      if (!before || !after) return null;
      const theirs = difference(before.text, after.text);
      const at = theirs ? ChangeSet.of(theirs, before.text.length).mapPos(part.at, 1) : part.at;
      return { ...part, at };
    }
    case 'times':
      // Where they say something else by now, others may stand there.
      return extent(was, part.turn)?.text === extent(is, part.turn)?.text ? part : null;
    case 'insert':
      return { ...part, after: stillBefore(part.after, was, is) };
    case 'join':
      return together(part.turn, part.into) ? part : null;
    default:
      return part;
  }
}

/** A turn, or if it is gone, the nearest before it that stands. */
function stillBefore(turn: ID, was: Stand, is: Stand): ID {
  const order = was.lines.order();
  const before = order.slice(0, order.indexOf(turn) + 1);
  return before.findLast((each) => is.lines.first(each) > 0) ?? turn;
}

/** The turns that a part is about. */
export function turnsOf(stand: Stand, part: Part): ID[] {
  const ids: ID[] = [];
  if (part.do === 'words') {
    part.changes.iterChangedRanges((from) => ids.push(stand.lines.turn(stand.doc.lineAt(from).number)));
  } else if (part.do === 'notes') {
    ids.push(...part.places.map(({ turn }) => turn));
  } else {
    ids.push(part.do === 'insert' || part.do === 'begin' ? part.turn.id : part.turn);
    if (part.do === 'split') ids.push(part.next);
    if (part.do === 'join') ids.push(part.into);
  }
  return ids;
}

/** All turns that parts are about, done one after the other. */
export function allTurns(stand: Stand, parts: readonly Part[]): Set<ID> {
  const ids = new Set<ID>();
  for (const part of parts) {
    for (const id of turnsOf(stand, part)) ids.add(id);
    stand = applyAll(stand, [part]).stand;
  }
  return ids;
}

/** Changes of one text, made to do the same in another: in the same turns, wherever these stand now. */
function carry(changes: ChangeSet, was: Stand, is: Stand): ChangeSet {
  const byTurn = new Map<ID, { from: number; to: number; insert: string }[]>();
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const turn = was.lines.turn(was.doc.lineAt(from).number);
    const list = byTurn.get(turn) ?? [];
    list.push({ from, to, insert: inserted.sliceString(0, inserted.length, '\n') });
    byTurn.set(turn, list);
  });
  const out: { from: number; to: number; insert: string }[] = [];
  for (const [turn, list] of byTurn) {
    const before = extent(was, turn);
    const after = extent(is, turn);
    if (!before || !after) continue;
    const inTurn = ChangeSet.of(
      list.map((c) => ({ from: c.from - before.from, to: c.to - before.from, insert: c.insert })),
      before.text.length,
    );
    const theirs = difference(before.text, after.text);
    const mine = theirs ? inTurn.map(ChangeSet.of(theirs, before.text.length), true) : inTurn;
    mine.iterChanges((from, to, _fromB, _toB, inserted) =>
      out.push({
        from: from + after.from,
        to: to + after.from,
        insert: inserted.sliceString(0, inserted.length, '\n'),
      }),
    );
  }
  return ChangeSet.of(out, is.doc.length);
}

/** Where a turn begins, and its paragraphs as one text, one below the other. */
export function extent({ doc, lines }: Stand, turn: ID): { from: number; text: string } | null {
  const first = lines.first(turn);
  if (first === 0) return null;
  const { from } = doc.line(first);
  return { from, text: doc.sliceString(from, doc.line(lines.last(first)).to, '\n') };
}
