/** The topic board: what chunks list, and what a change would do to that. The views mirror backend/service/board.go and fieldchange.go. Pure. */
import type { EditReply, Field, ID, Matter, Status } from './views';

/** The lists that are columns of the board. */
export const listKeys = ['topics', 'tags', 'topic_tags', 'entities'] as const;
export type ListKey = (typeof listKeys)[number];
/** What counts as filled or not. */
export const countedKeys = [...listKeys, 'summary'] as const;

/** What an item of a list is called, one and several of them. */
export const itemNames: Record<ListKey, [string, string]> = {
  topics: ['topic', 'topics'],
  tags: ['tag', 'tags'],
  topic_tags: ['tag', 'tags'],
  entities: ['entity', 'entities'],
};

export interface BoardView {
  rows: BoardRow[];
  series: { name: string; keys: KeyView[]; tags: ApprovedTag[] }[];
  near: NearView[];
}

export interface BoardRow {
  episode: number;
  chunk: ID;
  lists: Record<string, string[]>;
  filled: string[];
  /** Its front matter cannot be read: nobody knows what it lists. */
  unread: boolean;
}

export interface KeyView {
  key: string;
  kind: string;
  chunks: number;
}

export interface ApprovedTag {
  name: string;
  retired: boolean;
  instead: string;
}

export interface NearView {
  topics: boolean;
  uses: { name: string; count: number; why: string }[];
}

export interface FieldEdit {
  kind:
    | 'item.add'
    | 'item.remove'
    | 'item.rename'
    | 'name.rename'
    | 'set'
    | 'add'
    | 'drop'
    | 'order'
    | 'indent'
    | 'title-case';
  field?: string;
  value?: string;
  items?: string[];
  list?: boolean;
  /** Items that stand somewhere already, which are judged no more. */
  was?: string[];
  to?: string;
  indent?: number;
}

export type Reach = 'chunks' | 'episode' | 'series' | 'library';

export interface FieldsRequest {
  name: string;
  scope: Reach;
  episode: number;
  chunks: { episode: number; chunk: ID }[];
  edits: FieldEdit[];
  tag?: { tag: string; to: string; retired: boolean };
  /** An entity of a series whose name changes in its registry with the chunks. */
  entity?: { name: string; to: string };
  series?: string;
}

export interface FieldsFile {
  episode: number;
  chunk: ID;
  title: string;
  path: string;
  state: 'changed' | 'held';
  reason: string;
  added: number;
  removed: number;
}

export interface FieldsPlan {
  files: FieldsFile[];
  same: number;
}

export interface FieldsSteps {
  episodes: { episode: number; step: number }[];
  series: { series: string; step: number }[];
}

export interface FieldsReply {
  edit: EditReply;
  steps: FieldsSteps;
  chunks: number;
  held: number;
  failed: string;
}

/** What in a chunk speaks for its tags: the mirror of ChunkTagsView, as far as the board shows it. */
export interface SuggestedTags {
  suggested: { tag: string; why: string }[];
  topics: { topic: string; why: string }[];
}

/** A chunk on the board. */
export interface BoardChunk extends BoardRow {
  key: string;
  series: string;
  /** The episode's number and title. */
  where: string;
  number: string;
  title: string;
  status: Status;
  length: string;
}

export const chunkKey = (episode: number, chunk: ID): string => `${episode}/${chunk}`;

/** What a chunk lists, by its front matter. */
export function rowOf(episode: number, chunk: ID, matter: Matter): BoardRow {
  const row: BoardRow = { episode, chunk, lists: {}, filled: [], unread: matter.form === 'raw' };
  for (const field of matter.fields) {
    if (!(countedKeys as readonly string[]).includes(field.key)) continue;
    if ((listKeys as readonly string[]).includes(field.key) && field.kind !== 'opaque')
      row.lists[field.key] = [...(row.lists[field.key] ?? []), ...(field.items ?? [])];
    if (holds(field) && !row.filled.includes(field.key)) row.filled.push(field.key);
  }
  return row;
}

const holds = (field: Field): boolean => (field.value ?? '') !== '' || (field.items ?? []).length > 0;

/** A row as edits of its lists will leave it. */
export function afterEdits(row: BoardRow, edits: readonly FieldEdit[]): BoardRow {
  const lists = { ...row.lists };
  for (const { kind, field = '', value = '', to = '', items = [] } of edits) {
    const list = lists[field] ?? [];
    if (kind === 'item.add' && !list.includes(value)) lists[field] = [...list, value];
    else if (kind === 'item.remove' && lists[field]) lists[field] = list.filter((item) => item !== value);
    else if (kind === 'item.rename' && list.includes(value))
      lists[field] = [...new Set(list.map((item) => (item === value ? to : item)))];
    else if (kind === 'set') lists[field] = items;
  }
  const filled = countedKeys.filter((key) =>
    (listKeys as readonly string[]).includes(key) ? (lists[key] ?? []).length > 0 : row.filled.includes(key),
  );
  return { ...row, lists, filled };
}

/** In how many chunks each name is listed, whichever of the lists have it; the one used most first. */
export function usesOf(rows: readonly BoardRow[], keys: readonly ListKey[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { lists } of rows) {
    for (const name of new Set(keys.flatMap((key) => lists[key] ?? []))) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return new Map([...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** Which lists share their words with this one: topics and entities stand alone. */
export const kinOf = (key: ListKey): ListKey[] =>
  key === 'topics' || key === 'entities' ? [key] : ['tags', 'topic_tags'];

export interface Choice {
  name: string;
  count: number;
  approved: boolean;
  /** Nobody uses it, and nobody has approved it. */
  fresh: boolean;
}

const mostChoices = 8;

/** What may be meant by what was typed: approved names first, then those used most; last what was typed itself. */
export function choicesFor(typed: string, uses: ReadonlyMap<string, number>, approved: readonly string[]): Choice[] {
  const asked = typed.trim().toLowerCase();
  const names = new Set([...approved, ...uses.keys()]);
  const rank = (name: string) => (name.toLowerCase().startsWith(asked) ? 0 : 1);
  const found = [...names]
    .filter((name) => name.toLowerCase().includes(asked))
    .map((name) => ({ name, count: uses.get(name) ?? 0, approved: approved.includes(name), fresh: false }))
    .sort(
      (a, b) =>
        Number(b.approved) - Number(a.approved) ||
        rank(a.name) - rank(b.name) ||
        b.count - a.count ||
        (a.name < b.name ? -1 : 1),
    )
    .slice(0, mostChoices);
  if (asked !== '' && !names.has(typed.trim()))
    found.push({ name: typed.trim(), count: 0, approved: false, fresh: true });
  return found;
}

/** What adding an item would do: to how many it comes, and on how many it is. */
export function effectOf(rows: readonly BoardRow[], key: ListKey, item: string): { adds: number; on: number } {
  const on = rows.filter(({ lists }) => lists[key]?.includes(item)).length;
  return { adds: rows.filter(({ unread }) => !unread).length - on, on };
}

/** What is asked for where edits are made of some chunks. */
export const requestFor = (
  rows: readonly BoardChunk[],
  edits: FieldEdit[],
  name: string,
  episode: number,
): FieldsRequest => ({
  name,
  scope: 'chunks',
  episode,
  chunks: rows.map((row) => ({ episode: row.episode, chunk: row.chunk })),
  edits,
});
