/**
 * Keeps the caret where it is when the words get the focus by something else than the editor: as a dialog closes, or by
 * Tab. A browser then puts it where the words begin, and tells of that later; the editor takes what it is told within a
 * fifth of a second for the browser's doing, and after that for a person's.
 */
import { EditorView } from '@codemirror/view';

export const keepCaret = EditorView.domEventObservers({ focus: (_, view) => view.focus() });
