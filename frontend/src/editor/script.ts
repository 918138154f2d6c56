/**
 * The episode as the editor knows it beside its text: chunks, the order of their turns, who speaks and when. The words
 * are not here: they stand in the editor's document, and Lines says whose they are.
 *
 * A Script changes in place, since nothing here is ever taken back by the editor; a turn's row is replaced whole, so
 * that two rows are the same exactly when nothing about the turn changed.
 */
import { Facet, type EditorState, StateEffect } from '@codemirror/state';
import { type Badge, badges } from '../model/speakers';
import type {
  ChunkHead,
  ClockView,
  EpisodeView,
  Flicks,
  ID,
  NoteView,
  OrderView,
  PatchView,
  SpeakerView,
  TurnView,
} from '../model/views';

export interface TurnRow {
  readonly id: ID;
  readonly chunk: ID;
  readonly start: string;
  readonly end: string;
  readonly from: Flicks | null;
  readonly to: Flicks | null;
  readonly speaker: string | null;
  readonly changed: boolean;
  /** Which ends of the time nobody has heard: 1 the start, 2 the end. */
  readonly estimated: number;
  /** When the words are said, packed. */
  readonly times: string;
  /** Somebody compared the words with the sound. */
  readonly checked: boolean;
  /** The turn was made here a moment ago, and the program has not told its time yet. */
  readonly fresh?: boolean;
}

/** What is known of a turn that was made a moment ago. */
const unheard = {
  start: '',
  end: '',
  from: null,
  to: null,
  estimated: 0,
  times: '',
  checked: false,
  changed: true,
  fresh: true,
} as const;

export interface ChunkRow {
  head: ChunkHead;
  turns: readonly ID[];
}

/** A turn whose time is known; `to` is where it or, without an end of its own, the next begins. */
export interface Timed {
  readonly id: ID;
  readonly from: Flicks;
  readonly to: Flicks;
}

/** What a patch made new. */
export interface Merged {
  /** Turns came, went or moved. */
  reordered: boolean;
  /** Something that the margin shows. */
  marks: boolean;
  /** Something that stands between chunks. */
  boundaries: boolean;
  /** Comments or bookmarks. */
  notes: boolean;
}

export class Script {
  readonly id: number;
  title: string;
  clock: ClockView;
  chunks: ChunkRow[];
  /** Counts how often the times of turns changed. */
  times = 0;
  private rows = new Map<ID, TurnRow>();
  private notes: ReadonlyMap<ID, readonly NoteView[]>;
  private known: ReadonlyMap<string, Badge> = new Map();
  private byTime: Timed[] | null = null;
  private next: ID;
  private readonly lastNumber: ID;

  constructor(episode: EpisodeView) {
    this.id = episode.id;
    this.title = episode.title;
    this.clock = episode.clock;
    [this.next, this.lastNumber] = episode.numbers;
    this.chunks = episode.chunks.map(({ turns, ...head }) => {
      for (const t of turns) this.rows.set(t.id, row(t, head.id));
      return { head, turns: turns.map((t) => t.id) };
    });
    this.number(episode.speakers);
    this.notes = byTurn(episode.notes);
  }

  turn(id: ID): TurnRow | undefined {
    return this.rows.get(id);
  }

  /** Makes the row of a turn that parts off another, and returns its number; null when there are no more. */
  partOff(turn: ID, speaker = this.rows.get(turn)?.speaker ?? null): ID | null {
    const row = this.rows.get(turn);
    if (!row || this.next > this.lastNumber) return null;
    const id = this.next++;
    this.rows.set(id, { ...row, ...unheard, checked: row.checked, id, speaker });
    return id;
  }

  /** Makes the row of a turn that is the first of a chunk, and returns its number; null when there are no more. */
  beginIn(chunk: ID, speaker: string | null): ID | null {
    if (!this.chunk(chunk) || this.next > this.lastNumber) return null;
    const id = this.next++;
    this.rows.set(id, { ...unheard, id, chunk, speaker });
    return id;
  }

  /** The comments and bookmarks on a turn. */
  notesOn(turn: ID): readonly NoteView[] {
    return this.notes.get(turn) ?? none;
  }

  note(id: ID): NoteView | undefined {
    for (const notes of this.notes.values()) for (const note of notes) if (note.id === id) return note;
    return undefined;
  }

  /** Puts a turn under a speaker before the program has answered; says whether that is new. */
  give(turn: ID, speaker: string): boolean {
    const row = this.rows.get(turn);
    return row !== undefined && row.speaker !== speaker && this.put({ ...row, speaker, changed: true });
  }

  /** Whether two turns stand in one chunk. */
  together(a: ID, b: ID): boolean {
    return this.rows.get(a)?.chunk === this.rows.get(b)?.chunk;
  }

  /** Puts a turn that was made a moment ago into the chunk that it comes into by now. */
  home(turn: ID, chunk: ID | undefined): void {
    const row = this.rows.get(turn);
    if (row?.fresh && chunk !== undefined && row.chunk !== chunk) this.rows.set(turn, { ...row, chunk });
  }

  chunk(id: ID): ChunkRow | undefined {
    return this.chunks.find((c) => c.head.id === id);
  }

  /** How a speaker is marked; undefined for a label that nobody has told of. */
  badge(label: string): Badge | undefined {
    return this.known.get(label);
  }

  /** The label that bears a number, if one does. */
  numbered(n: number): string | undefined {
    for (const [label, badge] of this.known) if (badge.number === n) return label;
    return undefined;
  }

  /** All turns in the order of the episode. */
  order(): ID[] {
    return this.chunks.flatMap((c) => c.turns);
  }

  /** The turns whose time is known, by their start. */
  timed(): readonly Timed[] {
    this.byTime ??= timedTurns(this.rows.values());
    return this.byTime;
  }

