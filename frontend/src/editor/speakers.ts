/**
 * To whom turns and words are given. What is given is what is selected: whole turns, or words, around which their turns
 * are parted, or else the turns that the caret and its selection touch. It makes the transactions; who a
 * speaker is, and which number they have, the script knows.
 */
import {
  EditorSelection,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Chosen } from '../model/transcript';
import type { ID } from '../model/views';
import { parts } from './keep';
import { linesOf, NO_TURN, relined } from './lines';
import { type Merged, scriptChanged, scriptOf } from './script';
import { selectionOf, touched } from './select';
import { standOf } from './structural';
import { applyAll, type Cut, extent, type Part, seamOf, unsplit } from './structure';

const newMarks: Merged = { reordered: false, marks: true, boundaries: false, notes: false };

/** Whole words of a turn, in places of its text. */
interface Piece {
  turn: ID;
  from: number;
  to: number;
  text: string;
}

/** Whether words are selected, and no whole turns: then a number gives them to somebody. */
export function hasWords(state: EditorState): boolean {
  const { from, to } = state.selection.main;
  if (selectionOf(state) || linesOf(state).turn(1) === NO_TURN) return false;
  for (const text of state.doc.iterRange(from, to)) if (/\S/.test(text)) return true;
  return false;
}

/** The words that are selected, whole ones, turn by turn; null if none are. */
function wordsIn(state: EditorState): readonly Piece[] | null {
  if (!hasWords(state)) return null;
  return touched(state)!.turns.flatMap((turn) => pieceOf(state, turn) ?? []);
}

function pieceOf(state: EditorState, turn: ID): Piece | null {
  const { main } = state.selection;
  const here = extent(standOf(state), turn)!;
  const blank = (at: number) => /\s/.test(here.text.charAt(at));
  let from = Math.max(0, main.from - here.from);
  let to = Math.min(here.text.length, main.to - here.from);
  while (from < to && blank(from)) from++;
  while (to > from && blank(to - 1)) to--;
  if (from >= to) return null;
  while (from > 0 && !blank(from - 1)) from--;
  while (to < here.text.length && !blank(to)) to++;
  return { turn, from, to, text: here.text };
}

const isWhole = ({ from, to, text }: Piece): boolean => from === 0 && to === text.length;

/** The turns that a speaker would be given, if it is turns. */
const turnsIn = (state: EditorState): readonly ID[] => (selectionOf(state) ?? touched(state))?.turns ?? [];

/** What a speaker would be given now. */
export function chosenIn(view: EditorView): Chosen {
  const { state } = view;
  const pieces = wordsIn(state);
  const lines = linesOf(state);
  const turns = (pieces?.map(({ turn }) => turn) ?? turnsIn(state)).filter((turn) => lines.first(turn) > 0);
  const first = turns[0] === undefined ? state.selection.main.from : state.doc.line(lines.first(turns[0])).from;
  const last = turns.at(-1);
  const end = last === undefined ? first : state.doc.line(lines.last(lines.first(last))).to;
  const words = pieces?.every(isWhole) === false ? pieces : null;
  return {
    turns: [...turns],
    words: words && words.map(({ text, from, to }) => text.slice(from, to)).join(' '),
    box: words ? boxOfWords(view) : boxOfTurns(view, first, end),
  };
}

/** Where the selected words stand in the window. */
function boxOfWords(view: EditorView): Chosen['box'] {
  const { from, to } = view.state.selection.main;
  const start = view.coordsAtPos(from, 1);
  const end = view.coordsAtPos(to, -1);
  return start && end ? inSight(view, start.top, end.bottom) : boxOfTurns(view, from, to);
}

/** Where whole turns stand, with the name above them. */
function boxOfTurns(view: EditorView, from: number, to: number): Chosen['box'] {
  const { documentTop } = view;
  return inSight(view, documentTop + view.lineBlockAt(from).top, documentTop + view.lineBlockAt(to).bottom);
}

function inSight(view: EditorView, top: number, bottom: number): Chosen['box'] {
  const frame = view.scrollDOM.getBoundingClientRect();
  const inside = (y: number) => Math.min(frame.bottom, Math.max(frame.top, y));
  return { left: view.contentDOM.getBoundingClientRect().left, top: inside(top), bottom: inside(bottom) };
}

/** Gives what is selected to a speaker; null when they have it all. */
export function giveChosen(state: EditorState, speaker: string): TransactionSpec | null {
  return hasWords(state) ? giveWords(state, speaker) : giveTurns(state, turnsIn(state), speaker);
}

