/**
 * Where the page stands in the text, and how it is brought there again after the text was loaded anew. Heights of lines
 * are estimates until they are drawn, so that one scroll does not arrive: it is measured and mended at once, before
 * anything is painted or asked.
 */
import { EditorView } from '@codemirror/view';
import type { ID } from '../model/views';
import { linesOf } from './lines';
import { positionOf } from './place';

/** A paragraph, and how far below the page's upper edge its line's block begins, in px. */
export interface Standing {
  turn: ID;
  para: number;
  below: number;
}

/** The page's upper edge, in px from the beginning of the text. */
const upperEdge = (view: EditorView): number => view.scrollDOM.getBoundingClientRect().top - view.documentTop;

/** Lets the editor measure what it has not yet. Any question about heights does. */
function measured(view: EditorView): void {
  view.requestMeasure();
  view.lineBlockAtHeight(0);
}

/** The paragraph at the page's upper edge. */
export function standing(view: EditorView): Standing {
  measured(view);
  const edge = upperEdge(view);
  const block = view.lineBlockAtHeight(edge);
  const { turn, para } = linesOf(view.state).place(view.state.doc.lineAt(block.from).number);
  return { turn, para, below: block.top - edge };
}

/** How often heights above the page are let change: each time more lines are drawn there. */
const most = 20;

/** Brings the page to where a paragraph stands as it stood; to the beginning, if it is there no more. */
export function standAt(view: EditorView, place: Standing | null): void {
  const at = place && positionOf(view.state, { ...place, offset: 0 });
  if (place === null || at === null) {
    view.scrollDOM.scrollTop = 0;
    return;
  }
  view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: place.below }) });
  for (let n = 0; n < most; n++) {
    measured(view);
    const off = view.lineBlockAt(at).top - upperEdge(view) - place.below;
    if (Math.abs(off) <= 0.5) return;
    view.scrollDOM.scrollTop += off;
  }
}
