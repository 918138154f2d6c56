/**
 * Keeps the caret where it is when the words get the focus by something else than the editor: as a dialog closes, or by
 * Tab. A browser then puts it where the words begin, and tells of that later; the editor takes what it is told within a
 * fifth of a second for the browser's doing, and after that for a person's. Who puts the caret into the words from beside
 * them, as screen readers do, brings the focus along with it, and finds it there.
 *
 * And leaves the focus where it goes from the words. Between two rows of a paragraph that wraps, a caret is at the end of
 * the one or at the start of the other. The editor sees to that by moving the page's selection, also once the focus is
 * elsewhere, and a selection in the words brings the focus back.
 */
import { EditorSelection, type SelectionRange } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { currentChunk, showChunk } from './chunk';

class Caret {
  /** Whether the page's selection was outside of the words. */
  private beside = false;
  /** The caret as it was left, with its row. */
  private left: SelectionRange | null = null;
  private readonly look = () => (this.beside = !this.holds(getSelection()?.focusNode));

  constructor(private readonly view: EditorView) {
    document.addEventListener('selectionchange', this.look);
  }

  focus(): void {
    const { left, view } = this;
    this.left = null;
    if (this.beside && this.wasPut()) return;
    view.focus();
    if (left?.eq(view.state.selection.main)) this.put(left);
  }

  blur(): void {
    const { main } = this.view.state.selection;
    if (!main.empty || main.assoc === 0) return;
    this.left = main;
    this.put(EditorSelection.cursor(main.head));
  }

  /** Puts the caret at another row of its place: it goes nowhere, and the chunk that is shown stays that. */
  private put(caret: SelectionRange): void {
    const { view } = this;
    view.dispatch({ selection: EditorSelection.create([caret]), effects: showChunk.of(currentChunk(view.state)) });
  }

  destroy(): void {
    document.removeEventListener('selectionchange', this.look);
  }

  /** Whether the page's selection is somewhere in the words where a browser does not put it by itself. */
  private wasPut(): boolean {
    const { focusNode, focusOffset } = getSelection()!;
    return this.holds(focusNode) && this.view.posAtDOM(focusNode, focusOffset) > 0;
  }

  private holds(node: Node | null | undefined): node is Node {
    return this.view.contentDOM.contains(node ?? null);
  }
}

export const keepCaret = ViewPlugin.fromClass(Caret, {
  eventObservers: {
    focus() {
      this.focus();
    },
    blur() {
      this.blur();
    },
  },
});
