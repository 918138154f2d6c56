/**
 * A turn that Enter has left without words goes again when the caret leaves it, as long as nothing was typed: it was not
 * meant. Other empty turns stay, and the checks tell of them.
 */
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import type { ID } from '../model/views';
import { parts } from './keep';
import { linesOf, relined } from './lines';
import { applyAll, type Cut, extent, unsplit } from './structure';

/** Says where a turn was parted right now. */
export const partedHere = StateEffect.define<Cut>();

const field = StateField.define<Cut | null>({
  create: () => null,
  update(cut, tr) {
    for (const e of tr.effects) if (e.is(partedHere)) return e.value;
    return tr.docChanged ? null : cut;
  },
});

const turnAt = (state: EditorState, at: number): ID => linesOf(state).turn(state.doc.lineAt(at).number);

export const blankTurns: Extension = [
  field,
  EditorState.transactionFilter.of((tr) => {
    const { startState: state } = tr;
    const cut = state.field(field);
    if (!cut || tr.docChanged || !tr.selection || !tr.isUserEvent('select')) return tr;
    const stand = { doc: state.doc, lines: linesOf(state) };
    const left = turnAt(state, state.selection.main.head);
    const leaves = left !== turnAt(state, tr.selection.main.head);
    if (!leaves || (left !== cut.turn && left !== cut.next) || extent(stand, left)?.text !== '') return tr;
    const done = unsplit(stand, cut);
    if (done.length === 0) return tr;
    const { changes, stand: after } = applyAll(stand, done);
    return [tr, { changes, effects: relined.of(after.lines), annotations: parts.of(done) }];
  }),
];
