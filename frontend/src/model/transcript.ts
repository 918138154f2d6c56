/**
 * What the window asks of the transcript's editor. The editor itself is put in by the page; until then, and in tests,
 * nothing is there and nothing happens.
 */
import type { DoubtfulWords } from './spelling';
import type { EpisodeView, Flicks, ID, PatchView } from './views';

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

/**
 * Where a patch comes from: the history, somebody else, or the reply to an edit of this editor. Marks say nothing of
 * words.
 */
export type Source = 'undo' | 'other' | 'own' | 'marks';

export interface Transcript {
  /** Shows an episode; shown again, the same episode keeps its place. What waits or is composed is given up. */
  load(episode: EpisodeView): void;
  patch(patch: PatchView, from: Source): void;
  /** Resolves when what an input method composes has become an edit; null while none composes. */
  composing(): Promise<void> | null;
  /** Makes an edit of what an input method composes, as it stands. */
  endComposition(): void;
  /** Says where the sound is; null when there is none. */
  playhead(flicks: Flicks | null, playing: boolean): void;
  follow(on: boolean): void;
  /** Scrolls to a turn; with focus the caret goes to its start. */
  reveal(turn: ID, options?: { focus?: boolean }): void;
  focus(): void;
  readonly doubts: DoubtfulWords;
  /** What can be done here, by name; each says whether there was anything to do. See the editor's commands.ts. */
  commands: Record<string, () => boolean>;
  textSize(px: number): void;
}
