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
  /** A search of the sound has not come to its end: of the words that it has not found nothing is known so far. */
  searching?: boolean;
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
  /** A stretch of the sound before the label `at` that labels do not count; below zero, what it lacks from there on. */
  gap?: { at: Flicks; length: Flicks };
}

export interface SpeakerView {
  label: string;
  /** Kept through the series. */
  number: number;
  /** The full name; "" where nobody has told. */
  name: string;
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
  /** Where the header says that the chunk ends, as a timecode; "" when it does not. */
  until: string;
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

/**
 * A comment or a bookmark at words of a turn, or a mark of a name: one that it is listed for, or one beside the list.
 */
export interface NoteView {
  id: ID;
  kind: 'comment' | 'bookmark' | 'entity' | 'mention';
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
  /** What a check finds fault with, why it looks, and why it stands all the same: its severity is "info" then. */
  words?: string;
  why?: string;
  waived?: string;
  /** What would mend it. */
  repairs?: Offer[];
}

/** A repair as it is shown before it is made. */
export interface Offer {
  name: string;
  before: string;
  after: string;
}

/** Names what undo and redo would do; "" when there is nothing. */
export interface HistoryView {
  undo: string;
  redo: string;
}

export interface EditReply {
  step: number;
  /** Milliseconds since 1970, UTC. */
  savedAt: number;
  /** What was undone or redone. */
  name: string;
  patch: PatchView;
  /** So many chunks have another number than their slugs, where the change made or moved chunks. */
  slugs: number;
  /** What a chunk said that was joined with another, which says it otherwise: title “Rain”. */
  gone: string[];
  /** What else came of it that is to be known, '' where nothing did. */
  told: string;
}

/** What a change made new, for a window that shows the episode as it was before. */
export interface PatchView {
  episode: number;
  clock?: ClockView;
  sound?: string;
  /** All chunks in their order, where some came, went or changed places: `heads` and `orders` then have all of them. */
  chunks?: ID[];
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

/** A command in a Mac's menu bar; one without an id is a line between two groups. */
export interface MenuItem {
  menu: string;
  id: string;
  label: string;
  keys: string;
  on: boolean;
}
