/** The settings that are no keys, as a list: what each is called, what it does, and what it can be. */
import { leastText, mostText, type Theme } from '../../state/settings.svelte';
import type { Stet } from '../../state/stet.svelte';

interface Named {
  group: string;
  label: string;
  what: string;
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
];
