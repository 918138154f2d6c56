/**
 * From a key press to a command. The transcript's editor asks for the presses in it before it takes them for writing;
 * all others come to the window, which does not look again at what the editor has asked about.
 */
import { whyNot } from '../commands/command';
import { command, commandFor, end, lasts, run } from '../commands/commands';
import { isPedal, type KeyPress, type Where } from '../model/keys';
import { pedalKey, pedalPress, type PressView } from '../model/pedals';
import type { Stet } from '../state/stet.svelte';

const asked = new WeakSet<KeyboardEvent>();

/** Runs what a press in the transcript stands for; true when the press is done with. */
export function pressedInWords(stet: Stet, event: KeyboardEvent, where: 'words' | 'turns'): boolean {
  asked.add(event);
  return pressed(stet, event, where);
}

/** Takes a press that came to the window. */
export function pressedInWindow(stet: Stet, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || asked.has(event)) return;
  const where = place(stet, event.target);
  // Outside, Space belongs to the control that has the focus.
  if (where === 'outside' && event.key === ' ' && event.target !== document.body) return;
  if (pressed(stet, event, where)) event.preventDefault();
}

/** The key that is held down for a command that lasts as long, and the command. */
let held: { key: string; id: string } | null = null;
let unlisten = () => {};

/**
 * Takes the letting go of a key; without a key it is as if all were, as when another window has them. No other window
 * has a pedal.
 */
export function letGo(stet: Stet, key?: string): void {
  if (!held || (key === undefined ? isPedal(held.key) : key !== held.key)) return;
  const { id } = held;
  held = null;
  unlisten();
  end(stet, id);
}

/** Hears keys go up only while one of them is waited for: who types lets go of one at every letter. */
function hold(stet: Stet, key: string, id: string): void {
  held = { key, id };
  const up = (event: KeyboardEvent) => letGo(stet, event.code || event.key);
  addEventListener('keyup', up, { capture: true });
  unlisten = () => removeEventListener('keyup', up, { capture: true });
}

/** Takes a switch of a pedal that was pressed or let go, wherever the hands are. */
export function stepped(stet: Stet, { switch: number, down }: PressView): void {
  if (down) pressed(stet, pedalPress(number), place(stet, document.activeElement));
  else letGo(stet, pedalKey(number));
}

function pressed(stet: Stet, event: KeyPress & { repeat?: boolean }, where: Where): boolean {
  if (stet.dialogs.open.kind !== 'none') return false;
  const id = commandFor(stet, event, where);
  if (id !== null && lasts(id)) {
    if (!event.repeat && !held && run(stet, id)) hold(stet, event.code || event.key, id);
    return true;
  }
  if (id === null) return false;
  // What is being typed into a field is what there is to undo, also where it is no change yet.
  if (id === 'undo') stet.episode.flushDrafts();
  if (run(stet, id)) return true;
  // Tab still moves the focus where there is nothing to do for it.
  if (event.key === 'Tab') return false;
  const why = event.repeat ? null : whyNot(stet, command(id));
  if (why !== null) stet.notices.show(`${why}.`);
  return true;
}

/** Where a press happened. In a text that is not the transcript's, only what holds anywhere does. */
function place(stet: Stet, target: EventTarget | null): Where {
  if (!(target instanceof HTMLElement)) return 'outside';
  if (target.closest('[data-words]')) return (stet.episode.place?.selectedTurns.length ?? 0) > 0 ? 'turns' : 'words';
  const text = target.closest('textarea, [contenteditable="true"], input:not([type]), input[type="text"]');
  return text ? 'anywhere' : 'outside';
}
