/**
 * What the application and the transcript's editor say to each other. The editor knows the words and the places in
 * them; it does not know the program, the sound or the application's commands.
 */
import type { Op } from '../model/ops';
import type { EpisodeView, Flicks, ID, PatchView } from '../model/views';

/** Where the caret is. */
export interface Place {
  turn: ID;
  chunk: ID;
  para: number;
  /** UTF-16 units from the paragraph's start. */
  offset: number;
  /** Empty unless whole turns are selected; then all of them, in the order of the episode. */
  selectedTurns: ID[];
}

export interface EditorHost {
  /**
   * Queues an edit. The host sends edits one after the other in the order of these calls, with its undo and redo in
   * the same line, and answers each by patch(…, 'own'). Until an edit is on its way the array stays the editor's: when
   * a patch from elsewhere comes before it, the editor rewrites the ops in place so that they fit.
   */
  edit(ops: Op[], opts: { name?: string; typing?: boolean }): void;
  seek(flicks: Flicks, play: boolean): void;
  placeChanged(place: Place): void;
  /** The person scrolled or typed while the view followed the sound: it does not any more, until follow(true). */
  scrolledAway(): void;
}

/** Where a patch comes from: the history, somebody else, or the reply to an edit of this editor. */
export type Source = 'undo' | 'other' | 'own';

export interface TranscriptEditor {
  /** Shows an episode; shown again, the same episode keeps its place. */
  load(episode: EpisodeView): void;
  patch(p: PatchView, from: Source): void;
  /** Says where the sound is; null when there is none. */
  playhead(flicks: Flicks | null, playing: boolean): void;
  follow(on: boolean): void;
  /** Scrolls to a turn; with focus the caret goes to its start. */
  reveal(turn: ID, opts?: { focus?: boolean }): void;
  focus(): void;
  /** What can be done here, by name; each says whether there was anything to do. See commands.ts. */
  commands: Record<string, () => boolean>;
  textSize(px: number): void;
  destroy(): void;
}
