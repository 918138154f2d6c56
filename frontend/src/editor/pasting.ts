/**
 * Puts turns in where the caret is, which parts the turn there. A part of a turn goes on with what stands before or
 * behind it where the same person speaks; and where it was cut out, all is as it was, with its speakers and its times.
 */
import type { EditorState, TransactionSpec } from '@codemirror/state';
import type { SpanCodes, TurnValue } from '../model/ops';
import { pack, unpack, wordPlaces } from '../model/times';
import type { ID } from '../model/views';
import { behind, isEmpty, shownChunk } from './begin';
import { type Carried, type Mark, marksOf, placing } from './carried';
import { fitting, isLow, meaning } from './keep';
import { NO_TURN, relined } from './lines';
import { rangeOf } from './notes';
import { type Script, scriptOf } from './script';
import { selectionOf, selectTurns, TurnSelection } from './select';
import { chunkIn, clearing, doing, standOf } from './structural';
import { apply, extent, type Part, type Stand, unsplit } from './structure';

/** A turn, or a part of one, on its way. */
export interface Copied extends Omit<TurnValue, 'id'> {
  /** What stood around a part of a turn, and that turn's time. */
  of?: { before: string; after: string; span?: SpanCodes; estimated?: number };
  /** The chunk that it stood in, and the notes at its words, if that was in this episode. */
  chunk?: ID;
  notes?: readonly Carried[];
}

/** Where turns come in. */
interface Gap {
  /** The turn that they come after; none where their chunk begins with them. */
  after: ID;
  /** The turns that end and begin there, if what comes may go on with them. */
  head: ID;
  tail: ID;
  /** Whether these two were one turn before. */
  parted?: boolean;
  /** The chunk that has no turns, where they are its first. */
  chunk?: ID;
}

/** Parts, done one after the other. */
class Doing {
  readonly parts: Part[] = [];
  /** A place that goes with the text. */
  place = 0;
  /** Notes that are put to what came, where that stands. */
  marks: Mark[] = [];

  constructor(
    public stand: Stand,
    /** Whether what comes is taken from where it stood. */
    readonly moved = false,
  ) {}

  add(...parts: readonly Part[]): void {
    for (const part of parts) {
      const next = apply(this.stand, part);
      if (!next) continue;
      this.parts.push(part);
      this.stand = next.stand;
      const { changes } = next;
      this.place = changes.mapPos(this.place, -1);
      this.marks = this.marks.map(({ note, from, to }) => ({
        note,
        from: changes.mapPos(from, 1),
        to: changes.mapPos(to, -1),
      }));
    }
  }

  text(turn: ID): string {
    return extent(this.stand, turn)?.text ?? '';
  }

  /** The turn beside another; none at the ends. */
  beside(turn: ID, by: 1 | -1): ID {
    const { lines } = this.stand;
    const first = lines.first(turn);
    return lines.turn(by > 0 ? lines.last(first) + 1 : first - 1);
  }
}

/**
 * Puts turns in where the caret is: in a turn's middle it is parted for them. What is dropped comes in where it is let
 * go, and leaves its place where it is moved.
 */
export function insertTurns(
  state: EditorState,
  values: readonly Copied[],
  drop?: { at: number; moved: boolean },
): TransactionSpec | null {
  const script = scriptOf(state);
  const act = new Doing(standOf(state), drop?.moved);
  const selected = drop ? undefined : selectionOf(state)?.turns.at(-1);
  const gap = selected === undefined ? gapAt(state, act, drop) : { after: selected, head: NO_TURN, tail: NO_TURN };
  const ids = gap && fill(act, script, gap, values);
  if (!ids) return null;
  act.add(placing(act.stand, act.marks));
  const { stand, place } = act;
  const selection = selected === undefined ? null : TurnSelection.of(stand.lines, ids[0]!, ids.at(-1)!);
  const event = drop ? (drop.moved ? 'move.drop' : 'input.drop') : 'input.paste';
  const spec = doing(state, act.parts, event, () => place);
  return { ...spec, effects: [relined.of(stand.lines), selectTurns.of(selection)] };
}

/** Puts words of one turn in where the caret is, if notes or times come with them; null where none do. */
export function insertWords(state: EditorState, { paragraphs, notes = [], times }: Copied): TransactionSpec | null {
  if (selectionOf(state)) return null;
  const script = scriptOf(state);
  const act = new Doing(standOf(state));
  const { from, to } = state.selection.main;
  const text = fitting(paragraphs.join('\n'));
  act.place = from;
  act.add(...meaning(act.stand, { from, to, insert: text }, chunkIn(script)));
  const marks = marksOf(script, act.stand.lines, notes, act.place, text);
  const timed = times === undefined ? null : timing(act.stand, act.place, text, times);
  if (marks.length === 0 && !timed) return null;
  if (timed) act.add(timed);
  act.add(placing(act.stand, marks));
  return doing(state, act.parts, 'input.paste', () => act.place + text.length);
}

