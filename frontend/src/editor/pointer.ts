/**
 * The mouse over the words and the margin: a plain click is CodeMirror's and places the caret; with Ctrl or ⌘ it plays
 * from the word; in the margin a timecode plays, and a press or a drag selects turns.
 */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { mac } from '../model/keys';
import type { ID } from '../model/views';
import { margin } from './gutter';
import { linesOf } from './lines';
import { choose, pressed, selectionOf, TurnSelection } from './select';

const modHeld = (event: MouseEvent) => (mac ? event.metaKey : event.ctrlKey);

export interface PointerEvents {
  playTurn(view: EditorView, turn: ID): void;
  playFrom(view: EditorView, at: number): void;
}

export function pointer({ playTurn, playFrom }: PointerEvents): Extension {
  const words = EditorView.domEventHandlers({
    mousedown(event, view) {
      if (event.button !== 0 || !modHeld(event)) return false;
      const at = view.posAtCoords(event);
      if (at !== null) playFrom(view, at);
      return true;
    },
  });
  return [
    words,
    margin({
      play: playTurn,
      press(view, turn, event) {
        const selection = pressed(view.state, turn, { shiftKey: event.shiftKey, mod: modHeld(event) });
        if (selection) view.dispatch(choose(view.state, selection));
        view.focus();
        if (selection && !modHeld(event)) drag(view, selection);
      },
    }),
  ];
}

/** Stretches the selection to the turn under the mouse until it is let go. */
function drag(view: EditorView, from: TurnSelection): void {
  const move = (event: PointerEvent) => {
    const { state } = view;
    const lines = linesOf(state);
    const block = view.lineBlockAtHeight(event.clientY - view.documentTop);
    const head = lines.turn(state.doc.lineAt(block.from).number);
    if (head === selectionOf(state)?.head) return;
    const selection = TurnSelection.of(lines, from.anchor, head);
    if (selection) view.dispatch(choose(state, selection));
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
