/**
 * The keys, as data: chord, command, and where it holds. These are the ones that Stet comes with; presets.ts lists what
 * else can be chosen, and a person's own changes lie over both (keytable.ts). No command uses Alt, which types
 * characters on many layouts, and none in the words is a bare character.
 */
import type { Bound, Where } from '../model/keys';

export type { Where };

export interface Binding extends Bound {
  command: string;
}

export const keymap: Binding[] = [
  { key: 'Mod+K', command: 'palette', where: 'anywhere' },
  { key: '?', command: 'keys', where: 'outside' },
  { key: 'Mod+,', command: 'settings', where: 'anywhere' },
  { key: 'Mod+O', command: 'files.open', where: 'anywhere' },
  { key: 'Mod+Shift+O', command: 'files.folder', where: 'anywhere' },
  { key: 'Mod+E', command: 'export', where: 'anywhere' },
  { key: 'Mod+F', command: 'find', where: 'anywhere' },
  { key: 'Mod+H', command: 'find.replace', where: 'anywhere' },
  { key: 'F3', command: 'find.next', where: 'anywhere' },
  { key: 'Shift+F3', command: 'find.previous', where: 'anywhere' },
  { key: 'Mod+Shift+F', command: 'search.library', where: 'anywhere' },
  { key: 'Mod+1', command: 'place.transcript', where: 'anywhere' },
  { key: 'Mod+Z', command: 'undo', where: 'anywhere' },
  { key: 'Mod+Shift+Z', command: 'redo', where: 'anywhere' },
  { key: 'Mod+Y', command: 'redo', where: 'anywhere' },
  { key: 'F8', command: 'problem.next', where: 'anywhere' },
  { key: 'Shift+F8', command: 'problem.previous', where: 'anywhere' },
  { key: 'F6', command: 'region.next', where: 'anywhere' },
  { key: 'Shift+F6', command: 'region.previous', where: 'anywhere' },
  { key: 'Mod+\\', command: 'view.rail', where: 'anywhere' },
  { key: 'Mod+Shift+\\', command: 'view.inspector', where: 'anywhere' },
  { key: 'Mod+Plus', command: 'view.larger', where: 'anywhere' },
  { key: 'Mod+=', command: 'view.larger', where: 'anywhere' },
  { key: 'Mod+-', command: 'view.smaller', where: 'anywhere' },
  { key: 'Mod+Shift+G', command: 'timecode.go', where: 'anywhere' },
  { key: 'Mod+Enter', command: 'sound.followNow', where: 'anywhere' },
  { key: 'MediaPlayPause', command: 'sound.toggle', where: 'anywhere' },
  { key: ' ', command: 'sound.toggle', where: 'outside' },

  { key: 'Tab', command: 'sound.toggle', where: 'words' },
  { key: 'Shift+Tab', command: 'sound.backAndPlay', where: 'words' },
  { key: 'Escape', command: 'turn.select', where: 'words' },
  { key: 'Enter', command: 'turn.split', where: 'words' },
  { key: 'Shift+Enter', command: 'turn.paragraph', where: 'words' },

  { key: 'Enter', command: 'turn.enter', where: 'turns' },
  { key: 'Escape', command: 'turn.clear', where: 'turns' },
  { key: ' ', command: 'turn.play', where: 'turns' },
  { key: 'ArrowUp', command: 'turn.previous', where: 'turns' },
  { key: 'ArrowDown', command: 'turn.next', where: 'turns' },
  { key: 'Shift+ArrowUp', command: 'turn.extend-previous', where: 'turns' },
  { key: 'Shift+ArrowDown', command: 'turn.extend-next', where: 'turns' },
  { key: 'PageUp', command: 'turn.page-previous', where: 'turns' },
  { key: 'PageDown', command: 'turn.page-next', where: 'turns' },
  { key: 'Shift+PageUp', command: 'turn.extend-page-previous', where: 'turns' },
  { key: 'Shift+PageDown', command: 'turn.extend-page-next', where: 'turns' },
  { key: '1', command: 'turn.speaker.1', where: 'turns' },
  { key: '2', command: 'turn.speaker.2', where: 'turns' },
  { key: '3', command: 'turn.speaker.3', where: 'turns' },
  { key: '4', command: 'turn.speaker.4', where: 'turns' },
  { key: '5', command: 'turn.speaker.5', where: 'turns' },
  { key: '6', command: 'turn.speaker.6', where: 'turns' },
  { key: '7', command: 'turn.speaker.7', where: 'turns' },
  { key: '8', command: 'turn.speaker.8', where: 'turns' },
  { key: '9', command: 'turn.speaker.9', where: 'turns' },
  { key: 'Tab', command: 'region.next', where: 'turns' },
  { key: 'Shift+Tab', command: 'region.previous', where: 'turns' },
  { key: 'Backspace', command: 'turn.delete', where: 'turns' },
  { key: 'Delete', command: 'turn.delete', where: 'turns' },
  { key: 'M', command: 'turn.join', where: 'turns' },
  { key: 'Mod+Shift+T', command: 'turn.begin', where: 'anywhere' },
  { key: 'Mod+Shift+Enter', command: 'turn.splitAtPlayhead', where: 'anywhere' },
  { key: '[', command: 'turn.startEarlier', where: 'turns' },
  { key: ']', command: 'turn.startLater', where: 'turns' },
  { key: '{', command: 'turn.startMuchEarlier', where: 'turns' },
  { key: '}', command: 'turn.startMuchLater', where: 'turns' },
  { key: 'Mod+[', command: 'turn.endEarlier', where: 'turns' },
  { key: 'Mod+]', command: 'turn.endLater', where: 'turns' },
];