/** Gives words that stand in the text the times that they come with, but for those that became one with what is beside. */
function timing(stand: Stand, at: number, text: string, packed: string): Part | null {
  const times = unpack(packed);
  const words = wordPlaces(text);
  const turn = stand.lines.turn(stand.doc.lineAt(at).number);
  const here = extent(stand, turn);
  if (!here || times.length !== words.length) return null;
  const known = wordPlaces(here.text);
  const stands = words.map(({ from, to }) =>
    known.findIndex((word) => here.from + word.from === at + from && here.from + word.to === at + to),
  );
  const first = stands.findIndex((n) => n >= 0);
  const last = stands.findLastIndex((n) => n >= 0);
  if (first < 0) return null;
  return { do: 'times', turn, from: stands[first]!, times: pack(times.slice(first, last + 1)) };
}

/** Takes words of one turn away with the notes at them: signs that are left of a word are not what these are about. */
export function cutWords(state: EditorState, notes: readonly Carried[]): TransactionSpec {
  const script = scriptOf(state);
  const act = new Doing(standOf(state));
  const { from, to } = state.selection.main;
  act.place = from;
  for (const { note } of notes) {
    const at = script.note(note);
    const words = at && rangeOf(state, at.turn, at.from, at.to);
    if (words) act.marks.push({ note, ...words });
  }
  const left = act.marks.filter((mark) => mark.from < from || mark.to > to).map(({ note }) => note);
  act.add(...meaning(act.stand, { from, to, insert: '' }, chunkIn(script)));
  act.add(
    placing(
      act.stand,
      act.marks.filter(({ note }) => left.includes(note)),
      true,
    ),
  );
  return doing(state, act.parts, 'delete.cut', () => act.place);
}

/** Makes room at the caret, in place of what is selected. */
function gapAt(state: EditorState, act: Doing, drop?: { at: number; moved: boolean }): Gap | null {
  const script = scriptOf(state);
  const { from, to } = state.selection.main;
  act.place = drop?.at ?? from;
  if (from < to && !drop) act.add(...clearing(act.stand, script, from, to));
  if (from < to && drop?.moved) act.add(...meaning(act.stand, { from, to, insert: '' }, chunkIn(script)));
  let { place } = act;
  if (isLow(act.stand.doc, place)) place--;
  const turn = act.stand.lines.turn(act.stand.doc.lineAt(place).number);
  const here = extent(act.stand, turn);
  if (turn === NO_TURN) return { after: NO_TURN, head: NO_TURN, tail: NO_TURN, chunk: shownChunk(state, script) };
  if (!here) return null;
  const at = place - here.from;
  if (at === here.text.length) return { after: turn, head: turn, tail: act.beside(turn, 1) };
  if (at > 0) {
    const next = script.partOff(turn);
    if (next === null) return null;
    act.add({ do: 'split', turn, at, next });
    return { after: turn, head: turn, tail: next, parted: true };
  }
  const before = act.beside(turn, -1);
  const begins = script.turn(before)?.chunk !== script.turn(turn)?.chunk;
  return { after: begins ? NO_TURN : before, head: NO_TURN, tail: turn };
}

/** How the first and the last of what comes go on with the turns around them. */
interface Fit {
  /** What stands between it and the turn; null where it stays a turn of its own. */
  head: string | null;
  tail: string | null;
  /** Whether the place is the one that it came from: then it brings its turn's time back. */
  cameOff: boolean;
  goesTo: boolean;
  /** The turns there that have no words, and come with all that is theirs. */
  replaces: ID[];
  /** From which of them on they begin the next chunk. */
  over: number;
}

function fitOf(act: Doing, script: Script, gap: Gap, values: readonly Copied[]): Fit {
  const first = values[0]!;
  const last = values.at(-1)!;
  const [head, tail] = [act.text(gap.head), act.text(gap.tail)];
  const [before, after] = [first.of?.before ?? '', last.of?.after ?? ''];
  const cameOff = blank(head) ? false : before.trimEnd() === head.trimEnd();
  const goesTo = blank(tail) ? false : after.trimStart() === tail.trimStart();
  const speaks = (turn: ID, value: Copied) => (script.turn(turn)?.speaker ?? null) === (value.speaker ?? null);
  const fit: Fit = { head: null, tail: null, cameOff, goesTo, replaces: [], over: values.length };
  const emptied = (turn: ID, value: Copied) => {
    const { start = '', end = '' } = script.turn(turn) ?? {};
    const { Start = '', End = '' } = value.span ?? {};
    return blank(act.text(turn)) && speaks(turn, value) && start === Start && end === End;
  };
  if (gap.head !== NO_TURN && speaks(gap.head, first)) {
    if (emptied(gap.head, first)) fit.replaces.push(gap.head);
    else if (!blank(before) || (blank(head) && !first.span)) {
      fit.head = cameOff ? rest(before, head, 'end') : space(head, wordsOf(first));
    }
  }
  if (fit.head === null && awaitsWords(script, gap.head, head)) fit.replaces.push(gap.head);
  const [here, next] = [script.turn(gap.head)?.chunk, script.turn(gap.tail)?.chunk];
  if (gap.head !== NO_TURN && here !== next) fit.over = values.findIndex(({ chunk }) => chunk === next);
  const ends = gap.parted ? cameOff && goesTo : gap.head === NO_TURN || (goesTo && fit.over > 0);
  const same = gap.tail !== NO_TURN && speaks(gap.tail, last);
  if (!blank(after) && (gap.parted ? same || ends : same && ends)) {
    fit.tail = goesTo ? rest(after, tail, 'start') : space(wordsOf(last), tail);
  }
  if (here !== next && fit.over > 0 && emptied(gap.tail, last)) fit.replaces.push(gap.tail);
  else if (fit.tail === null || fit.over < 1) fit.over = values.length;
  return fit;
}