/** Gives the rest of a run: from the first selected turn on, all that its speaker says without a break. */
export function giveRun(state: EditorState, speaker: string): TransactionSpec | null {
  const lines = linesOf(state);
  const script = scriptOf(state);
  const first = turnsIn(state)[0];
  const row = first === undefined ? undefined : script.turn(first);
  if (!row) return null;
  const run: ID[] = [];
  for (let n = lines.first(row.id); n <= lines.count; n = lines.last(n) + 1) {
    const next = script.turn(lines.turn(n));
    if (next?.speaker !== row.speaker || next.chunk !== row.chunk) break;
    run.push(next.id);
  }
  return giveTurns(state, run, speaker);
}

function giveTurns(state: EditorState, turns: readonly ID[], speaker: string): TransactionSpec | null {
  const script = scriptOf(state);
  const done = turns
    .filter((turn) => script.give(turn, speaker))
    .map((turn): Part => ({ do: 'speaker', turn, speaker }));
  if (done.length === 0) return null;
  return { annotations: parts.of(done), effects: scriptChanged.of(newMarks), userEvent: 'input.speaker' };
}

/** Whether all the words that are selected are a speaker's already. */
export const saysThem = (state: EditorState, speaker: string): boolean =>
  (wordsIn(state) ?? []).every(({ turn }) => scriptOf(state).turn(turn)?.speaker === speaker);

/** Where turns were parted for the words that are selected. */
const parted = StateEffect.define<readonly Cut[]>();

const cutsField = StateField.define<readonly Cut[]>({
  create: () => [],
  update(cuts, tr) {
    for (const e of tr.effects) if (e.is(parted)) return e.value;
    return tr.docChanged || !tr.newSelection.eq(tr.startState.selection) ? [] : cuts;
  },
});

export const gifts: Extension = cutsField;

/**
 * Parts the turns around the words, and leaves these selected: another number gives them to somebody else. Where they
 * come back to whom they were taken from, what was parted for that is one again.
 */
function giveWords(state: EditorState, speaker: string): TransactionSpec | null {
  const pieces = wordsIn(state) ?? [];
  const script = scriptOf(state);
  const done: Part[] = [];
  let stand = standOf(state);
  const add = (part: Part): void => {
    done.push(part);
    stand = applyAll(stand, [part]).stand;
  };
  const cut = (turn: ID, text: string, at: number): Cut | null => {
    const next = script.partOff(turn);
    if (next === null) return null;
    add({ do: 'split', turn, at, next });
    return { turn, next, seam: seamOf(text, at) };
  };
  const cuts: Cut[] = [];
  const given: ID[] = [];
  for (const { turn, from, to, text } of pieces) {
    if (script.turn(turn)?.speaker === speaker) continue;
    let mine = turn;
    // What is later comes first, so that the places before it still hold.
    const ends = to < text.length ? cut(turn, text, to) : undefined;
    const begins = from > 0 ? cut(turn, text, from) : undefined;
    if (ends === null || begins === null) return null;
    if (begins) mine = begins.next;
    if (ends) cuts.push({ ...ends, turn: mine });
    if (begins) cuts.push(begins);
    given.push(mine);
  }
  if (given.length === 0) return null;
  for (const turn of given) {
    add({ do: 'speaker', turn, speaker });
    script.give(turn, speaker);
  }
  const stay = [...cuts];
  for (const cut of state.field(cutsField)) {
    const [a, b] = [script.turn(cut.turn), script.turn(cut.next)];
    if (a?.speaker !== speaker || b?.speaker !== speaker || a.chunk !== b.chunk) stay.push(cut);
    else for (const part of unsplit(stand, cut)) add(part);
  }
  const { changes } = applyAll(standOf(state), done);
  const range = EditorSelection.range(
    changes.mapPos(placeOf(state, pieces[0]!, 'from'), 1),
    changes.mapPos(placeOf(state, pieces.at(-1)!, 'to'), -1),
  );
  return {
    changes,
    selection: range,
    effects: [relined.of(stand.lines), scriptChanged.of(newMarks), parted.of(stay)],
    annotations: parts.of(done),
    userEvent: 'input.speaker',
    scrollIntoView: true,
  };
}

const placeOf = (state: EditorState, piece: Piece, edge: 'from' | 'to'): number =>
  extent(standOf(state), piece.turn)!.from + piece[edge];
