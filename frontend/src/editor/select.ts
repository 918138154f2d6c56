/**
 * Whole turns selected: the level above the words, where single keys act. While it is in force the words do not change
 * by a person's hand; it ends with Escape, with Enter, or by going back into the words.
 */
import {
  EditorSelection,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { ID } from '../model/views';
import { fromApp, parts } from './keep';
import { type Lines, linesOf, NO_TURN } from './lines';

/** What is selected of the turn on a line, for its edges. */
export type Part = 'no' | 'first' | 'last' | 'only' | 'middle';

export class TurnSelection {
  private readonly set: ReadonlySet<ID>;

  private constructor(
    /** The turn that a range is stretched from, and the one that moves. */
    readonly anchor: ID,
    readonly head: ID,
    /** Turns added one by one. */
    readonly extra: readonly ID[],
    /** All of them, in the order of the episode. */
    readonly turns: readonly ID[],
  ) {
    this.set = new Set(turns);
  }

  /** Null when the turns are not in the episode. */
  static of(lines: Lines, anchor: ID, head: ID, extra: readonly ID[] = []): TurnSelection | null {
    const a = lines.first(anchor);
    const b = lines.first(head);
    if (a === 0 || b === 0) return null;
    const range: ID[] = [];
    for (let n = Math.min(a, b); n <= Math.max(a, b); n = lines.last(n) + 1) range.push(lines.turn(n));
    const others = extra.filter((id) => lines.first(id) > 0 && !range.includes(id));
    if (others.length === 0) return new TurnSelection(anchor, head, [], range);
    const all = [...range, ...others].sort((x, y) => lines.first(x) - lines.first(y));
    return new TurnSelection(anchor, head, others, all);
  }

  /** Turns wherever they stand: as a range, if there are no others between them. */
  static among(lines: Lines, turns: readonly ID[]): TurnSelection | null {
    const [first, last] = [turns[0], turns.at(-1)];
    if (first === undefined || last === undefined) return null;
    const range = TurnSelection.of(lines, first, last);
    return range?.turns.length === turns.length ? range : TurnSelection.of(lines, last, last, turns);
  }

  has(turn: ID): boolean {
    return this.set.has(turn);
  }

  /** The same turns where the lines are others now. */
  in(lines: Lines): TurnSelection | null {
    const anchor = lines.first(this.anchor) > 0 ? this.anchor : this.head;
    const head = lines.first(this.head) > 0 ? this.head : anchor;
    return TurnSelection.of(lines, anchor, head, this.extra);
  }

  part(lines: Lines, n: number): Part {
    if (!this.has(lines.turn(n))) return 'no';
    const first = n === 1 || !this.has(lines.turn(n - 1));
    const last = n === lines.count || !this.has(lines.turn(n + 1));
    return first ? (last ? 'only' : 'first') : last ? 'last' : 'middle';
  }
}

/** Selects turns, or none. */
export const selectTurns = StateEffect.define<TurnSelection | null>();

const field = StateField.define<TurnSelection | null>({
  create: () => null,
  update(selection, tr) {
    for (const e of tr.effects) if (e.is(selectTurns)) return e.value;
    if (selection && tr.selection && tr.isUserEvent('select')) return null;
    const lines = linesOf(tr.state);
    return selection && lines !== linesOf(tr.startState) ? selection.in(lines) : selection;
  },
});

export const selectionOf = (state: EditorState): TurnSelection | null => state.field(field);

/** Lets a new state begin with turns selected. */
export const beginsWith = (selection: TurnSelection | null): Extension => field.init(() => selection);

export const turnSelection: Extension = [
  field,
  EditorState.changeFilter.of(
    (tr) =>
      tr.annotation(fromApp) === true || tr.annotation(parts) !== undefined || selectionOf(tr.startState) === null,
  ),
  EditorView.editorAttributes.of((view) => ({ class: selectionOf(view.state) ? 'stet-on-turns' : 'stet-in-words' })),
];

/** The turns that the caret, or a selection of words, touches: from the anchor's to the head's. */
export function touched(state: EditorState): TurnSelection | null {
  const lines = linesOf(state);
  const { anchor, head } = state.selection.main;
  const turn = (at: number) => lines.turn(state.doc.lineAt(at).number);
  return turn(anchor) === NO_TURN ? null : TurnSelection.of(lines, turn(anchor), turn(head));
}

/** Selects turns and brings the one that moved into view; the caret waits at its start. */
export function choose(state: EditorState, selection: TurnSelection): TransactionSpec {
  const at = state.doc.line(linesOf(state).first(selection.head)).from;
  return {
    selection: EditorSelection.cursor(at),
    userEvent: 'select.turns',
    effects: [selectTurns.of(selection), EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 })],
  };
}

export function selectTouched(view: EditorView): boolean {
  const selection = touched(view.state);
  if (!selection) return false;
  view.dispatch(choose(view.state, selection));
  return true;
}

export function clearTurns(view: EditorView): boolean {
  if (!selectionOf(view.state)) return false;
  view.dispatch({ effects: selectTurns.of(null) });
  return true;
}

/** Selects all turns of the episode; the page stays where it is. */
export function chooseAll(view: EditorView): boolean {
  const lines = linesOf(view.state);
  if (lines.count === 0 || lines.turn(1) === NO_TURN) return false;
  const all = TurnSelection.of(lines, lines.turn(1), lines.turn(lines.count));
  if (all) view.dispatch({ effects: selectTurns.of(all) });
  return all !== null;
}

/** Moves the selection by turns, or stretches it. */
export function moveTurns(view: EditorView, by: number, stretch: boolean): boolean {
  const selection = selectionOf(view.state);
  if (!selection) return false;
  const lines = linesOf(view.state);
  let n = lines.first(selection.head);
  for (let left = Math.abs(by); left > 0; left--) {
    const next = by > 0 ? lines.last(n) + 1 : n - 1;
    if (next < 1 || next > lines.count) break;
    n = lines.opening(next);
  }
  const head = lines.turn(n);
  const moved = TurnSelection.of(lines, stretch ? selection.anchor : head, head, stretch ? selection.extra : []);
  if (moved) view.dispatch(choose(view.state, moved));
  return true;
}

/** What a press on a turn in the margin selects: it, the range to it, or it as well. */
export function pressed(
  state: EditorState,
  turn: ID,
  event: { shiftKey: boolean; mod: boolean },
): TurnSelection | null {
  const lines = linesOf(state);
  const now = selectionOf(state);
  if (event.shiftKey) return TurnSelection.of(lines, (now ?? touched(state))?.anchor ?? turn, turn);
  if (event.mod && now) {
    const rest = now.turns.filter((id) => id !== turn);
    if (!now.has(turn)) return TurnSelection.of(lines, turn, turn, rest);
    const head = rest.at(-1);
    return head === undefined ? null : TurnSelection.of(lines, head, head, rest);
  }
  return TurnSelection.of(lines, turn, turn);
}
