/** Which turn lies at a height of the window, and at which height a turn lies. It changes nothing. */
import { BlockType, type EditorView } from '@codemirror/view';
import type { TurnUnder } from '../model/transcript';
import type { ID } from '../model/views';
import { linesOf, NO_TURN } from './lines';

export function turnUnder(view: EditorView, y: number): TurnUnder | null {
  const { doc } = view.state;
  const lines = linesOf(view.state);
  const under = view.lineBlockAtHeight(y - view.documentTop);
  const turn = lines.turn(doc.lineAt(under.from).number);
  if (turn === NO_TURN) return null;
  const block = view.lineBlockAt(doc.line(lines.first(turn)).from);
  const words = Array.isArray(block.type) ? block.type.find((each) => each.type === BlockType.Text) : undefined;
  const top = view.documentTop + (words ?? block).top;
  // Over what stands between two chunks there is no turn.
  if (y < top) return null;
  return { turn, top, right: view.contentDOM.getBoundingClientRect().right };
}

/** How far down in all of the text a turn stands, as far as heights are known. */
export function farDown(view: EditorView, turn: ID): number | null {
  const line = linesOf(view.state).first(turn);
  if (line === 0) return null;
  const { top } = view.lineBlockAt(view.state.doc.line(line).from);
  const { clientHeight } = view.scrollDOM;
  return top / Math.max(clientHeight, view.contentHeight);
}
