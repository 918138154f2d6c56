/** What a search asks and is answered, as the program has it (backend/service/findviews.go). Offsets are UTF-16 units. */
import type { EditReply, ID } from './views';

export interface Query {
  text: string;
  case: boolean;
  whole: boolean;
  expr: boolean;
  /** Each space stands for any run of space. */
  loose: boolean;
}

export type Scope = 'turn' | 'chunk' | 'episode' | 'library';

export interface FindRequest extends Query {
  scope: Scope;
  episode: number;
  chunk: ID;
  turn: ID;
  /** What would take each hit's place; undefined where nobody asks. */
  with?: string;
  after?: number;
  limit?: number;
  /** Asks for the number alone. */
  counting?: boolean;
}

/** What is wrong with an expression, or, as `with` says, with what is to take a hit's place. */
export interface Fault {
  what: string;
  at: number;
  with: boolean;
}

export interface FindView {
  count: number;
  /** Turn, paragraph, from and to of each hit, one after the other; of very many, the first. */
  hits: number[];
  fault: Fault | null;
  /** What may have been meant, where nothing is found. */
  nearest: string;
}

export interface HitPlace {
  turn: ID;
  para: number;
  from: number;
  to: number;
  text: string;
}

export interface HitLine extends HitPlace {
  episode: number;
  chunk: ID;
  /** Orders the turns of a chunk. */
  pos: number;
  start: string;
  speaker: string;
  before: string;
  after: string;
  with: string;
}

export interface LinesView {
  lines: HitLine[];
  /** In an episode of all hits, in a library of this answer's. */
  count: number;
  /** Where to go on; 0 at the end. */
  next: number;
  fault: Fault | null;
  nearest: string;
}

export interface ReplaceRequest extends Query {
  episode: number;
  with: string;
  hits: HitPlace[];
}

export interface ReplaceView {
  done: number;
  /** The hits that do not stand any more, by their places in the request. */
  missed: number[];
  edit: EditReply;
}

export interface Pair {
  wrong: string;
  right: string;
}

export interface Misheard extends HitLine {
  pair: Pair;
  stands: boolean;
}

/** A query's fields as the address of a request has them. */
export function addressOf(path: string, request: FindRequest): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(request) as [string, string | number | boolean | undefined][]) {
    if (value === true) fields.set(name, '1');
    else if (value !== undefined && value !== false && value !== 0) fields.set(name, String(value));
  }
  return `${path}?${fields}`;
}

/** Whether a mishearing could be remembered from what was just replaced: a word or more, by other words. */
export function couldRemember(query: Query, right: string): boolean {
  return (
    !query.expr &&
    /^[\p{L}\p{N}]/u.test(query.text) &&
    query.text.trim().length > 1 &&
    /\S/.test(right) &&
    right !== query.text
  );
}

/** A list in parts, by what each item is of; parts and items in the order in which they came. */
export function parted<T, K>(items: readonly T[], of: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) {
    const key = of(item);
    const part = out.get(key);
    if (part) part.push(item);
    else out.set(key, [item]);
  }
  return out;
}
