/**
 * To whom turns and words are given. What is given is what is selected: whole turns, words within one turn, which is
 * then parted around them, or else the turns that the caret and its selection touch. It makes the transactions; who a
 * speaker is, and which number they have, the script knows.
 */
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Chosen } from '../model/transcript';
import type { ID } from '../model/views';
import { parts } from './keep';
import { linesOf, NO_TURN, relined } from './lines';
import { type Merged, scriptChanged, scriptOf } from './script';
import { selectionOf, touched } from './select';
import { standOf } from './structural';
import { applyAll, extent, type Part } from './structure';

const newMarks: Merged = { reordered: false, marks: true, boundaries: false, notes: false };

/** The words that are selected within one turn, whole ones, in places of the turn's text; null if none are. */
function wordsIn(state: EditorState): { turn: ID; from: number; to: number; text: string } | null {
  const { main } = state.selection;
  const lines = linesOf(state);
  const turn = lines.turn(state.doc.lineAt(main.from).number);
  if (main.empty || selectionOf(state) || lines.turn(state.doc.lineAt(main.to).number) !== turn) return null;
  const here = extent(standOf(state), turn);
  if (!here || turn === NO_TURN) return null;
  const blank = (at: number) => /\s/.test(here.text.charAt(at));
  let from = main.from - here.from;
  let to = main.to - here.from;
  while (from < to && blank(from)) from++;
  while (to > from && blank(to - 1)) to--;
  if (from === to) return null;
  while (from > 0 && !blank(from - 1)) from--;
  while (to < here.text.length && !blank(to)) to++;
  return { turn, from, to, text: here.text };
}

/** The turns that a speaker would be given, if it is turns. */
const turnsIn = (state: EditorState): readonly ID[] => (selectionOf(state) ?? touched(state))?.turns ?? [];

/** What a speaker would be given now. */
export function chosenIn(view: EditorView): Chosen {
  const { state } = view;
  const words = wordsIn(state);
  const lines = linesOf(state);
  const turns = turnsIn(state).filter((turn) => lines.first(turn) > 0);
  const first = turns[0] === undefined ? state.selection.main.from : state.doc.line(lines.first(turns[0])).from;
  const last = turns.at(-1);
  const end = last === undefined ? first : state.doc.line(lines.last(lines.first(last))).to;
  const whole = words && words.from === 0 && words.to === words.text.length;
  return {
    turns: [...turns],
    words: words && !whole ? words.text.slice(words.from, words.to) : null,
    box: words && !whole ? boxOfWords(view) : boxOfTurns(view, first, end),
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

/** Whether a number would give words to somebody, so that it is none to be typed. */
export const canGiveWords = (state: EditorState, number: number): boolean =>
  scriptOf(state).numbered(number) !== undefined && wordsIn(state) !== null;

/** Gives what is selected to a speaker; null when they have it all. */
export function giveChosen(state: EditorState, speaker: string): TransactionSpec | null {
  return wordsIn(state) ? giveWords(state, speaker) : giveTurns(state, turnsIn(state), speaker);
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

/** Parts the turn around the words, and leaves them selected: another number gives them to somebody else. */
function giveWords(state: EditorState, speaker: string): TransactionSpec | null {
  const words = wordsIn(state);
  const script = scriptOf(state);
  if (!words || script.turn(words.turn)?.speaker === speaker) return null;
  const done: Part[] = [];
  let given = words.turn;
  // What is later comes first, so that the places before it still hold.
  if (words.to < words.text.length) {
    const next = script.partOff(words.turn);
    if (next === null) return null;
    done.push({ do: 'split', turn: words.turn, at: words.to, next });
  }
  if (words.from > 0) {
    const next = script.partOff(words.turn, speaker);
    if (next === null) return null;
    done.push({ do: 'split', turn: words.turn, at: words.from, next });
    given = next;
  }
  done.push({ do: 'speaker', turn: given, speaker });
  script.give(given, speaker);
  const { changes, stand } = applyAll(standOf(state), done);
  const here = extent(stand, given);
  if (!here) return null;
  return {
    changes,
    selection: EditorSelection.range(here.from, here.from + here.text.length),
    effects: [relined.of(stand.lines), scriptChanged.of(newMarks)],
    annotations: parts.of(done),
    userEvent: 'input.speaker',
    scrollIntoView: true,
  };
}
