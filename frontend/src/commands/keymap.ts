/**
 * The keys, as data: chord, command, and where it holds. The transcript's own keys, which its editor acts on, are
 * listed beside them for the key sheet. No command uses Alt, which types characters on many layouts.
 */

/** "anywhere"; outside any text; in the words of the transcript; or while whole turns are selected there. */
export type Where = 'anywhere' | 'outside' | 'words' | 'turns';

export interface Binding {
  key: string;
  command: string;
  where: Where;
}

export const keymap: Binding[] = [
  { key: 'Mod+K', command: 'palette', where: 'anywhere' },
  { key: '?', command: 'keys', where: 'outside' },
  { key: 'Mod+O', command: 'files.open', where: 'anywhere' },
  { key: 'Mod+Shift+O', command: 'files.folder', where: 'anywhere' },
  { key: 'Mod+E', command: 'export', where: 'anywhere' },
  { key: 'Mod+Z', command: 'undo', where: 'anywhere' },
  { key: 'Mod+Shift+Z', command: 'redo', where: 'anywhere' },
  { key: 'Mod+Y', command: 'redo', where: 'anywhere' },
  { key: 'F8', command: 'problem.next', where: 'anywhere' },
  { key: 'Shift+F8', command: 'problem.previous', where: 'anywhere' },
  { key: 'F7', command: 'doubt.next', where: 'anywhere' },
  { key: 'Shift+F7', command: 'doubt.previous', where: 'anywhere' },
  { key: 'Mod+.', command: 'doubt.mend', where: 'words' },
  { key: 'F6', command: 'region.next', where: 'anywhere' },
  { key: 'Shift+F6', command: 'region.previous', where: 'anywhere' },
  { key: 'Mod+\\', command: 'view.rail', where: 'anywhere' },
  { key: 'Mod+Shift+\\', command: 'view.inspector', where: 'anywhere' },
  { key: 'Mod+Plus', command: 'view.larger', where: 'anywhere' },
  { key: 'Mod+=', command: 'view.larger', where: 'anywhere' },
  { key: 'Mod+-', command: 'view.smaller', where: 'anywhere' },
  { key: 'Mod+Enter', command: 'sound.followNow', where: 'anywhere' },
  { key: 'MediaPlayPause', command: 'sound.toggle', where: 'anywhere' },
  { key: 'Tab', command: 'sound.toggle', where: 'words' },
  { key: 'Shift+Tab', command: 'sound.backAndPlay', where: 'words' },
  { key: 'Tab', command: 'region.next', where: 'turns' },
  { key: 'Shift+Tab', command: 'region.previous', where: 'turns' },
  { key: ' ', command: 'sound.toggle', where: 'outside' },
  { key: 'Mod+Shift+T', command: 'turn.begin', where: 'anywhere' },
  { key: 'Mod+Shift+Enter', command: 'turn.splitAtPlayhead', where: 'anywhere' },
  { key: '[', command: 'turn.startEarlier', where: 'turns' },
  { key: ']', command: 'turn.startLater', where: 'turns' },
  { key: '{', command: 'turn.startMuchEarlier', where: 'turns' },
  { key: '}', command: 'turn.startMuchLater', where: 'turns' },
  { key: 'Mod+[', command: 'turn.endEarlier', where: 'turns' },
  { key: 'Mod+]', command: 'turn.endLater', where: 'turns' },
];

/** The key to show beside a command; null if it has none. A media key shows nowhere. */
export function keyOf(command: string): string | null {
  return keymap.find((binding) => binding.command === command && !binding.key.startsWith('Media'))?.key ?? null;
}

/** What the key sheet says of the keys that the transcript's editor acts on. */
export const editorKeys: { where: 'words' | 'turns'; key: string; does: string }[] = [
  { where: 'words', key: 'Enter', does: 'Split the turn at the caret' },
  { where: 'words', key: 'Shift+Enter', does: 'New paragraph in the turn' },
  { where: 'words', key: 'Backspace', does: 'At the start, join with the turn before' },
  { where: 'words', key: 'Delete', does: 'At the end, join with the turn after' },
  { where: 'words', key: 'Escape', does: 'Select the turn' },
  { where: 'turns', key: 'Enter', does: 'Put the caret into the words' },
  { where: 'turns', key: 'Escape', does: 'Clear the selection' },
  { where: 'turns', key: ' ', does: 'Play from the selection, or pause' },
  { where: 'turns', key: 'ArrowUp', does: 'Turn before; with Shift, extend' },
  { where: 'turns', key: 'ArrowDown', does: 'Turn after; with Shift, extend' },
  { where: 'turns', key: 'Backspace', does: 'Delete the turns' },
  { where: 'turns', key: 'M', does: 'Join the selected turns' },
  { where: 'turns', key: '1', does: 'Give to speaker 1, up to 9' },
];
