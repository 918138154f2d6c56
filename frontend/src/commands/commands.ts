/** All commands there are, their keys, and the one way to run one. */
import { keyCaps, type KeyChoice, type KeyPress, mac, type Where } from '../model/keys';
import type { Stet } from '../state/stet.svelte';
import { board } from './board';
import { clips } from './clips';
import type { Command } from './command';
import { files } from './files';
import { history } from './history';
import { KeyTable } from './keytable';
import { find } from './find';
import { listening } from './listening';
import { names } from './names';
import { playback } from './playback';
import { problems } from './problems';
import { review } from './review';
import { speakers } from './speakers';
import { spelling } from './spelling';
import { transcript } from './transcript';
import { view } from './view';
import { waveform } from './waveform';

export const commands: readonly Command[] = [
  ...transcript,
  ...speakers,
  ...names,
  ...problems,
  ...review,
  ...spelling,
  ...find,
  ...board,
  ...history,
  ...playback,
  ...listening,
  ...waveform,
  ...files,
  ...clips,
  ...view,
];

const byId = new Map(commands.map((command) => [command.id, command]));
const tables = new WeakMap<KeyChoice, KeyTable>();

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

/** Whether a command lasts as long as its key is held. */
export const lasts = (id: string): boolean => command(id).end !== undefined;

/** Ends what was begun by holding a key. */
export const end = (stet: Stet, id: string): void => command(id).end?.(stet);

/** What a command is called in a list of keys, however things stand. */
export function plainLabel(stet: Stet, id: string): string {
  return command(id).plain ?? label(stet, id);
}

/** The keys in force: what was chosen, made into a table once. */
export function keyTable(stet: Stet): KeyTable {
  const choice = stet.settings.kept.keys;
  let table = tables.get(choice);
  if (!table) {
    // A newer Stet may have kept keys for commands that there are not here.
    const own = Object.fromEntries(Object.entries(choice.own).filter(([id]) => byId.has(id)));
    tables.set(choice, (table = new KeyTable({ ...choice, own })));
  }
  return table;
}

/** The command that a key press stands for where it happened; null for none. */
export function commandFor(stet: Stet, press: KeyPress, where: Where, onMac: boolean = mac): string | null {
  return keyTable(stet).commandFor(press, where, onMac);
}

/** The key to show beside a command; null if it has none. */
export const keyOf = (stet: Stet, id: string): string | null => keyTable(stet).keyOf(id);

/** What a tooltip says of a command: its label and its key. */
export function withKey(stet: Stet, id: string, text: string = label(stet, id)): string {
  const key = keyOf(stet, id);
  return key === null ? text : `${text}  ${keyCaps(key).join(' ')}`;
}
