/**
 * The keys that move in the words, and those that act on selected turns. Everything else goes on to the application,
 * whose commands have their own table: undo among them, since the history is not the editor's.
 */
import { standardKeymap } from '@codemirror/commands';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { clearTurns, moveTurns, selectionOf, selectTouched } from './select';

export interface TurnKeys {
  /** Whether words are selected that a number would give to its speaker. */
  givesWords(view: EditorView, number: number): boolean;
  /** Plays from the selection; false while the sound plays, since pausing is the application's. */
  play(view: EditorView): boolean;
  /** Leaves the turns for the words. */
  enter(view: EditorView): boolean;
  /** Does one of the editor's commands. */
  run(command: string): boolean;
}

/** How many turns Page up and Page down go. */
const page = 8;

/** The digit of a key press, by what it types or, on layouts where digits need Shift, by its place; 0 for none. */
export function digitOf(event: Pick<KeyboardEvent, 'key' | 'code'>): number {
  if (/^[1-9]$/.test(event.key)) return Number(event.key);
  const place = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  return place && /^\P{L}$/u.test(event.key) ? Number(place[1]) : 0;
}

function onTurns(keys: TurnKeys, event: KeyboardEvent, view: EditorView): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const digit = digitOf(event);
  // With Shift the rest of the run, on layouts too where a digit needs it.
  if (digit > 0) return keys.run(`${event.shiftKey ? 'run' : 'turn'}.speaker.${digit}`) || true;
  switch (event.key) {
    case 'Escape':
      return clearTurns(view);
    case 'Enter':
      return keys.enter(view);
    case 'ArrowUp':
    case 'ArrowDown':
      return moveTurns(view, event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
    case 'PageUp':
    case 'PageDown':
      return moveTurns(view, event.key === 'PageUp' ? -page : page, event.shiftKey);
    case ' ':
      return keys.play(view);
    case 'Backspace':
    case 'Delete':
      return keys.run('turn.delete') || true;
    case 'm':
    case 'M':
      return keys.run('turn.join') || true;
    // These would act on the words below.
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'Home':
    case 'End':
      return true;
    default:
      return false;
  }
}

/** Breaks between turns are not typed, so the Mac's Ctrl+O does nothing rather than harm. */
const inWords = standardKeymap.filter((k) => k.key !== 'Enter' && k.mac !== 'Ctrl-o');

export function keys(turnKeys: TurnKeys): Extension {
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown(event, view) {
          if (selectionOf(view.state)) return onTurns(turnKeys, event, view);
          const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.isComposing;
          if (plain && event.key === 'Escape') return selectTouched(view);
          const digit = !event.ctrlKey && !event.metaKey && !event.isComposing && /^[1-9]$/.test(event.key);
          if (!digit || !turnKeys.givesWords(view, Number(event.key))) return false;
          return turnKeys.run(`turn.speaker.${event.key}`) || true;
        },
        beforeinput: (_event, view) => selectionOf(view.state) !== null,
      }),
    ),
    keymap.of([
      {
        key: 'Enter',
        run: () => turnKeys.run('turn.split') || true,
        shift: () => turnKeys.run('turn.paragraph') || true,
      },
      ...inWords,
    ]),
  ];
}
