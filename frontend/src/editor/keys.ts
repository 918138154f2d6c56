/**
 * Who gets a key press: the application, whose table of keys says which command it is, or else the words. The editor
 * itself has only the keys that move a caret and write. Undo is not among them, since the history is not the editor's.
 */
import { standardKeymap } from '@codemirror/commands';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { EditorHost } from './contract';
import { selectionOf } from './select';

/** While turns are selected these would act on the words below. */
const onWords = new Set([
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

const types = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Line breaks are not typed: Enter is the application's, and where that has nothing to do it does nothing. */
const inWords = standardKeymap.filter((k) => k.key !== 'Enter' && k.mac !== 'Ctrl-o');
const nothing = () => true;

export interface KeyHost extends Pick<EditorHost, 'key'> {
  /** A digit in the words: what it is when some are selected; false where it is to be typed. */
  digit(number: number): boolean;
}

export function keys(host: KeyHost): Extension {
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown(event, view) {
          if (event.isComposing) return false;
          if (selectionOf(view.state)) {
            const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
            return host.key(event, 'turns') || (plain && onWords.has(event.key));
          }
          // What is typed is no command, and is not asked about.
          if (types(event)) return /^[1-9]$/.test(event.key) && host.digit(Number(event.key));
          return host.key(event, 'words');
        },
        beforeinput: (_event, view) => selectionOf(view.state) !== null,
      }),
    ),
    keymap.of([{ key: 'Enter', run: nothing, shift: nothing }, ...inWords]),
  ];
}
