/**
 * Keeps the line that is heard a third from the top while the sound plays, by whole lines. It gives way to the person:
 * the wheel, a scrollbar, a touch, a key that moves, or typing ends it until it is asked for again. It never moves the
 * caret.
 */
import { type Extension, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Where the line that is heard belongs, as a part of the height. */
const third = 1 / 3;

export class Following {
  on = false;

  constructor(private readonly scrolledAway: () => void) {}

  /** What notices that the person goes elsewhere. */
  get extension(): Extension {
    return [
      EditorView.domEventObservers({
        wheel: () => this.leave(),
        touchmove: () => this.leave(),
      }),
      EditorView.updateListener.of((update) => {
        const byHand = update.transactions.some(
          (tr) =>
            tr.annotation(Transaction.userEvent) !== undefined &&
            (tr.docChanged || (tr.isUserEvent('select') && !tr.isUserEvent('select.pointer'))),
        );
        if (byHand) this.leave();
      }),
    ];
  }

  /** Notices a scrollbar that is taken: it is the scroller's own, while words and margin are its children. */
  watchScrollbar(view: EditorView): void {
    view.scrollDOM.addEventListener('pointerdown', (event) => {
      if (event.target === view.scrollDOM) this.leave();
    });
  }

  /** Brings a place of the text to its line of the window, if it is not there. */
  to(view: EditorView, at: number): void {
    if (!this.on) return;
    const { from, to } = view.viewport;
    if (at < from || at > to) {
      const yMargin = view.scrollDOM.clientHeight * third;
      view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'start', yMargin }) });
      return;
    }
    // Looked at here and now: to be asked for a measurement, the editor would draw a frame for it.
    const place = view.coordsAtPos(at, 1);
    if (!place) return;
    const { scrollDOM } = view;
    const off = place.top - (scrollDOM.getBoundingClientRect().top + scrollDOM.clientHeight * third);
    if (Math.abs(off) > view.defaultLineHeight / 2) scrollDOM.scrollTop += off;
  }

  private leave(): void {
    if (!this.on) return;
    this.on = false;
    this.scrolledAway();
  }
}
