/**
 * What may come into the words from outside, and how. Nothing is copied or cut without a selection; files dropped on
 * the window are not for the words; and the browser's own undo and formatting stay away, since the history is the
 * program's and text has no format.
 */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { fitting } from './keep';

const refused = /^(history|format)/;

export const clipboard: Extension = [
  EditorView.clipboardInputFilter.of((text) => fitting(text)),
  EditorView.domEventHandlers({
    copy: (_event, view) => view.state.selection.main.empty,
    cut: (_event, view) => view.state.selection.main.empty,
    drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    beforeinput: (event) => refused.test(event.inputType),
  }),
];
