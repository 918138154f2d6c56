/**
 * One key while it is being changed: whose it is, what was pressed, and what stands against it. Nothing is kept before
 * it is saved.
 */
import { command, keyTable, plainLabel } from '../../commands/commands';
import { bind, type Clash, isGiven, unbind } from '../../commands/keytable';
import { refusal } from '../../commands/refusal';
import { type Bound, chordOf, keyName, type KeyPress, type Where } from '../../model/keys';
import type { Stet } from '../../state/stet.svelte';

export const placeNames: Record<Where, string> = {
  anywhere: 'Everywhere',
  words: 'In the words',
  turns: 'On whole turns',
  outside: 'Outside text',
};

export class Changing {
  /** What was pressed; null while a press is waited for. */
  key = $state<string | null>(null);
  where = $state<Where>('anywhere');
  readonly name: string;

  constructor(
    private readonly stet: Stet,
    readonly command: string,
    /** The key that it comes in place of; null for one more. */
    readonly instead: Bound | null,
  ) {
    this.name = plainLabel(stet, command);
    this.where = instead?.where ?? this.fixed ?? 'anywhere';
  }

  /** The only place in which the command means anything; null when there are several. */
  get fixed(): Where | null {
    return command(this.command).where ?? null;
  }

  /** Takes a press; false while it is only begun. */
  press(event: KeyPress): boolean {
    const key = chordOf(event);
    if (key === null) return false;
    this.key = key;
    return true;
  }

  get bound(): Bound | null {
    return this.key === null ? null : { key: this.key, where: this.where };
  }

  /** Why it cannot be; "" when it can. What the command came with, it can have. */
  get refused(): string {
    const { bound } = this;
    if (!bound || isGiven(this.stet.settings.kept.keys, this.command, bound)) return '';
    return refusal(bound.key, bound.where);
  }

  get clashes(): Clash[] {
    const { bound } = this;
    return !bound || this.refused !== '' ? [] : keyTable(this.stet).clashes(this.command, bound);
  }

  /** Keeps it, and says what came of it; "" when there is nothing to keep. */
  save(): string {
    const { bound, clashes } = this;
    if (!bound || this.refused !== '') return '';
    const { settings } = this.stet;
    settings.set('keys', bind(settings.kept.keys, this.command, bound, this.instead ?? undefined));
    const from = clashes.map((clash) => `“${plainLabel(this.stet, clash.command)}”`).join(' and ');
    return `${keyName(bound.key)} is “${this.name}” now.${from && ` ${from} gave it up.`}`;
  }

  remove(): string {
    if (!this.instead) return '';
    const { settings } = this.stet;
    settings.set('keys', unbind(settings.kept.keys, this.command, this.instead));
    return `“${this.name}” gave up ${keyName(this.instead.key)}.`;
  }
}
