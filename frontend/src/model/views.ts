/**
 * What the backend says, word for word: the mirror of backend/service/views.go. It holds shapes and no behaviour; a
 * field that is not in the Go file is not here either.
 *
 * Times are flicks: whole numbers of 1/705,600,000 s of the episode's sound. Lists may come as null from Go; the
 * bridge makes them empty lists before anyone else sees them.
 */

/** A whole number of 1/705,600,000 s. */
export type Flicks = number;

/** Names a chunk or a turn within its episode. */
export type ID = number;

export type Status = 'draft' | 'review' | 'ready' | 'exported';

export interface LibraryView {
  path: string;
  name: string;
  chunks: number;
  series: SeriesView[];
  /** Where the editor was when the library was last open; zeros if nowhere. */
  last: PlaceView;
}

export interface PlaceView {
  episode: number;
  turn: ID;
}

export interface SeriesView {
  name: string;
  episodes: EpisodeItem[];
}

export interface EpisodeItem {
  id: number;
  key: string;
  title: string;
  sound: boolean;
  /** For people, such as "1:11:37"; "" when not known. */
  length: string;
  chunks: ChunkItem[];
}

export interface ChunkItem {
  id: ID;
  number: string;
  title: string;
  status: Status;
  length: string;
  words: number;
  turns: number;
  /** How many of its turns somebody has checked. */
  checked: number;
  errors: number;
  warnings: number;
  dirty: boolean;
  file: string;
}

export interface EpisodeView {
  id: number;
  series: string;
  key: string;
  title: string;
  clock: ClockView;
  /** Path of the audio file; "" when there is none. */
  sound: string;
  speakers: SpeakerView[];
  chunks: ChunkView[];
  notes: NoteView[];
  history: HistoryView;
  /** The first and the last of the numbers that may be given to new turns. */
  numbers: [ID, ID];
}

export interface ClockView {
  /** Such as "29.97 drop"; "" when nobody has told, and then 30 stands in num and den. */
  rate: string;
  num: number;
  den: number;
  drop: boolean;
  /** Where in the sound the label 00:00:00:00 lies. */
  offset: Flicks;
}

export interface SpeakerView {
  label: string;
  /** Kept through the series. */
  number: number;
  /** The full name; "" where nobody has told. */
  name: string;
}

/** A label that has a number in the series, and how often it stands there. */
export interface SeriesSpeaker extends SpeakerView {
  turns: number;
  episodes: number;
}

export interface RenameRequest {
  episode: number;
  /** Narrows it to one chunk; 0 means the whole episode. */
  chunk: ID;
  /** Widens it to the series. */
  series: boolean;
  from: string;
  to: string;
}

export interface RenameReply {
  edit: EditReply;
  episodes: { episode: number; turns: number }[];
  /** What went wrong in other episodes; "" if nothing. */
  failed: string;
}

/** A turn of a word or two that may be its neighbour's. */
export interface SuggestionView {
  code: string;
  turn: ID;
  chunk: ID;
  words: string;
  from: string;
  to: string;
  /** It begins the sentence of the turn after it; else it ends that of the turn before. */
  begins: boolean;
  /** Somebody let it stand. */
  stands: boolean;
}

export interface ChunkHead {
  id: ID;
  number: string;
  title: string;
  status: Status;
  file: string;
  dirty: boolean;
  matter: Matter;
  lead: string[];
  problems: ProblemView[];
  /** The keys of the fields that differ from the file, and "lead". */
  touched: string[];
}

/** What stands in an episode whatever a dictionary says. */
export interface WordsView {
  /** Texts of which every word is known. */
  names: string[];
  titles: string[];
  /** Words that people let stand. */
  series: string[];
  episode: string[];
}

export interface ChunkView extends ChunkHead {
  turns: TurnView[];
}

export type MatterForm = 'none' | 'fields' | 'raw';

export interface Matter {
  form: MatterForm;
  fields: Field[];
  /** The text between the fences where it cannot be read, or was got by a repair. */
  raw: string;
}

export type FieldKind = 'scalar' | 'list' | 'opaque';

export interface Field {
  key: string;
  kind: FieldKind;
  value?: string;
  items?: string[];
}

export interface TurnView {
  id: ID;
  /** The timecodes as written; "" when the turn has none. */
  start: string;
  end: string;
  /** Where they lie in the sound; null without a time, or with an impossible one. */
  from: Flicks | null;
  to: Flicks | null;
  speaker: string | null;
  paragraphs: string[];
  /** The turn differs from the file. */
  changed: boolean;
  /** Which ends of the time nobody has heard: 1 the start, 2 the end. */
  estimated: number;
  /** When the words are said, packed: see model/times.ts. "" where no word has a time. */
  times: string;
  /** Somebody compared the words with the sound. */
  checked: boolean;
}

