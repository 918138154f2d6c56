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
  /** Why it cannot be done now, where that is not plain from `when`; the palette leaves out what nobody says why of. */
  why?: string | ((stet: Stet) => string);
  run: (stet: Stet) => void;
  /** What letting go of its key does, for a command that lasts as long as the key is held. */
  end?: (stet: Stet) => void;
}

export const hasEpisode = (stet: Stet): boolean => stet.episode.view !== null;
/** The turns that a command is about: those selected, or the caret's. */
export function touched(stet: Stet): readonly ID[] {
  const place = stet.episode.place;
  if (!place) return [];
  if (place.selectedTurns.length > 0) return place.selectedTurns;
  return place.turn === 0 ? [] : [place.turn];
}

export const hasTurns = (stet: Stet): boolean => (stet.episode.place?.selectedTurns.length ?? 0) > 0;
export const hasSound = (stet: Stet): boolean => stet.player.view.loaded;

const noSound = 'There is no sound';
/** Why there is no turn's place in the sound. */
export const withoutSound = (stet: Stet): string => (hasSound(stet) ? 'There is no turn' : noSound);

/** Why a command cannot be done now; null where there is nothing to say. */
export function whyNot(stet: Stet, { when, where, why, group }: Command): string | null {
  if (when === hasEpisode || (where !== undefined && !hasEpisode(stet))) return 'No episode is open';
  if (when === hasSound || (group === 'Playback' && !hasSound(stet))) return noSound;
  if (where === 'turns' && !hasTurns(stet)) return 'No turns are selected';
  return (typeof why === 'function' ? why(stet) : why) ?? null;
}

/** Runs a command of the editor's own, and tells why where there was nothing to do. */
export const inEditor =
  (name: string, why?: string) =>
  ({ episode, notices }: Stet): void => {
    if (episode.transcript?.commands[name]?.() === false && why !== undefined) notices.show(why);
  };
