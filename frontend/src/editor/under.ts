/** Which turn lies at a height of the window, and where its first line of words is. It changes nothing. */
import { BlockType, type EditorView } from '@codemirror/view';
import type { TurnUnder } from '../model/transcript';
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
