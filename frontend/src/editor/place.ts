/** Where the caret is, in the document's terms: a turn, a paragraph, an offset in it. */
import type { EditorState } from '@codemirror/state';
import { sameParagraph } from '../model/transcript';
import type { ID } from '../model/views';
import { shownChunk } from './begin';
import type { Place } from './contract';
import { linesOf } from './lines';
import { scriptOf } from './script';
import { selectionOf } from './select';
import { hasWords } from './speakers';

export function placeIn(state: EditorState): Place {
  const line = state.doc.lineAt(state.selection.main.head);
  const { turn, para } = linesOf(state).place(line.number);
  return {
    turn,
    chunk: scriptOf(state).turn(turn)?.chunk ?? shownChunk(state, scriptOf(state)),
    para,
    offset: state.selection.main.head - line.from,
    selectedTurns: [...(selectionOf(state)?.turns ?? [])],
    words: hasWords(state),
  };
}

export const samePlace = (a: Place, b: Place): boolean => a.offset === b.offset && sameParagraph(a, b);

/** The position in the text that a place has; null when its turn is not there. */
export function positionOf(state: EditorState, place: { turn: ID; para: number; offset: number }): number | null {
  const lines = linesOf(state);
  const first = lines.first(place.turn);
  if (first === 0) return null;
  const line = state.doc.line(Math.min(first + place.para, lines.last(first)));
  return Math.min(line.from + place.offset, line.to);
}
