/**
 * The changes that the window can ask for, as values: the mirror of backend/transcript's ops in JSON. Offsets of
 * "text" and "turn.split" count UTF-16 units; an id of 0 of an inserted turn or an added
 * note asks for a new one.
 */
import type { Field, ID, Matter, NoteView, Status } from './views';

/** A turn's time as written, such as {"Start":"00:00:12:04","End":"00:00:19:20"}. */
export interface SpanCodes {
  Start: string;
  End: string;
}

/** A turn as an op carries it. */
export interface TurnValue {
  id: ID;
  span?: SpanCodes | null;
  speaker?: string | null;
  paragraphs: string[];
  /** Packed: see model/times.ts. */
  times?: string;
  estimated?: number;
  checked?: boolean;
}

/** The words that a note is put to; lost where they are only the nearest ones. */
export interface NotePlace {
  note: ID;
  turn: ID;
  from: number;
  to: number;
  lost?: boolean;
}

export type Op =
  | { kind: 'text'; turn: ID; para: number; from: number; to: number; text?: string }
  | { kind: 'paragraphs'; turn: ID; paragraphs: string[] }
  | { kind: 'speakers'; turns: ID[]; speaker: string | null }
  | { kind: 'span'; turn: ID; span: SpanCodes | null }
  | { kind: 'checked'; turn: ID; checked: boolean }
  | { kind: 'note.add'; note: NoteView }
  | { kind: 'note.set'; note: ID; text: string; resolved: boolean }
  | { kind: 'note.remove'; note: ID }
  | { kind: 'note.place'; places: NotePlace[] }
  /** When words of a turn are said, from one on, packed; with `fits` only if that is between the words beside them. */
  | { kind: 'times.some'; turn: ID; from: number; times: string; fits?: boolean }
  | { kind: 'turn.insert'; after: ID; turn: TurnValue }
  | { kind: 'turn.insert'; chunk: ID; at: number; turn: TurnValue }
  | { kind: 'turn.delete'; turn: ID }
  /** `heard` is where in the sound the two parts meet, in flicks; without it the program works that out. */
  | { kind: 'turn.split'; turn: ID; para: number; at: number; new: ID; heard?: number }
  | { kind: 'turn.join'; turn: ID; glue?: string }
  | { kind: 'field'; chunk: ID; at: number; was: string; field: Field }
  | { kind: 'field.insert'; chunk: ID; at: number; field: Field }
  | { kind: 'field.remove'; chunk: ID; at: number; was: string }
  | { kind: 'field.move'; chunk: ID; from: number; to: number; was: string }
  | { kind: 'matter'; chunk: ID; matter: Partial<Matter> }
  | { kind: 'lead'; chunk: ID; lead: string[] }
  | { kind: 'status'; chunk: ID; status: Status };

/** What somebody typed, out of the ops that it became. */
export function typedIn(ops: Op[]): string {
  return ops
    .map((op) => {
      if (op.kind === 'text') return op.text ?? '';
      if (op.kind === 'paragraphs') return `${op.paragraphs.join('\n')}\n`;
      if (op.kind === 'field' || op.kind === 'field.insert')
        return `${op.field.value ?? op.field.items?.join(', ') ?? ''}\n`;
      if (op.kind === 'note.add') return `${op.note.text}\n`;
      if (op.kind === 'note.set') return `${op.text}\n`;
      return op.kind === 'lead' ? `${op.lead.join('\n')}\n` : '';
    })
    .join('');
}
