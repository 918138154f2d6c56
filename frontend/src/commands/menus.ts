/** The commands in a Mac's menu bar, by menu; null is a line between two groups. The program adds what every program has. */
import type { MenuItem } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { can, keyOf, label } from './commands';

export const menus: readonly [string, readonly (string | null)[]][] = [
  [
    'File',
    [
      'files.open',
      'files.folder',
      null,
      'export',
      'export.series',
      'export.library',
      null,
      'clip.selection',
      'clip.loop',
      'clip.chunk',
      null,
      'settings',
    ],
  ],
  ['Transcript', ['undo', 'redo', null, 'turn.select', null, 'problem.next', 'problem.previous']],
  [
    'Playback',
    [
      'sound.toggle',
      'sound.back',
      'sound.on',
      'sound.previousTurn',
      'sound.nextTurn',
      null,
      'sound.faster',
      'sound.slower',
      'sound.normalSpeed',
      null,
      'sound.follow',
      'timecode.go',
    ],
  ],
  [
    'View',
    ['palette', null, 'view.rail', 'view.inspector', 'view.timed', null, 'view.larger', 'view.smaller', null, 'keys'],
  ],
];

/** The menus as things stand, with the keys in force. While a dialog is open it has the window to itself. */
export function menuItems(stet: Stet): MenuItem[] {
  const free = stet.dialogs.open.kind === 'none';
  return menus.flatMap(([menu, ids]) =>
    ids.map((id) =>
      id === null
        ? { menu, id: '', label: '', keys: '', on: false }
        : { menu, id, label: label(stet, id), keys: keyOf(stet, id) ?? '', on: free && can(stet, id) },
    ),
  );
}
