/** What importing and exporting tell of files: the mirror of backend/service/fileviews.go. */
import type { EditReply, ID, ProblemView } from './views';

export interface JobView {
  id: number;
  kind:
    | 'import'
    | 'export'
    | 'clip'
    | 'conversion'
    | 'waveform'
    | 'preview'
    | 'alignment'
    | 'alignments'
    | 'retiming'
    | 'change';
  state: 'running' | 'done' | 'cancelled' | 'failed';
  /** For people: "Reading ep06-03.md". */
  what: string;
  done: number;
  total: number;
  problem: string;
}

export interface ImportView {
  added: number;
  updated: number;
  /** Changed here and on disk, at different places. */
  merged: number;
  same: number;
  conflicts: ConflictView[];
  /** Files that another program gave another name; those changed as well count as updated, merged or in conflict, too. */
  renamed: RenamedFile[];
  /** Files that are not in the folders any more. */
  gone: ProblemView[];
  /** Files that hold what others did whose folders cannot be reached: copies, or moved. They were not taken in. */
  away: ProblemView[];
  /** Files that have turns no more which stand in no other. */
  lost: ProblemView[];
  refused: ProblemView[];
  skipped: number;
  /** Texts that were looked into and are no transcript; they count as skipped. */
  passed: ProblemView[];
  /** Transcripts that came to an episode that has another one of the same recording. */
  twice: ProblemView[];
  episodes: number[];
}

export interface RenamedFile {
  file: string;
  from: string;
  changed: boolean;
}

/** What a file would become, before it is taken in: the mirror of IncomingView in backend/service/foreign.go. */
export interface IncomingView {
  file: string;
  /** "" where it cannot be taken in. */
  format: string;
  turns: number;
  words: number;
  /** Words with a time of their own, and those with one put between others or over a cue. */
  timed: number;
  between: number;
  speakers: string[];
  start: string;
  end: string;
  language: string;
  remarks: RemarkView[];
  /** Where an export would write it. */
  export: string;
  problem: ProblemView | null;
  /** Which series and episode it becomes, and the turns that it begins with. */
  series: string;
  episode: string;
  opening: OpeningView[];
}

export interface OpeningView {
  /** "" where it has no time. */
  start: string;
  speaker: string;
  words: string;
}

/** Which series and episode somebody says that a file is of. */
export interface Called {
  file: string;
  series: string;
  episode: string;
}

/** What became of taking times of words from a recogniser's file. */
export interface TakenTimes {
  reply: EditReply;
  words: number;
  heard: number;
  /** To how many of those that were heard the file gives a time. */
  told: number;
  /** How many milliseconds later in the sound the words are than the turns say. */
  shift: number;
}

export interface RemarkView {
  kind: 'guessed' | 'lost' | 'odd';
  what: string;
  lines: number[];
  /** How many lines there are besides. */
  more: number;
}

export interface ConflictView {
  episode: number;
  chunk: ID;
  file: string;
  /** How many places are to be settled. */
  places: number;
}

export interface PlanView {
  id: number;
  /** "" means back to where the files came from. */
  to: string;
  files: PlanFile[];
  /** The chunks of the episode asked for that no other format gets, and why. */
  leave: LeaveOut[];
  /** The files of what was let stand that will be brought in line with names that others gave to files. */
  waivers: string[];
}

export interface LeaveOut {
  chunk: ID;
  why: string;
}

/** What is to be exported: see ExportRequest in backend/service/fileviews.go. */
export interface ExportRequest {
  episode: number;
  chunks: ID[];
  /** All episodes of the episode's series, or of the library. */
  series: boolean;
  library: boolean;
  to: string;
  /** The chunk files; formats are the IDs of others. */
  files: boolean;
  formats: string[];
  withErrors: boolean;
}

/** Something to know of a file in another format. */
export interface FormatRemark {
  kind: 'lost' | 'guessed' | 'odd';
  what: string;
}

/** A format that an episode can be written in: the mirror of backend/service/formatviews.go. */
export interface FormatView {
  id: string;
  name: string;
  file: string;
  /** All episodes of a series are in one file. */
  keeps: boolean;
  binary: boolean;
  bytes: number;
  count: number;
  of: string;
  remarks: FormatRemark[];
  /** Why it cannot be written; "" if it can. */
  reason: string;
}

export type PlanState = 'same' | 'changed' | 'new' | 'conflict' | 'held';

export interface PlanFile {
  /** The ID of another format; "" of a chunk file. */
  format: string;
  /** Its place in the order of writing. */
  order: number;
  episode: number;
  chunk: ID;
  /** The chunk's, as its file writes it; "" if it has none. */
  number: string;
  title: string;
  path: string;
  /** The file that the chunk stands in now and that goes; "" if it keeps its name. */
  from: string;
  /** The file is removed: its chunk was joined with another. */
  gone: boolean;
  state: PlanState;
  /** Why the file is held or in conflict, and what to do. */
  reason: string;
  /** Where the reason lies; 0 if in no turn. */
  turn: ID;
  /** Nothing stands there. */
  absent: boolean;
  /** It is held until what both sides changed is settled. */
  unsettled: boolean;
  /** How many errors hold the chunk back, and the first of them. */
  checks: number;
  problem: ProblemView | null;
  /** The chunk could be made what stands there, instead of being written over it. */
  theirs: boolean;
  added: number;
  removed: number;
  /** Bytes. */
  before: number;
  after: number;
  /** Of another format: how many of what are in it, and the numbers of the chunks that are not. */
  count: number;
  of: string;
  without: string[];
  remarks: FormatRemark[];
}

export interface ExportView {
  written: number;
  same: number;
  files: ExportedFile[];
  /** What to tell git; "" if nothing was written. */
  message: string;
  /** The files that keep what was let stand, where they changed and nothing told of it before. */
  stands: string[];
}

export interface ExportedFile {
  path: string;
  /** As in the plan where it was stopped before. */
  state: PlanFile['state'] | 'written' | 'failed';
  reason: string;
}

export interface DiffView {
  path: string;
  lines: DiffLine[];
  /** How many lines of a long new file are left out. */
  more?: number;
}

export interface DiffLine {
  kind: 'same' | 'fold' | 'del' | 'add';
  /** Line numbers from 1; 0 where the line is not in that version. Of a fold, its first line. */
  old: number;
  new: number;
  /** How many lines a fold holds. */
  count?: number;
  text?: string;
  /** The stretches of text that differ, as pairs of UTF-16 offsets. */
  touched?: [number, number][];
  /** Whether a known fault of the line was let stand. */
  stands?: boolean;
}

export interface RepairView {
  what: string;
  line: number;
  diff: DiffView;
}
