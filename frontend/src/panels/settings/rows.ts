/** The settings that are no keys, as a list: what each is called, what it does, and what it can be. */
import { choose, listeningRows } from '../../commands/listening';
import { heardChoices, leastText, mostDelay, mostText, type Theme } from '../../state/settings.svelte';
import type { Stet } from '../../state/stet.svelte';

interface Named {
  group: string;
  label: string;
  what: string;
  /** Whether it means something now; it does, if there is no `when`. */
  when?: (stet: Stet) => boolean;
}

export type SettingRow = Named &
  (
    | {
        kind: 'choice';
        options: { id: string; label: string }[];
        get: (stet: Stet) => string;
        set: (stet: Stet, to: string) => void;
      }
    | {
        kind: 'size';
        least: number;
        most: number;
        step: number;
        unit: string;
        get: (stet: Stet) => number;
        set: (stet: Stet, to: number) => void;
      }
    | { kind: 'switch'; get: (stet: Stet) => boolean; set: (stet: Stet, to: boolean) => void }
  );

export const settingRows: readonly SettingRow[] = [
  {
    group: 'Look',
    label: 'Theme',
    what: 'Light, dark, or whichever the system has.',
    kind: 'choice',
    options: [
      { id: 'light', label: 'Light' },
      { id: 'dark', label: 'Dark' },
      { id: 'system', label: 'As the system' },
    ],
    get: (stet) => stet.settings.kept.theme,
    set: (stet, to) => stet.settings.set('theme', to as Theme),
  },
  {
    group: 'Look',
    label: 'Text size',
    what: 'Of the words. The rest of the window follows the system.',
    kind: 'size',
    least: leastText,
    most: mostText,
    step: 1,
    unit: 'pixels',
    get: (stet) => stet.settings.kept.textSize,
    set: (stet, to) => stet.settings.set('textSize', to),
  },
  {
    group: 'Playback',
    label: 'Follow the sound',
    what: 'The line that plays stays in sight, until you scroll or type.',
    kind: 'switch',
    get: (stet) => stet.settings.kept.follow,
    set: (stet, to) => stet.setFollow(to),
  },
  {
    group: 'Playback',
    label: 'Delay of the sound device',
    what: 'In milliseconds: for wireless headphones, where words light up before they are heard.',
    kind: 'size',
    least: 0,
    most: mostDelay,
    step: 10,
    unit: 'milliseconds',
    get: (stet) => stet.settings.kept.soundDelay,
    set: (stet, to) => stet.setDelay(to),
  },
  {
    group: 'Playback',
    label: 'Align words by itself',
    what: 'When an episode has sound, its words get their times in the background, and after it those of the others. Else a command does it.',
    kind: 'switch',
    get: (stet) => stet.settings.kept.alignUnasked,
    set: (stet, to) => {
      stet.settings.set('alignUnasked', to);
      stet.aligning.look();
    },
  },
  {
    group: 'Playback',
    label: 'Take times of words heard',
    what: 'How many words of a turn without a time must have been heard, for the command to give it theirs with all others.',
    kind: 'choice',
    options: heardChoices.map((heard) => ({ id: `${heard}`, label: `${heard} %` })),
    get: (stet) => `${stet.settings.kept.takeHeard}`,
    set: (stet, to) => stet.settings.set('takeHeard', Number(to)),
  },
  ...listeningRows.map((row): SettingRow => {
    const { label, what } = row;
    if (row.kind === 'switch') {
      return {
        group: 'Playback',
        label,
        what,
        kind: 'switch',
        get: (stet) => stet.settings.kept[row.key],
        set: (stet, to) => stet.settings.set(row.key, to),
      };
    }
    return {
      group: 'Playback',
      label,
      what,
      when: (stet) => row.counts(stet.settings.kept),
      kind: 'choice',
      options: row.choices.map((seconds) => ({ id: `${seconds}`, label: row.short?.(seconds) ?? `${seconds} s` })),
      get: (stet) => `${stet.settings.kept[row.key]}`,
      set: (stet, to) => choose(stet, row, Number(to)),
    };
  }),
];
