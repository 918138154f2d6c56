/**
 * Keeps an input method's tale straight. While whole turns are selected the editor never hears that one composes: the
 * words do not take it, and no browser says then that it has ended. And a key that comes outside a composition ends one
 * of which the end was not told, so that nothing waits for it. It changes no words.
 */
import type { Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { selectionOf } from './select';

/** What a browser gives as the key's code where an input method has taken the press. */
const TAKEN = 229;

class Composing {
  private readonly unlisten: (() => void)[] = [];

  constructor(private readonly view: EditorView) {
    // Before the words hear of it: these are asked on the way down to them.
    this.listen('compositionstart', (event) => this.refuse(event));
    this.listen('compositionupdate', (event) => this.refuse(event));
    this.listen('keydown', (event) => {
      if (event.keyCode !== TAKEN) this.heal(event);
    });
    // A composition ends before the focus goes.
    this.listen('focusout', () => this.heal({ isComposing: false }));
    this.listen('beforeinput', (event) => {
      if (event.inputType === 'insertText') this.heal(event);
    });
  }

  destroy(): void {
    for (const off of this.unlisten) off();
  }

  private refuse(event: Event): void {
    if (selectionOf(this.view.state)) event.stopPropagation();
  }

  private heal({ isComposing }: { isComposing: boolean }): void {
    const { view } = this;
    if (isComposing || !view.composing) return;
    view.contentDOM.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  }

  private listen<K extends keyof HTMLElementEventMap>(type: K, heard: (event: HTMLElementEventMap[K]) => void): void {
    const { dom } = this.view;
    dom.addEventListener(type, heard, true);
    this.unlisten.push(() => dom.removeEventListener(type, heard, true));
  }
}

export const composing: Extension = ViewPlugin.fromClass(Composing);
