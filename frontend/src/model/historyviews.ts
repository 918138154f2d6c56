/** What the history tells: the mirror of backend/service/historyviews.go. */
import type { ID } from './views';

export interface StepView {
  seq: number;
  name: string;
  /** For people: "02, 00:03:23:04". */
  place: string;
  /** Milliseconds since 1970, UTC. */
  at: number;
  state: 'done' | 'undone' | 'abandoned';
}

export interface StepsView {
  steps: StepView[];
  /** How many the episode has. */
  total: number;
}

export interface StepDiffView {
  changes: ChangeView[];
  /** How many changes are left out. */
  more: number;
}

/** What a step did to one thing. */
export interface ChangeView {
  /** Such as "Ada, 00:00:04:12", "02, tags". */
  what: string;
  /** What became of it, where before and after do not say; "" otherwise. */
  did: string;
  /** Where to look now; 0 where there is nothing any more. */
  chunk: ID;
  turn: ID;
  before: PieceView[];
  after: PieceView[];
}

/** A piece of a text: one that differs, one that does not, or one that is left out. */
export interface PieceView {
  text: string;
  on: boolean;
  fold: boolean;
}

/** What a chunk's file said: when it was imported first, or when it was last read or written. */
export type Version = 'imported' | 'file';

export interface VersionView {
  version: Version;
  /** The chunks that say something else now. */
  chunks: ID[];
  /** The chunks that were made here: only the words of their turns were imported, and only these come back. */
  made: ID[];
}
