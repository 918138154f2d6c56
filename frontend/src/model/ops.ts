/**
 * The changes that the window can ask for, as values: the mirror of backend/transcript's ops in JSON. Offsets of a
 * "text" op count UTF-16 units; an inserted turn's id of 0 asks for a new one.
 */
import type { Field, ID, Matter, Status } from './views';

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
}

export type Op =
  | { kind: 'text'; turn: ID; para: number; from: number; to: number; text?: string }
  | { kind: 'paragraphs'; turn: ID; paragraphs: string[] }
  | { kind: 'speaker'; turn: ID; speaker: string | null }
  | { kind: 'span'; turn: ID; span: SpanCodes | null }
  | { kind: 'turn.insert'; chunk: ID; at: number; turn: TurnValue }
  | { kind: 'turn.delete'; turn: ID }
  | { kind: 'field'; chunk: ID; at: number; was: string; field: Field }
  | { kind: 'field.insert'; chunk: ID; at: number; field: Field }
  | { kind: 'field.remove'; chunk: ID; at: number; was: string }
  | { kind: 'field.move'; chunk: ID; from: number; to: number; was: string }
  | { kind: 'matter'; chunk: ID; matter: Partial<Matter> }
  | { kind: 'lead'; chunk: ID; lead: string[] }
  | { kind: 'status'; chunk: ID; status: Status };