  /** Where a timed turn ends: its own end, or where the next begins. */
  endOf(id: ID): Flicks | null {
    const row = this.rows.get(id);
    if (!row || row.from === null || row.to !== null) return row?.to ?? null;
    return this.timed().find((t) => t.id === id)?.to ?? null;
  }

  /** Takes in what a patch says, apart from words. */
  merge(p: PatchView): Merged {
    const { times } = this;
    if (p.clock) this.clock = p.clock;
    if (p.chunks) this.sequence(p.chunks, p.heads);
    let heads = false;
    for (const head of p.heads) {
      const c = this.chunk(head.id);
      heads ||= c !== undefined && !sameTitle(c.head, head);
      if (c) c.head = head;
    }
    const { reordered: moved, homes } = this.reorder(p.orders);
    const reordered = moved || p.chunks !== undefined;
    let marks = p.clock !== undefined;
    for (const t of p.turns) {
      const home = homes.get(t.id) ?? this.rows.get(t.id)?.chunk;
      if (home !== undefined && this.put(row(t, home))) marks = true;
    }
    for (const [id, home] of homes) {
      const old = this.rows.get(id);
      if (old && old.chunk !== home && this.put({ ...old, chunk: home })) marks = true;
    }
    for (const id of p.removed) if (this.rows.delete(id)) this.retime();
    if (this.number(p.speakers)) marks = true;
    const notes = this.remark(p);
    return { reordered, marks, boundaries: reordered || heads || times !== this.times, notes };
  }

  private remark({ notes, notesGone }: PatchView): boolean {
    if (notes.length === 0 && notesGone.length === 0) return false;
    const gone = new Set([...notesGone, ...notes.map((n) => n.id)]);
    const stay = [...this.notes.values()].flat().filter((n) => !gone.has(n.id));
    this.notes = byTurn([...stay, ...notes]);
    return true;
  }

  /** Has the chunks that there are now; one that came has no turns yet. */
  private sequence(now: readonly ID[], heads: readonly ChunkHead[]): void {
    this.chunks = now.flatMap((id) => {
      const head = heads.find((each) => each.id === id);
      return this.chunk(id) ?? (head ? { head, turns: [] } : []);
    });
  }

  private reorder(orders: OrderView[]): { reordered: boolean; homes: Map<ID, ID> } {
    let reordered = false;
    const homes = new Map<ID, ID>();
    for (const { chunk, turns } of orders) {
      const c = this.chunk(chunk);
      if (!c) continue;
      if (c.turns.length !== turns.length || c.turns.some((id, i) => id !== turns[i])) {
        c.turns = [...turns];
        reordered = true;
      }
      for (const id of turns) homes.set(id, chunk);
    }
    return { reordered, homes };
  }

  private put(next: TurnRow): boolean {
    const old = this.rows.get(next.id);
    if (old && sameRow(old, next)) return false;
    if (old?.from !== next.from || old?.to !== next.to) this.retime();
    this.rows.set(next.id, next);
    // When each word of a timed turn is said stands nowhere beside it: with each letter it is told anew.
    return !old || next.from === null || next.start === '' || !sameRow({ ...old, times: next.times }, next);
  }

  private retime(): void {
    this.byTime = null;
    this.times++;
  }

  private number(speakers: SpeakerView[]): boolean {
    // Where all turns are gone, what is written then may be said by who spoke before.
    if (speakers.length === 0) return false;
    const same = speakers.every((s) => this.known.get(s.label)?.number === s.number);
    if (same && speakers.length === this.known.size) return false;
    this.known = badges(speakers);
    return true;
  }
}

function row(t: TurnView, chunk: ID): TurnRow {
  const { id, start, end, from, to, speaker, changed, estimated, times, checked } = t;
  return { id, chunk, start, end, from, to, speaker, changed, estimated, times, checked };
}

const none: readonly NoteView[] = [];

function byTurn(notes: readonly NoteView[]): Map<ID, NoteView[]> {
  const map = new Map<ID, NoteView[]>();
  for (const note of notes) map.set(note.turn, [...(map.get(note.turn) ?? []), note]);
  return map;
}

/** Whether a chunk says the same where it begins; what is wrong with it does not stand there. */
const sameTitle = (a: ChunkHead, b: ChunkHead): boolean =>
  a.number === b.number && a.title === b.title && a.status === b.status && a.lead.join('\n') === b.lead.join('\n');

function sameRow(a: TurnRow, b: TurnRow): boolean {
  return (
    a.chunk === b.chunk &&
    a.start === b.start &&
    a.end === b.end &&
    a.from === b.from &&
    a.to === b.to &&
    a.speaker === b.speaker &&
    a.changed === b.changed &&
    a.estimated === b.estimated &&
    a.times === b.times &&
    a.checked === b.checked &&
    a.fresh === b.fresh
  );
}

function timedTurns(rows: Iterable<TurnRow>): Timed[] {
  const out: { id: ID; from: Flicks; to: Flicks }[] = [];
  for (const r of rows) if (r.from !== null) out.push({ id: r.id, from: r.from, to: r.to ?? NaN });
  out.sort((a, b) => a.from - b.from);
  for (let i = 0; i < out.length; i++) {
    const t = out[i]!;
    if (Number.isNaN(t.to)) t.to = out[i + 1]?.from ?? Infinity;
  }
  return out;
}

/** The script of an editor's state; every state of the editor has one. */
export const scriptFacet = Facet.define<Script, Script | undefined>({ combine: (values) => values[0] });

export function scriptOf(state: EditorState): Script {
  const script = state.facet(scriptFacet);
  if (!script) throw new Error('this editor state has no script');
  return script;
}

/** Says that the script changed beside the text. */
export const scriptChanged = StateEffect.define<Merged>();