/** A comment or a bookmark at words of a turn. */
export interface NoteView {
  id: ID;
  kind: 'comment' | 'bookmark';
  /** 0 where there is no turn left to stand at. */
  turn: ID;
  /** Its words, from the turn's first: up to `to`. */
  from: number;
  to: number;
  /** The words it was put to are gone: it stands at the nearest ones. */
  lost: boolean;
  text: string;
  resolved: boolean;
}

/** Wrong, most likely meant otherwise, or odd but read rightly and kept. */
export type Severity = 'error' | 'warn' | 'info';

export interface ProblemView {
  file: string;
  line: number;
  column: number;
  severity: Severity;
  code: string;
  what: string;
  turn: ID;
  field: string;
}

/** Names what undo and redo would do; "" when there is nothing. */
export interface HistoryView {
  undo: string;
  redo: string;
}

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
}

export interface EditReply {
  step: number;
  /** Milliseconds since 1970, UTC. */
  savedAt: number;
  /** What was undone or redone. */
  name: string;
  patch: PatchView;
}

/** What a change made new, for a window that shows the episode as it was before. */
export interface PatchView {
  episode: number;
  clock?: ClockView;
  sound?: string;
  heads: ChunkHead[];
  orders: OrderView[];
  turns: TurnView[];
  removed: ID[];
  /** Those that came, moved or changed, and those that went. */
  notes: NoteView[];
  notesGone: ID[];
  speakers: SpeakerView[];
  history: HistoryView;
}

export interface OrderView {
  chunk: ID;
  turns: ID[];
}

export interface PlayerView {
  episode: number;
  loaded: boolean;
  path: string;
  /** What was asked for. */
  playing: boolean;
  /** `heard` goes on from `at` by a second a second. */
  moving: boolean;
  /** What the device plays at the moment `at`. */
  heard: Flicks;
  /** Milliseconds since 1970, with fractions. */
  at: number;
  length: Flicks;
  /** The stretch that is played by itself; null if the sound just goes on. */
  range: RangeView | null;
  device: 'device' | 'null' | 'lost';
  /** What is wrong with the sound file, and what to do; "" when all is well. */
  problem: string;
  /** The same of the device. */
  deviceProblem: string;
  /** 0 to 1. */
  volume: number;
}

/** A stretch of the sound, played once or, if `again`, until it is let go. */
export interface RangeView {
  from: Flicks;
  to: Flicks;
  again: boolean;
}

/** A command in a Mac's menu bar; one without an id is a line between two groups. */
export interface MenuItem {
  menu: string;
  id: string;
  label: string;
  keys: string;
  on: boolean;
}

export interface JobView {
  id: number;
  kind: 'import' | 'export';
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
  same: number;
  conflicts: ConflictView[];
  refused: ProblemView[];
  skipped: number;
  /** Texts that were looked into and are no transcript; they count as skipped. */
  passed: ProblemView[];
  episodes: number[];
}

export interface ConflictView {
  episode: number;
  chunk: ID;
  file: string;
}

export interface PlanView {
  id: number;
  /** "" means back to where the files came from. */
  to: string;
  files: PlanFile[];
}

export type PlanState = 'same' | 'changed' | 'new' | 'conflict' | 'held';

export interface PlanFile {
  episode: number;
  chunk: ID;
  title: string;
  path: string;
  state: PlanState;
  /** Why the file is held or in conflict, and what to do. */
  reason: string;
  /** The chunk could be made what stands there, instead of being written over it. */
  theirs: boolean;
  added: number;
  removed: number;
  /** Bytes. */
  before: number;
  after: number;
}

export interface ExportView {
  written: number;
  same: number;
  files: ExportedFile[];
}

export interface ExportedFile {
  path: string;
  state: 'written' | 'same' | 'conflict' | 'held' | 'failed';
  reason: string;
}

export interface DiffView {
  path: string;
  lines: DiffLine[];
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
}

export interface RepairView {
  what: string;
  line: number;
  diff: DiffView;
}

export interface AnchorRequest {
  code: string;
  audio: Flicks;
}

/** A frame rate, and what it makes of an episode. */
export interface RateView {
  name: string;
  /** How many turns would have no place in the sound. */
  misfits: number;
  /** The first one's timecode that does not exist at this rate, and the turn. */
  first: string;
  turn: ID;
}

export interface FitView {
  rate: string;
  offset: Flicks;
  /** How far each of the two places then lies from where it was heard. */
  leftOver: [Flicks, Flicks];
  /** What cannot be told from these two places. */
  note: string;
}
