/** How the sound goes along with the hands: settings as rows, which the settings list, and as commands. */
import { choices, type Kept } from '../state/settings.svelte';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasSound } from './command';

export type ListeningRow =
  | { kind: 'switch'; key: 'pauseTyping'; label: string; what: string; on: string; off: string }
  | {
      kind: 'choice';
      key: keyof typeof choices;
      label: string;
      what: string;
      choices: readonly number[];
      /** What a choice is called: "Go on 1 s after typing". */
      named: (seconds: number) => string;
      /** The same in a list that says already what it is about: "1 s", unless it says otherwise. */
      short?: (seconds: number) => string;
      /** Whether it means something now. */
      counts: (kept: Kept) => boolean;
    };

export const listeningRows: readonly ListeningRow[] = [
  {
    kind: 'switch',
    key: 'pauseTyping',
    label: 'Pause while typing',
    what: 'The sound waits while you write, and goes on by itself.',
    on: 'Pause the sound while typing',
    off: 'Play on while typing',
  },
  {
    kind: 'choice',
    key: 'goOnAfter',
    label: 'Go on after typing',
    what: 'How long after the last letter.',
    choices: choices.goOnAfter,
    named: (seconds) => `Go on ${seconds} s after typing`,
    counts: (kept) => kept.pauseTyping,
  },
  {
    kind: 'choice',
    key: 'goOnBack',
    label: 'Rewind when going on after typing',
    what: 'How far before the place where it stopped.',
    choices: choices.goOnBack,
    named: (seconds) =>
      seconds === 0 ? 'Go on after typing where it stopped' : `Go on after typing ${seconds} s before`,
    counts: (kept) => kept.pauseTyping,
  },
  {
    kind: 'choice',
    key: 'resumeBack',
    label: 'Rewind when playing after a pause',
    what: 'How far before the place where you paused.',
    choices: choices.resumeBack,
    named: (seconds) =>
      seconds === 0 ? 'Play after a pause where it stopped' : `Play after a pause ${seconds} s before`,
    counts: () => true,
  },
  {
    kind: 'choice',
    key: 'holdBack',
    label: 'Step back when a held key is let go',
    what: 'Of the key that plays while it is held, or a pedal that acts as one.',
    choices: choices.holdBack,
    named: (seconds) =>
      seconds === 0 ? 'Let go of a held key and stand still' : `Let go of a held key and step back ${seconds} s`,
    counts: () => true,
  },
  {
    kind: 'choice',
    key: 'shortSilences',
    label: 'Shorten silences',
    what: 'Silences that are longer than this play as 0.3 s. They are known once the waveform is drawn.',
    choices: choices.shortSilences,
    named: (seconds) => (seconds === 0 ? 'Play silences as they are' : `Shorten silences over ${seconds} s`),
    short: (seconds) => (seconds === 0 ? 'Never' : `Over ${seconds} s`),
    counts: () => true,
  },
];

/** Chooses one of a row's numbers. */
export function choose(stet: Stet, row: ListeningRow & { kind: 'choice' }, seconds: number): void {
  stet.settings.set(row.key, seconds);
  stet.hearing.tell();
}

export const listening: Command[] = listeningRows.flatMap((row): Command[] => {
  if (row.kind === 'switch') {
    return [
      {
        id: `sound.${row.key}`,
        group: 'Playback',
        label: (stet) => (stet.settings.kept[row.key] ? row.off : row.on),
        also: `setting ${row.label}`,
        icon: 'keyboard',
        when: hasSound,
        run: (stet) => stet.settings.set(row.key, !stet.settings.kept[row.key]),
      },
    ];
  }
  return row.choices.map((seconds) => ({
    id: `sound.${row.key}.${seconds}`,
    group: 'Playback',
    label: row.named(seconds),
    also: `setting rewind skip ${row.label}`,
    icon: 'back3',
    when: (stet) => hasSound(stet) && row.counts(stet.settings.kept) && stet.settings.kept[row.key] !== seconds,
    run: (stet) => choose(stet, row, seconds),
  }));
});
