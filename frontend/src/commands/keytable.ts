/**
 * The keys in force: those that Stet comes with, the preset's in their place, a person's own in the place of both. Values
 * only; a change of a choice is another choice. It does not know what a command does.
 */
import {
  type Bound,
  chord,
  type Chord,
  isPedal,
  type KeyChoice,
  type KeyPress,
  mac,
  matches,
  type OwnKeys,
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
    const own = listed(Object.entries(choice.own).map(([command, { add }]) => [command, add]));
    const { instead } = presetOf(choice);
    const given = [...listed(Object.entries(instead)), ...keymap.filter(({ command }) => !(command in instead))].filter(
      (binding) => {
        const mine = choice.own[binding.command];
        return !mine || ![...mine.add, ...mine.drop].some((each) => isBound(each, binding));
      },
    );
    this.bindings = [...own, ...given];
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

  /** The key to show beside a command; null if it has none. A media key shows nowhere, a pedal where keys are set. */
  keyOf(command: string): string | null {
    const shows = ({ key }: Bound) => !key.startsWith('Media') && !isPedal(key);
    return this.bindings.find((each) => each.command === command && shows(each))?.key ?? null;
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

const listed = (of: (readonly [string, readonly Bound[]])[]): Binding[] =>
  of.flatMap(([command, list]) => list.map(({ key, where }) => ({ key, command, where })));

/** Whether a command comes with a chord. */
export const isGiven = (choice: KeyChoice, command: string, bound: Bound): boolean =>
  new KeyTable({ ...choice, own: {} }).of(command).some((each) => isBound(each, bound));

/** Gives a command back what it came with. */
export function reset(choice: KeyChoice, command: string): KeyChoice {
  const own = { ...choice.own };
  delete own[command];
  return { ...choice, own };
}

function change(choice: KeyChoice, command: string, to: (own: OwnKeys) => OwnKeys): KeyChoice {
  const own = to(choice.own[command] ?? { add: [], drop: [] });
  if (own.add.length + own.drop.length === 0) return reset(choice, command);
  return { ...choice, own: { ...choice.own, [command]: own } };
}

const without = (list: readonly Bound[], bound: Bound): Bound[] => list.filter((each) => !isBound(each, bound));

/** Takes a chord from a command. */
export function unbind(choice: KeyChoice, command: string, bound: Bound): KeyChoice {
  return change(choice, command, ({ add, drop }) => ({
    add: without(add, bound),
    drop: isGiven(choice, command, bound) ? [...without(drop, bound), bound] : drop,
  }));
}

/**
 * Gives a chord to a command, in place of one that it has or beside them, and takes it from whoever else has it: a chord
 * that does two things does one of them never.
 */
export function bind(choice: KeyChoice, command: string, bound: Bound, instead?: Bound): KeyChoice {
  const taken = new KeyTable(choice)
    .clashes(command, bound)
    .reduce((left, { command: other, key, where }) => unbind(left, other, { key, where }), choice);
  const freed = instead ? unbind(taken, command, instead) : taken;
  return change(freed, command, ({ add, drop }) => ({
    add: isGiven(choice, command, bound) ? add : [...without(add, bound), bound],
    drop: without(drop, bound),
  }));
}
