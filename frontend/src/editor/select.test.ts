import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { fromApp } from './keep';
import { Lines, linesField, relined } from './lines';
import { pressed, selectionOf, selectTurns, TurnSelection, turnSelection } from './select';

const lines = new Lines([1, 2, 2, 3, 4, 5]);

function state(selection: TurnSelection | null): EditorState {
  const start = EditorState.create({
    doc: 'a\nb\nc\nd\ne\nf',
    extensions: [linesField.init(() => lines), turnSelection],
  });
  return start.update({ effects: selectTurns.of(selection) }).state;
}

const press = (from: TurnSelection | null, turn: number, keys: { shiftKey?: boolean; mod?: boolean } = {}) =>
  pressed(state(from), turn, { shiftKey: false, mod: false, ...keys })?.turns;

describe('selected turns', () => {
  it('are a range, in whichever way it was stretched', () => {
    expect(TurnSelection.of(lines, 4, 2)?.turns).toEqual([2, 3, 4]);
    expect(TurnSelection.of(lines, 2, 2)?.turns).toEqual([2]);
    expect(TurnSelection.of(lines, 2, 9)).toBeNull();
  });

  it('grow by a press with Shift, and by one turn with Ctrl', () => {
    expect(press(TurnSelection.of(lines, 2, 2), 4, { shiftKey: true })).toEqual([2, 3, 4]);
    expect(press(TurnSelection.of(lines, 4, 5), 1, { mod: true })).toEqual([1, 4, 5]);
    expect(press(TurnSelection.of(lines, 2, 4), 3, { mod: true })).toEqual([2, 4]);
    expect(press(TurnSelection.of(lines, 2, 4), 3)).toEqual([3]);
  });

  it('know their edges for every line', () => {
    const selection = TurnSelection.of(lines, 2, 3)!;
    expect([1, 2, 3, 4, 5].map((n) => selection.part(lines, n))).toEqual(['no', 'first', 'middle', 'last', 'no']);
  });

  it('keep the words from being changed by hand, and not by the application', () => {
    const on = state(TurnSelection.of(lines, 2, 2));
    expect(on.update({ changes: { from: 0, insert: 'x' }, userEvent: 'input.type' }).docChanged).toBe(false);
    expect(on.update({ changes: { from: 0, insert: 'x' }, annotations: fromApp.of(true) }).docChanged).toBe(true);
  });

  it('end when the caret is put into the words', () => {
    const on = state(TurnSelection.of(lines, 2, 2));
    expect(selectionOf(on.update({ selection: { anchor: 3 }, userEvent: 'select.pointer' }).state)).toBeNull();
  });

  it('lose the turns that go', () => {
    const on = state(TurnSelection.of(lines, 3, 5));
    const changes = { from: 7, to: 9 };
    const next = on.update({ changes, effects: relined.of(new Lines([1, 2, 2, 3, 5])), annotations: fromApp.of(true) });
    expect(selectionOf(next.state)?.turns).toEqual([3, 5]);
  });
});
