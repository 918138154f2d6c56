/** What cutting an episode into chunks tells: the mirror of coverage.go, recut.go and chunks.go in backend/service. */
import type { ChangeView } from './historyviews';
import type { RangeView } from './soundviews';
import type { ID } from './views';

/** Whether the chunks of an episode hold every turn once. */
export interface CoverageView {
  /** The transcripts that they are held against; none means against one another. */
  against: string[];
  /** Nobody chose them. */
  found: boolean;
  /** Why a transcript that was chosen cannot be read. */
  trouble: string;
  chunks: number;
  turns: number;
  findings: CoverageFinding[];
  /** Speech that is not to be written, as somebody has said. */
  stands: CoverageFinding[];
  /** How many findings are left out. */
  more: number;
}

/** What the gate tells of a finding, as it is let stand. */
export interface FaultRequest {
  episode: number;
  chunk: ID;
  turn: ID;
  field: string;
  code: string;
  words: string;
}

export interface CoverageFinding {
  key: string;
  kind:
    | 'gap'
    | 'twice'
    | 'torn'
    | 'shifted'
    | 'foreign'
    | 'missing'
    | 'silence'
    | 'elsewhere'
    | 'unwritten'
    | 'stands'
    | 'unspoken'
    | 'doubled'
    | 'misfit'
    | 'sound'
    | 'untimed'
    | 'unmodelled'
    | 'off'
    | 'lingering'
    | 'midword'
    | 'clock'
    | 'changed';
  severity: 'error' | 'warn' | 'info';
  what: string;
  words: string;
  places: CoveragePlace[];
  /** The first of several is the one that suits best. */
  repairs: CoverageRepair[];
  /** Nothing tells which of the repairs is right. */
  doubtful: boolean;
  /** The stretch of the sound that it is about. */
  heard?: RangeView;
  /** Why somebody let it stand where the gate told of it, and what the gate told. */
  waived?: string;
  faults?: FaultRequest[];
}

export interface CoveragePlace {
  chunk: ID;
  number: string;
  turn: ID;
  start: string;
  /** The word of the turn behind which it is, unless it is the turn. */
  after?: number;
}

export interface CoverageRepair {
  name: string;
  changes: ChangeView[];
  more: number;
}

/** Where a chunk might be cut. */
export interface ProposalsView {
  /** So many minutes a chunk should run. */
  shortest: number;
  longest: number;
  cuts: ProposalView[];
}

export interface ProposalView {
  turn: ID;
  /** How much better the text parts here than it would hold together. */
  depth: number;
  /** Seconds of silence before it. */
  pause: number;
  /** Words that each side uses and the other does not. */
  before: string[];
  after: string[];
}

/** The episode whose transcript some files are, that is cut into chunks already. */
export interface AgainView {
  /** 0 where there is none. */
  episode: number;
  series: string;
  title: string;
  chunks: number;
  /** The library has one of the files: it was cut here, and has changed on the disk. */
  known: boolean;
  /** Nobody has cut it yet: `chunks` counts the transcripts. */
  uncut: boolean;
}

export interface RecutRequest {
  episode: number;
  paths: string[];
  /** Chunks that stay as they are. */
  leave: ID[];
  /** The conflicts in which the transcript is right. */
  theirs: string[];
}

/** What taking a transcript again would make of an episode. */
export interface RecutView {
  episode: number;
  series: string;
  title: string;
  turns: number;
  /** "Speaker 1 is Odette". */
  renamed: string[];
  /** Labels that say that somebody speaks, and of which the chunks do not tell who: "Speaker 3". */
  unknown: string[];
  chunks: RecutChunk[];
  changes: number;
}

export interface RecutChunk {
  chunk: ID;
  number: string;
  title: string;
  /** How its first turn was known again. */
  found: 'exact' | 'near' | 'unsure' | 'none';
  was: string;
  start: string;
  words: string;
  turns: number;
  left: boolean;
  changes: ChangeView[];
  more: number;
  conflicts: RecutConflict[];
}

/** Something that a person changed, and that the transcript has changed to something else. */
export interface RecutConflict {
  key: string;
  /** Before is what stands here, after what the transcript says. */
  change: ChangeView;
  theirs: boolean;
}
