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
    what: 'Esc plays and pauses, F1 and F2 go back and forward, F3 and F4 play slower and faster, as in oTranscribe. The rest is Stet’s.',
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
      'sound.slower': [
        { key: 'F3', where: 'anywhere' },
        { key: 'Mod+Shift+,', where: 'anywhere' },
      ],
      'sound.faster': [
        { key: 'F4', where: 'anywhere' },
        { key: 'Mod+Shift+.', where: 'anywhere' },
      ],
      'sound.hold': [
        { key: 'Shift+F4', where: 'anywhere' },
        { key: 'Pedal2', where: 'anywhere' },
      ],
      'find.next': [{ key: 'Mod+G', where: 'anywhere' }],
      'timecode.go': [{ key: 'Mod+K', where: 'anywhere' }],
      palette: [{ key: 'Mod+Shift+P', where: 'anywhere' }],
      // Escape plays there, and whole turns still need a way in.
      'turn.select': [{ key: 'Mod+Shift+A', where: 'words' }],
    },
  },
];
