/**
 * Keeps the caret where it is when the words get the focus by something else than the editor: as a dialog closes, or by
 * Tab. A browser then puts it where the words begin, and tells of that later; the editor takes what it is told within a
 * fifth of a second for the browser's doing, and after that for a person's. Who puts the caret into the words from beside
 * them, as screen readers do, brings the focus along with it, and finds it there.
 */
import { type EditorView, ViewPlugin } from '@codemirror/view';

class Caret {
  /** Whether the page's selection was outside of the words. */
  private beside = false;
  private readonly look = () => (this.beside = !this.holds(getSelection()?.focusNode));

  constructor(private readonly view: EditorView) {
    document.addEventListener('selectionchange', this.look);
  }

  focus(): void {
    if (!this.beside || !this.wasPut()) this.view.focus();
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
  },
});
