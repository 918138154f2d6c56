/**
 * The chunk that is being worked on: the one that the caret went to, or that was shown, whichever was last. Its words
 * stand out from those of its neighbours.
 */
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import type { ID } from '../model/views';
import { linesOf } from './lines';
import { scriptChanged, scriptOf } from './script';

/** Says which chunk is shown now. */
export const showChunk = StateEffect.define<ID>();

function ofCaret(state: EditorState): ID {
  const line = state.doc.lineAt(state.selection.main.head).number;
  return scriptOf(state).turn(linesOf(state).turn(line))?.chunk ?? 0;
}

export const chunkField = StateField.define<ID>({
  create: ofCaret,
  update(chunk, tr) {
    for (const e of tr.effects) if (e.is(showChunk)) return e.value;
    if (tr.selection) return ofCaret(tr.state);
    const known = !tr.effects.some((e) => e.is(scriptChanged)) || scriptOf(tr.state).chunk(chunk) !== undefined;
    return known ? chunk : ofCaret(tr.state);
  },
});

/** 0 in an episode without turns. */
export const currentChunk = (state: EditorState): ID => state.field(chunkField);
