import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { Lines, linesField, relined } from './lines';
import { proposed, showProposed } from './proposed';

const cut = () => {};
const at = (turn: number, text = 'A chunk could begin here', now = false) => ({ turn, text, now });

describe('a boundary that is proposed', () => {
  const doc = ['One.', 'Two.', 'Three.', 'Four.'].join('\n');
  const start = EditorState.create({ doc, extensions: [linesField, proposed] });
  const state = start.update({ effects: relined.of(new Lines([1, 2, 3, 4])) }).state;
  const shows = (of: EditorState, ...list: ReturnType<typeof at>[]) => showProposed(of, list, cut);

  it('is drawn once, and not anew while somebody types', () => {
    expect(shows(state)).toBeNull();
    const drawn = state.update({ effects: shows(state, at(2), at(4))! }).state;
    expect(shows(drawn, at(2), at(4))).toBeNull();
    const typed = drawn.update({ changes: [{ from: 0, insert: 'Well, ' }] }).state;
    expect(shows(typed, at(2), at(4))).toBeNull();
    expect(shows(typed, at(2, 'after a short one'), at(4))).not.toBeNull();
    expect(shows(typed, at(2), at(4, undefined, true))).not.toBeNull();
    expect(shows(typed, at(3), at(4))).not.toBeNull();
    expect(shows(typed)).not.toBeNull();
  });

  it('goes where its turn goes', () => {
    const drawn = state.update({ effects: shows(state, at(3))! }).state;
    const moved = drawn.update({ effects: relined.of(new Lines([1, 3, 2, 4])) }).state;
    expect(shows(moved, at(3))).not.toBeNull();
  });
});
