/**
 * Who gets a key press: the application, whose table of keys says which command it is, or else the words. The editor
 * itself has only the keys that move a caret and write. Undo is not among them, since the history is not the editor's.
 */
import { standardKeymap } from '@codemirror/commands';
import { type EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { EditorHost } from './contract';
import { linesOf } from './lines';
import { scriptOf } from './script';
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

/** Whether a press writes, and so is no command in the words. */
export const types = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Line breaks are not typed: Enter is the application's, and where that has nothing to do it does nothing. */
const inWords = standardKeymap.filter((k) => k.key !== 'Enter' && k.mac !== 'Ctrl-o');
const nothing = () => true;

/** Milliseconds within which letter follows letter where somebody writes. */
const writes = 1000;

/**
 * Tells letters that are meant as words from those that are commands, while whole turns are selected: one that is no
 * command, and what is pressed right behind it.
 */
class Strays {
  private last = -Infinity;

  constructor(private readonly tell: () => void) {}

  /** Whether a press goes on with such a letter. */
  follows(event: KeyboardEvent): boolean {
    if (event.key === 'Shift') return false;
    const goesOn = types(event) && event.timeStamp - this.last < writes;
    this.last = goesOn ? event.timeStamp : -Infinity;
    return goesOn;
  }

  /** A press that nothing has a use for. */
  came(event: KeyboardEvent): void {
    if (!types(event) || event.key === ' ') return;
    this.last = event.timeStamp;
    this.tell();
  }
}

export interface KeyHost extends Pick<EditorHost, 'key' | 'strays' | 'tell'> {
  /** A digit in the words: what it is when some are selected; false where it is to be typed. */
  digit(number: number): boolean;
}

/** Why a key that deletes at a turn's edge joins it with none: chunks are not joined by it. */
function whyNotJoined(state: EditorState, key: string): string | null {
  const { main } = state.selection;
  const back = key === 'Backspace';
  if (!main.empty || (!back && key !== 'Delete')) return null;
  const line = state.doc.lineAt(main.head);
  if (main.head !== (back ? line.from : line.to)) return null;
  const chunk = (n: number) => scriptOf(state).turn(linesOf(state).turn(n))?.chunk;
  const beside = line.number + (back ? -1 : 1);
  if (beside < 1 || beside > state.doc.lines || chunk(beside) === chunk(line.number)) return null;
  return back
    ? 'A chunk begins here. The command “Join the chunk with the one before” joins it.'
    : 'A chunk ends here. In the next, the command “Join the chunk with the one before” joins it.';
}

export function keys(host: KeyHost): Extension {
  const strays = new Strays(() => host.strays());
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown(event, view) {
          if (event.isComposing) return false;
          if (selectionOf(view.state)) {
            if (strays.follows(event)) return true;
            const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
            if (host.key(event, 'turns') || (plain && onWords.has(event.key))) return true;
            strays.came(event);
            return false;
          }
          // What is typed is no command, and is not asked about.
          if (types(event)) return /^[1-9]$/.test(event.key) && host.digit(Number(event.key));
          const why = event.repeat ? null : whyNotJoined(view.state, event.key);
          if (why !== null) host.tell(why);
          return host.key(event, 'words');
        },
        beforeinput: (_event, view) => selectionOf(view.state) !== null,
      }),
    ),
    keymap.of([{ key: 'Enter', run: nothing, shift: nothing }, ...inWords]),
  ];
}
