import { EditorSelection, EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { atHit, hitNow, hits, nextHit, showHits } from './hits';
import { Lines, linesField } from './lines';

/** Three turns of a line each; the second has two paragraphs. */
function start(caret: number): EditorState {
  return EditorState.create({
    doc: 'a bell, a bell\nno bell\nbells\nthe end',
    selection: EditorSelection.cursor(caret),
    extensions: [linesField.init(() => new Lines([1, 2, 2, 3])), hits],
  });
}

const found = [1, 0, 2, 6, 1, 0, 10, 14, 2, 0, 3, 7, 2, 1, 0, 4];

const shown = (state: EditorState) => state.update({ effects: showHits(state, found) }).state;

const step = (state: EditorState, way: 1 | -1 | 0) => state.update({ effects: atHit.of(nextHit(state, way)) }).state;

describe('hits', () => {
  it('are gone through from the caret on, and round', () => {
    let state = step(shown(start(8)), 0);
    expect(hitNow(state)).toEqual({ at: 2, of: 4, turn: 1, para: 0, from: 10, to: 14, text: 'bell' });
    const seen = [1, 1, 1, 1].map((way) => (state = step(state, way as 1)) && hitNow(state)?.at);
    expect(seen).toEqual([3, 4, 1, 2]);
    const back = [1, 1, 1].map(() => (state = step(state, -1)) && hitNow(state)?.at);
    expect(back).toEqual([1, 4, 3]);
    expect(hitNow(state)).toMatchObject({ turn: 2, para: 0, from: 3, to: 7 });
  });

  it('go backwards from the caret', () => {
    expect(hitNow(step(shown(start(15)), -1))?.at).toBe(2);
    expect(hitNow(step(shown(start(0)), -1))?.at).toBe(4);
  });

  it('move with the text, and the one somebody is at stays it when they are found anew', () => {
    let state = step(shown(start(16)), 1);
    expect(hitNow(state)?.at).toBe(3);
    state = state.update({ changes: { from: 0, insert: 'so ' } }).state;
    expect(hitNow(state)).toMatchObject({ at: 3, from: 3, text: 'bell' });
    const anew = found.map((n, i) => (i < 8 && i % 4 > 1 ? n + 3 : n));
    state = state.update({ effects: showHits(state, anew) }).state;
    expect(hitNow(state)?.at).toBe(3);
    state = state.update({ effects: showHits(state, [1, 0, 5, 9]) }).state;
    expect(hitNow(state)).toBeNull();
  });

  it('can lie between two characters, and stand in an order that is not the editor’s', () => {
    let state = start(0);
    state = state.update({ effects: showHits(state, [3, 0, 0, 0, 1, 0, 14, 14]) }).state;
    state = step(step(state, 1), 1);
    expect(hitNow(state)).toMatchObject({ at: 2, of: 2, turn: 3, from: 0, to: 0, text: '' });
  });

  it('are none where nothing is found', () => {
    expect(nextHit(start(0), 1)).toBeNull();
    expect(hitNow(start(0))).toBeNull();
  });
});
