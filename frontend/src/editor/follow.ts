/**
 * Keeps the line that is heard a third from the top while the sound plays, by whole lines. It gives way to the person:
 * the wheel, a scrollbar, a touch, a key that moves, or typing ends it until it is asked for again. It never moves the
 * caret.
 */
import { type Extension, Transaction } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

/** Where the line that is heard belongs, as a part of the height. */
const third = 1 / 3;

class Follow {
  on = false;

  constructor(
    readonly view: EditorView,
    private readonly scrolledAway: () => void,
  ) {}

  /** Brings a place of the text to its line of the window, if it is not there. */
  to(at: number): void {
    const { view } = this;
    if (!this.on) return;
    const { from, to } = view.viewport;
    if (at < from || at > to) {
      view.dispatch({
        effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: view.scrollDOM.clientHeight * third }),
      });
      return;
    }
    view.requestMeasure({
      key: this,
      read: () => view.coordsAtPos(at, 1),
      write: (place) => {
        if (!place || !this.on) return;
        const { scrollDOM } = view;
        const wanted = scrollDOM.getBoundingClientRect().top + scrollDOM.clientHeight * third;
        const off = place.top - wanted;
        if (Math.abs(off) > view.defaultLineHeight / 2) scrollDOM.scrollTop += off;
      },
    });
  }

  leave(): void {
    if (!this.on) return;
    this.on = false;
    this.scrolledAway();
  }
}

export interface Following {
  extension: Extension;
  /** Turns it on or off. */
  set(view: EditorView, on: boolean): void;
  to(view: EditorView, at: number): void;
}

export function following(scrolledAway: () => void): Following {
  const plugin = ViewPlugin.define((view) => new Follow(view, scrolledAway), {
    eventObservers: {
      wheel() {
        this.leave();
      },
      touchmove() {
        this.leave();
      },
      pointerdown(event) {
        // The scrollbar is the scroller's own; the words and the margin are its children.
        if (event.target === this.view.scrollDOM) this.leave();
      },
    },
  });
  const typed = EditorView.updateListener.of((update) => {
    const byHand = update.transactions.some((tr) => {
      const event = tr.annotation(Transaction.userEvent);
      return event !== undefined && (tr.docChanged || (tr.isUserEvent('select') && !tr.isUserEvent('select.pointer')));
    });
    if (byHand) update.view.plugin(plugin)?.leave();
  });
  return {
    extension: [plugin, typed],
    set(view, on) {
      const follow = view.plugin(plugin);
      if (follow) follow.on = on;
    },
    to: (view, at) => view.plugin(plugin)?.to(at),
  };
}
