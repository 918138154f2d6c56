/**
 * What the window asks of the transcript's editor. The editor itself is put in by the page; until then, and in tests,
 * nothing is there and nothing happens.
 */
import type { EpisodeView, Flicks, ID, PatchView } from '../model/views';

/** Where the caret is. */
export interface Place {
  turn: ID;
  chunk: ID;
  para: number;
  offset: number;
  /** Empty unless whole turns are selected. */
  selectedTurns: ID[];
}

export interface Transcript {
  load(episode: EpisodeView): void;
  patch(patch: PatchView, from: 'undo' | 'other' | 'own'): void;
  playhead(flicks: Flicks | null, playing: boolean): void;
  follow(on: boolean): void;
  reveal(turn: ID, options?: { focus?: boolean }): void;
  focus(): void;
  commands: Record<string, () => boolean>;
  textSize(px: number): void;
}
