/**
 * What a person does to the turns themselves: parting, joining, taking away. What is pasted has a file of its own. Each
 * is a transaction of the text that shows at once, with the parts that the program is told. What cannot be done gives
 * null.
 */
import {
  EditorSelection,
  type EditorState,
  type StateEffect,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import type { Flicks, ID } from '../model/views';
import { begins, isEmpty, shownChunk } from './begin';
import { isLow, meaning, parts, splits } from './keep';
import { linesOf, NO_TURN, relined } from './lines';
import { type Script, scriptOf } from './script';
import { selectionOf, selectTurns, TurnSelection } from './select';
import { applyAll, extent, type Part, seamOf, type Stand, turnAt } from './structure';

export const standOf = (state: EditorState): Stand => ({ doc: state.doc, lines: linesOf(state) });

export const chunkIn = (script: Script) => (turn: ID) => script.turn(turn)?.chunk;

/** A transaction that does parts, and leaves the caret where the text then has it. */
export function doing(
  state: EditorState,
  done: readonly Part[],
  event: string,
  caret: (stand: Stand) => number,
  also: readonly StateEffect<unknown>[] = [],
): TransactionSpec {
  const { changes, stand } = applyAll(standOf(state), done);
  return {
    changes,
    selection: EditorSelection.cursor(caret(stand)),
    effects: [relined.of(stand.lines), selectTurns.of(null), ...also],
    annotations: parts.of(done),
    userEvent: event,
    scrollIntoView: true,
  };
}

const startOf = ({ doc, lines }: Stand, turn: ID): number => doc.line(Math.max(1, lines.first(turn))).from;

/** What takes a stretch away for turns to begin there: what is left of two turns stays apart, each with who says it, and when. */
export function clearing(stand: Stand, script: Script, from: number, to: number): Part[] {
  const stretch = turnAt(stand, from) === turnAt(stand, to) ? { from, to } : spaced(stand.doc, from, to);
  return meaning(stand, { ...stretch, insert: '' }, chunkIn(script)).filter((part) => part.do !== 'join');
}

/** A stretch of the text and the space around it. */
function spaced(doc: Text, from: number, to: number): { from: number; to: number } {
  const line = doc.lineAt(from);
  const end = doc.lineAt(to);
  while (from > line.from && /[ \t]/.test(doc.sliceString(from - 1, from))) from--;
  while (to < end.to && /[ \t]/.test(doc.sliceString(to, to + 1))) to++;
  return { from, to };
}

/** Parts the turn at the caret, after what is selected is gone. */
export function splitAtCaret(state: EditorState, heard?: Flicks): TransactionSpec | null {
  const { from, to } = state.selection.main;
  const script = scriptOf(state);
  const first = from === to ? [] : clearing(standOf(state), script, from, to);
  const { changes, stand } = applyAll(standOf(state), first);
  const [at, end] = [changes.mapPos(from, 1), changes.mapPos(to, 1)];
  // What reached into the next turn is parted by that already.
  if (turnAt(stand, at) !== turnAt(stand, end)) return doing(state, first, 'delete.selection', () => end);
  return splitAt(state, script, stand, first, at, heard);
}

/** Parts a turn at a position of the text. */
export function splitAt(
  state: EditorState,
  script: Script,
  stand: Stand,
  before: readonly Part[],
  at: number,
  heard?: Flicks,
): TransactionSpec | null {
  if (isLow(stand.doc, at)) at--;
  const turn = turnAt(stand, at);
  const here = extent(stand, turn);
  const next = here && turn !== NO_TURN ? script.partOff(turn) : null;
  if (!here || next === null) return null;
  const split: Part = { do: 'split', turn, at: at - here.from, next, ...(heard === undefined ? {} : { heard }) };
  const cut = splits.of({ turn, next, seam: seamOf(here.text, split.at) });
  return doing(state, [...before, split], 'input.split', (after) => startOf(after, next), [cut]);
}

/**
 * A turn without words, for them to be written: right after the turns that are selected or the caret's, or in the chunk that
 * is shown, if that has none.
 */
export function newTurn(state: EditorState): TransactionSpec | null {
  const stand = standOf(state);
  const script = scriptOf(state);
  const chunk = shownChunk(state, script);
  if (isEmpty(stand, script, chunk)) return beginChunk(state, chunk);
  const after = selectionOf(state)?.turns.at(-1) ?? turnAt(stand, state.selection.main.head);
  const id = script.partOff(after);
  return id === null ? null : bringing(state, id, { do: 'insert', after, turn: { id, ...wordless(script, id) } });
}

/** A turn without words in a chunk that has none. */
export function beginChunk(state: EditorState, chunk: ID): TransactionSpec | null {
  const part = begins(standOf(state), scriptOf(state), chunk);
  return part && bringing(state, part.turn.id, part);
}

const bringing = (state: EditorState, turn: ID, part: Part): TransactionSpec =>
  doing(state, [part], 'input.turn', (stand) => startOf(stand, turn));

const wordless = (script: Script, turn: ID) => ({ speaker: script.turn(turn)?.speaker ?? null, paragraphs: [''] });

/** Begins a paragraph at the caret, in place of what is selected and the space around it. */
export function newParagraph(state: EditorState): TransactionSpec {
  const { main } = state.selection;
  const { from, to } = spaced(state.doc, main.from, main.to);
  return {
    changes: { from, to, insert: '\n' },
    selection: EditorSelection.cursor(from + 1),
    userEvent: 'input.paragraph',
    scrollIntoView: true,
  };
}

/** Takes turns away. The turn after them is selected then, or else the one before. */
export function removeTurns(state: EditorState, turns: readonly ID[]): TransactionSpec | null {
  const lines = linesOf(state);
  const here = turns.filter((turn) => lines.first(turn) > 0);
  if (here.length === 0) return null;
  const gone = new Set(here);
  const last = lines.last(lines.first(here.at(-1)!));
  let stays = NO_TURN;
  for (let n = last + 1; n <= lines.count && stays === NO_TURN; n++)
    if (!gone.has(lines.turn(n))) stays = lines.turn(n);
  for (let n = last; n >= 1 && stays === NO_TURN; n--) if (!gone.has(lines.turn(n))) stays = lines.turn(n);
  const done = [...here].reverse().map((turn): Part => ({ do: 'remove', turn }));
  return selecting(
    doing(state, done, 'delete.turns', (stand) => startOf(stand, stays)),
    state,
    done,
    stays,
  );
}

/** Joins turns that follow one another in one chunk, to the first of each run. */
export function joinTurns(state: EditorState, turns: readonly ID[]): TransactionSpec | null {
  const script = scriptOf(state);
  const lines = linesOf(state);
  const done: Part[] = [];
  let left = turns[0];
  for (const turn of [...turns].reverse()) {
    const first = lines.first(turn);
    const into = first > 1 ? lines.turn(first - 1) : NO_TURN;
    if (!turns.includes(into) || script.turn(into)?.chunk !== script.turn(turn)?.chunk) {
      left = turn;
      continue;
    }
    const end = state.doc.line(first - 1).text;
    const begin = state.doc.line(first).text;
    done.push({ do: 'join', turn, into, glue: /\S$/.test(end) && /^\S/.test(begin) ? ' ' : '' });
  }
  if (done.length === 0 || left === undefined) return null;
  const stays = left;
  return selecting(
    doing(state, done, 'input.join', (stand) => startOf(stand, stays)),
    state,
    done,
    stays,
  );
}

/** Leaves one turn selected as a whole. */
function selecting(spec: TransactionSpec, state: EditorState, done: readonly Part[], turn: ID): TransactionSpec {
  const { stand } = applyAll(standOf(state), done);
  const selection = turn === NO_TURN ? null : TurnSelection.of(stand.lines, turn, turn);
  return { ...spec, effects: [relined.of(stand.lines), selectTurns.of(selection)] };
}
