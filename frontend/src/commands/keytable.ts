/**
 * The keys in force: those that Stet comes with, the preset's in their place, a person's own in the place of both. Values
 * only; a change of a choice is another choice. It does not know what a command does.
 */
import {
  type Bound,
  chord,
  type Chord,
  type KeyChoice,
  type KeyPress,
  mac,
  matches,
  sameChord,
  type Where,
} from '../model/keys';
import { type Binding, keymap } from './keymap';
import { presets } from './presets';

export interface Clash extends Binding {
  /** Of two commands with one chord in one place, one is done. */
  wins: boolean;
}

const overlap = (a: Where, b: Where): boolean => a === b || a === 'anywhere' || b === 'anywhere';

export class KeyTable {
  /** The first that fits a press is done: a person's own before the preset's, these before all others. */
  readonly bindings: readonly Binding[];
  private readonly chords: readonly Chord[];

  constructor(choice: KeyChoice) {
    const own = listed(choice.own);
    const instead = listed(presetOf(choice).instead).filter(({ command }) => !(command in choice.own));
    const changed = new Set([...Object.keys(choice.own), ...Object.keys(presetOf(choice).instead)]);
    this.bindings = [...own, ...instead, ...keymap.filter(({ command }) => !changed.has(command))];
    this.chords = this.bindings.map(({ key }) => chord(key));
  }

  /** The command that a press stands for where it happened; null for none. */
  commandFor(press: KeyPress, where: Where, onMac: boolean = mac): string | null {
    const at = this.bindings.findIndex(
      (binding, i) =>
        (binding.where === 'anywhere' || binding.where === where) && matches(press, this.chords[i]!, onMac),
    );
    return this.bindings[at]?.command ?? null;
  }

  of(command: string): Bound[] {
    return this.bindings.filter((each) => each.command === command).map(({ key, where }) => ({ key, where }));
  }

  /** The key to show beside a command; null if it has none. A media key shows nowhere. */
  keyOf(command: string): string | null {
    return this.bindings.find((each) => each.command === command && !each.key.startsWith('Media'))?.key ?? null;
  }

  /** Other commands that a chord of this command is pressed for, too. */
  clashes(command: string, bound: Bound): Clash[] {
    const mine = this.bindings.findIndex((each) => each.command === command && isBound(each, bound));
    return this.bindings.flatMap((each, i) =>
      each.command !== command && overlap(each.where, bound.where) && sameChord(each.key, bound.key)
        ? [{ ...each, wins: mine >= 0 && i < mine }]
        : [],
    );
  }
}

export const isBound = (a: Bound, b: Bound): boolean => a.where === b.where && sameChord(a.key, b.key);

const presetOf = (choice: KeyChoice) => presets.find(({ id }) => id === choice.preset) ?? presets[0]!;

function listed(of: Readonly<Record<string, readonly Bound[]>>): Binding[] {
  return Object.entries(of).flatMap(([command, list]) => list.map(({ key, where }) => ({ key, command, where })));
}

/** What a command has without a person's own changes. */
export const given = (choice: KeyChoice, command: string): Bound[] => new KeyTable({ ...choice, own: {} }).of(command);

/** The choice with these chords for a command, and no others. */
export function rebind(choice: KeyChoice, command: string, to: readonly Bound[]): KeyChoice {
  const was = given(choice, command);
  const same = was.length === to.length && was.every((bound, i) => isBound(bound, to[i]!));
  return same ? reset(choice, command) : { ...choice, own: { ...choice.own, [command]: [...to] } };
}

/**
 * Gives a chord to a command, in place of one that it has or beside them, and takes it from whoever else has it: a chord
 * that does two things does one of them never.
 */
export function bind(choice: KeyChoice, command: string, bound: Bound, instead?: Bound): KeyChoice {
  const table = new KeyTable(choice);
  let next = choice;
  for (const other of table.clashes(command, bound)) {
    next = rebind(
      next,
      other.command,
      new KeyTable(next).of(other.command).filter((each) => !isBound(each, other)),
    );
  }
  const mine = table.of(command).filter((each) => !isBound(each, bound) || (instead && isBound(each, instead)));
  const at = instead ? mine.findIndex((each) => isBound(each, instead)) : -1;
  return rebind(next, command, at < 0 ? [...mine, bound] : mine.with(at, bound));
}

/** Takes a chord from a command. */
export const unbind = (choice: KeyChoice, command: string, bound: Bound): KeyChoice =>
  rebind(
    choice,
    command,
    new KeyTable(choice).of(command).filter((each) => !isBound(each, bound)),
  );

/** Gives a command back what it came with. */
export function reset(choice: KeyChoice, command: string): KeyChoice {
  const own = { ...choice.own };
  delete own[command];
  return { ...choice, own };
}
