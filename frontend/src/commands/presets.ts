/**
 * Sets of keys to choose from. Each says only which commands have other chords than keymap.ts gives them; a command that
 * is named here has these and no others.
 */
import type { Bound } from '../model/keys';

export interface Preset {
  id: string;
  name: string;
  /** For whom it is, in a sentence. */
  what: string;
  instead: Readonly<Record<string, readonly Bound[]>>;
}

export const presets: readonly Preset[] = [
  { id: 'stet', name: 'Stet', what: 'The keys that Stet comes with.', instead: {} },
  {
    id: 'otranscribe',
    name: 'oTranscribe',
    what: 'Esc plays and pauses, F1 and F2 go back and forward, as in oTranscribe. The rest is Stet’s.',
    instead: {
      'sound.toggle': [
        { key: 'Escape', where: 'words' },
        { key: 'Tab', where: 'words' },
        { key: ' ', where: 'outside' },
        { key: 'MediaPlayPause', where: 'anywhere' },
      ],
      'sound.back': [
        { key: 'F1', where: 'anywhere' },
        { key: 'Pedal1', where: 'anywhere' },
      ],
      'sound.on': [
        { key: 'F2', where: 'anywhere' },
        { key: 'Pedal3', where: 'anywhere' },
      ],
      'timecode.go': [{ key: 'Mod+K', where: 'anywhere' }],
      palette: [{ key: 'Mod+Shift+P', where: 'anywhere' }],
      // Escape plays there, and whole turns still need a way in.
      'turn.select': [{ key: 'Mod+Shift+A', where: 'words' }],
    },
  },
];
