/** Commands on the window itself: what shows, how large, and where the focus goes. */
import type { Tab, Theme } from '../state/settings.svelte';
import { leastText, mostText } from '../state/settings.svelte';
import { type Command, hasEpisode } from './command';
import { nextRegion } from './regions';

const themes: [Theme, string][] = [
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
  ['system', 'Theme of the system'],
];

const tabs: [Tab, string][] = [
  ['metadata', 'Metadata'],
  ['entities', 'Entities'],
  ['checks', 'Checks'],
  ['notes', 'Notes'],
  ['history', 'History'],
];

export const view: Command[] = [
  {
    id: 'palette',
    group: 'View',
    label: 'Run a command…',
    icon: 'search',
    run: (stet) => stet.dialogs.palette(),
  },
  {
    id: 'keys',
    group: 'View',
    label: 'Read the keys',
    also: 'shortcuts hotkeys keyboard help',
    icon: 'keyboard',
    run: (stet) => stet.dialogs.keys(),
  },
  {
    id: 'settings',
    group: 'View',
    label: 'Settings…',
    also: 'preferences options theme text size font',
    icon: 'gear',
    run: (stet) => stet.dialogs.settings('general'),
  },
  {
    id: 'settings.keys',
    group: 'View',
    label: 'Change the keys…',
    also: 'shortcuts hotkeys keyboard preset oTranscribe settings',
    icon: 'keyboard',
    run: (stet) => stet.dialogs.settings('keys'),
  },
  {
    id: 'settings.pedal',
    group: 'View',
    label: 'Set up the foot pedal…',
    also: 'footswitch switch usb hid settings',
    icon: 'pedal',
    run: (stet) => stet.dialogs.settings('pedal'),
  },
  {
    id: 'settings.series',
    group: 'View',
    label: 'What the files of the series have in common…',
    also: 'profile layout fields order required indent slug settings',
    icon: 'book',
    run: (stet) => stet.dialogs.settings('series'),
  },
  {
    id: 'view.rail',
    group: 'View',
    plain: 'Hide or show the library',
    label: (stet) => (stet.settings.kept.rail ? 'Hide the library' : 'Show the library'),
    also: 'sidebar panel rail collapse expand toggle',
    icon: 'sidebar',
    run: (stet) => stet.settings.set('rail', !stet.settings.kept.rail),
  },
  {
    id: 'view.inspector',
    group: 'View',
    plain: 'Hide or show the inspector',
    label: (stet) => (stet.showsInspector ? 'Hide the inspector' : 'Show the inspector'),
    also: 'sidebar panel collapse expand toggle',
    icon: 'inspector',
    when: hasEpisode,
    run: (stet) => stet.showInspector(!stet.showsInspector),
  },
  {
    id: 'view.dock',
    group: 'View',
    plain: 'Hide or show the lanes of the sound',
    label: (stet) => (stet.settings.kept.dock ? 'Hide the lanes of the sound' : 'Show the lanes of the sound'),
    also: 'dock waveform panel collapse expand toggle',
    icon: 'sound',
    when: hasEpisode,
    run: (stet) => stet.settings.set('dock', !stet.settings.kept.dock),
  },
  {
    id: 'view.timed',
    group: 'View',
    plain: 'Show how words are timed, or not',
    label: (stet) => (stet.settings.kept.howTimed ? 'Do not show how words are timed' : 'Show how words are timed'),
    also: 'times measured estimated by hand imported carried interpolated unknown legend marks align',
    icon: 'clock',
    when: hasEpisode,
    run: (stet) => stet.settings.set('howTimed', !stet.settings.kept.howTimed),
  },
  ...tabs.map(([tab, name]): Command => ({
    id: `view.tab.${tab}`,
    group: 'View',
    label: `Show ${name.toLowerCase()}`,
    icon: 'inspector',
    when: hasEpisode,
    run: (stet) => {
      stet.showInspector(true);
      stet.settings.set('tab', tab);
    },
  })),
  {
    id: 'view.larger',
    group: 'View',
    label: 'Larger words',
    also: 'text size font zoom bigger',
    hint: (stet) => `now ${stet.settings.kept.textSize}`,
    icon: 'textSize',
    why: 'They are as large as they can be',
    when: (stet) => stet.settings.kept.textSize < mostText,
    run: (stet) => stet.settings.resizeText(1),
  },
  {
    id: 'view.smaller',
    group: 'View',
    label: 'Smaller words',
    also: 'text size font zoom',
    hint: (stet) => `now ${stet.settings.kept.textSize}`,
    icon: 'textSize',
    why: 'They are as small as they can be',
    when: (stet) => stet.settings.kept.textSize > leastText,
    run: (stet) => stet.settings.resizeText(-1),
  },
  ...themes.map(([theme, label]): Command => ({
    id: `view.theme.${theme}`,
    group: 'View',
    label,
    also: 'colour appearance mode',
    icon: theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'screen',
    when: (stet) => stet.settings.kept.theme !== theme,
    why: 'It is so already',
    run: (stet) => stet.settings.set('theme', theme),
  })),
  { id: 'region.next', group: 'Go', label: 'Next region', icon: 'go', run: () => nextRegion(1) },
  { id: 'region.previous', group: 'Go', label: 'Previous region', icon: 'go', run: () => nextRegion(-1) },
];
