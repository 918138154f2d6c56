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

/**
 * In which of so many parts of all of the text turns begin, counted from 0 and rounded, as far as heights are known; null
 * for a turn that is not here.
 */
export function partsDown(view: EditorView, turns: readonly ID[], parts: number): (number | null)[] {
  const { doc } = view.state;
  const lines = linesOf(view.state);
  const all = Math.max(view.scrollDOM.clientHeight, view.contentHeight);
  // The line that each part begins with: there are fewer parts than turns.
  const begins = Array.from({ length: parts }, (_, n) => {
    const height = ((n + 0.5) / parts) * all;
    const { from, top } = view.lineBlockAtHeight(height);
    return doc.lineAt(from).number + (top < height ? 1 : 0);
  });
  return turns.map((turn) => {
    const line = lines.first(turn);
    return line === 0 ? null : upTo(begins, line);
  });
}

/** How many of some numbers, in order, are no greater than one. */
function upTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
