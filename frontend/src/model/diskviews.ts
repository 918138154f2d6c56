/** What other programs did to files, and what is left to be settled: the mirror of backend/service/disk.go and takein.go. */
import type { ProblemView } from './views';
import type { PieceView } from './historyviews';
import type { EditReply, ID } from './views';

export interface DiskView {
  episode: number;
  files: DiskFile[];
  /** Transcripts beside them that the library does not have. */
  arrived: string[];
  /** The files of the transcript that the episode is held against, where some of them say something else: `anew`. */
  texts: string[];
  anew: string[];
}

export interface DiskFile {
  chunk: ID;
  file: string;
  state: 'changed' | 'gone' | 'away' | 'unreadable';
  /** The chunk was changed here, too. */
  mine: boolean;
  /** The chunk was joined with another here. */
  joined?: boolean;
  /** How many turns it has less than it had. */
  fewer: number;
  /** What is wrong with one that cannot be read, or holds nothing to be taken in. */
  what?: string;
}

export interface TakenInView {
  reply: EditReply;
  merged: number;
  /** What is left to be settled. */
  places: number;
  refused: ProblemView[];
  /** What files of joined chunks say, and the chunks that they are in say otherwise. */
  left: ProblemView[];
}

/** How a place is settled. */
export type Settlement = 'mine' | 'theirs' | 'both' | 'hand';

/** A place that was changed both here and on disk. */
export interface ClashView {
  id: ID;
  chunk: ID;
  /** 0 in a field, and where the turn was deleted here. */
  turn: ID;
  /** "02, Mira, 00:00:04:12", "02, topic tags". */
  what: string;
  file: string;
  base: SideView;
  mine: SideView;
  theirs: SideView;
  both: boolean;
  /** Whether somebody can write another text, and the one that this begins with. */
  written: boolean;
  hand: string;
}

/** What a version says there; no parts where it has nothing. */
export interface SideView {
  parts: SidePart[];
}

export interface SidePart {
  /** A turn's speaker and time. */
  head: string;
  headOn: boolean;
  pieces: PieceView[];
}