/** Whether a turn has neither words nor a time, and was only made for what comes. */
const awaitsWords = (script: Script, turn: ID, text: string): boolean =>
  turn !== NO_TURN && blank(text) && script.turn(turn)?.start === '';

/** The chunk that a value begins; none where it goes on with the turn that it comes after. */
function homeOf(act: Doing, script: Script, gap: Gap, back: boolean, chunk: ID | undefined, after: ID): ID | undefined {
  if (back && chunk !== undefined && isEmpty(act.stand, script, chunk)) return chunk;
  return after === NO_TURN ? (gap.chunk ?? script.turn(gap.tail)?.chunk) : undefined;
}

/** Puts turns into a gap, and tells which they are; null where there are no numbers for them, or no words. */
function fill(act: Doing, script: Script, gap: Gap, values: readonly Copied[]): ID[] | null {
  const fit = fitOf(act, script, gap, values);
  const back = gap.chunk !== undefined || fit.over < values.length;
  const ids: ID[] = [];
  let { after } = gap;
  for (const [n, value] of values.entries()) {
    const joins = (n === 0 && fit.head !== null) || (n === values.length - 1 && fit.tail !== null);
    const turn = joins ? part(value, n === 0 ? fit.cameOff : fit.goesTo) : alone(value);
    if (!turn) continue;
    if (n === fit.over) after = NO_TURN;
    const home = homeOf(act, script, gap, back, value.chunk, after);
    const speaker = turn.speaker ?? null;
    const id = home === undefined ? script.partOff(after, speaker) : script.beginIn(home, speaker);
    if (id === null) return null;
    if (home === undefined) act.add({ do: 'insert', after, turn: { ...turn, id } });
    else {
      const before = home === script.turn(gap.tail)?.chunk ? gap.tail : behind(act.stand, script, home);
      act.add({ do: 'begin', chunk: home, before, turn: { ...turn, id } });
    }
    const { from, text } = extent(act.stand, id)!;
    act.place = from + text.length;
    act.marks.push(...marksOf(script, act.stand.lines, value.notes ?? [], from, text, act.moved));
    ids.push((after = id));
  }
  if (ids.length === 0) return null;
  if (fit.head !== null) act.add(...unsplit(act.stand, { turn: gap.head, next: ids[0]!, seam: fit.head }));
  for (const turn of fit.replaces) act.add({ do: 'remove', turn });
  if (fit.tail !== null) act.add(...unsplit(act.stand, { turn: ids.at(-1)!, next: gap.tail, seam: fit.tail }));
  return ids;
}

const blank = (text: string): boolean => text.trim() === '';

const wordsOf = (value: Copied): string => value.paragraphs.join('\n');

/** What goes between two texts that were not beside each other. */
const space = (a: string, b: string): string => (/\S$/.test(a) && /^\S/.test(b) ? ' ' : '');

/** What is left of the edge of a text, where another is all but that edge. */
function rest(text: string, of: string, edge: 'start' | 'end'): string {
  if (edge === 'end') return text.startsWith(of) ? text.slice(of.length) : '';
  return text.endsWith(of) ? text.slice(0, text.length - of.length) : '';
}

/** A part of a turn that goes on with another: it brings its turn's time where that is the same one. */
function part({ of, chunk: _, notes: __, ...turn }: Copied, back: boolean): Omit<TurnValue, 'id'> {
  return back && of?.span ? { ...turn, span: of.span, estimated: of.estimated ?? 0 } : turn;
}

/** What stays a turn of its own, without the space around it; nothing where a part has no words. */
function alone({ of, chunk: _, notes: __, ...turn }: Copied): Omit<TurnValue, 'id'> | null {
  if (!of) return turn;
  const words = turn.paragraphs.join('\n').trim();
  return words === '' ? null : { ...turn, paragraphs: words.split('\n') };
}
