/** All commands there are, and the one way to run one. */
import { chord, mac, matches, type KeyPress } from '../model/keys';
import type { Stet } from '../state/stet.svelte';
import type { Command } from './command';
import { files } from './files';
import { keymap, type Where } from './keymap';
import { playback } from './playback';
import { spelling } from './spelling';
import { transcript } from './transcript';
import { view } from './view';

export const commands: readonly Command[] = [...transcript, ...spelling, ...playback, ...files, ...view];

const byId = new Map(commands.map((command) => [command.id, command]));
const bindings = keymap.map((binding) => ({ ...binding, chord: chord(binding.key) }));

/** A command by its id. An id that no list has is a mistake of the program. */
export function command(id: string): Command {
  const found = byId.get(id);
  if (!found) throw new Error(`no command ${id}`);
  return found;
}

/** What a command is called now. */
export function label(stet: Stet, id: string): string {
  const { label: text } = command(id);
  return typeof text === 'string' ? text : text(stet);
}

/** Whether a command can be done now. */
export const can = (stet: Stet, id: string): boolean => command(id).when?.(stet) ?? true;

/** Runs a command, if it can be done now; says whether it could. */
export function run(stet: Stet, id: string): boolean {
  if (!can(stet, id)) return false;
  command(id).run(stet);
  return true;
}

/** The command that a key press stands for where it happened; null for none. */
export function commandFor(press: KeyPress, where: Where, onMac: boolean = mac): string | null {
  const found = bindings.find(
    (binding) => (binding.where === 'anywhere' || binding.where === where) && matches(press, binding.chord, onMac),
  );
  return found?.command ?? null;
}
