/**
 * What a command is. The lists in this folder hold all there are; palette, menus, buttons and keys only name them.
 */
import type { ID } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import type { IconName } from '../ui/icons';

export const groups = ['Transcript', 'Playback', 'Files', 'Go', 'View'] as const;
export type Group = (typeof groups)[number];

export interface Command {
  id: string;
  group: Group;
  label: string | ((stet: Stet) => string);
  icon: IconName;
  /** More words by which the palette finds it. */
  also?: string;
  /** How things stand now: "now 17". */
  hint?: (stet: Stet) => string;
  /** Where in the transcript alone it means anything: a new key for it holds there. */
  where?: 'words' | 'turns';
  /** What a list of keys calls it, where its label says how things stand now. */
  plain?: string;
  /** Whether it can be done now; it can, if there is no `when`. */
  when?: (stet: Stet) => boolean;
  run: (stet: Stet) => void;
  /** What letting go of its key does, for a command that lasts as long as the key is held. */
  end?: (stet: Stet) => void;
}

export const hasEpisode = (stet: Stet): boolean => stet.episode.view !== null;
/** The turns that a command is about: those selected, or the caret's. */
export function touched(stet: Stet): readonly ID[] {
  const place = stet.episode.place;
  if (!place) return [];
  return place.selectedTurns.length > 0 ? place.selectedTurns : [place.turn];
}

export const hasTurns = (stet: Stet): boolean => (stet.episode.place?.selectedTurns.length ?? 0) > 0;
export const hasSound = (stet: Stet): boolean => stet.player.view.loaded;

/** Runs a command of the editor's own; false when there is no editor or nothing to do. */
export const inEditor =
  (name: string) =>
  (stet: Stet): void => {
    stet.episode.transcript?.commands[name]?.();
  };
