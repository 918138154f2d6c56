/**
 * The topic board: what the chunks of an episode, a series or the library list, which of them are chosen, and changes of
 * them.
 */
import { recall, remember } from '../bridge/backend';
import * as bridge from '../bridge/board';
import {
  afterEdits,
  type BoardChunk,
  type BoardRow,
  type BoardView,
  chunkKey,
  type FieldEdit,
  kinOf,
  type ListKey,
  listKeys,
  type NearView,
  requestFor,
  rowOf,
  type SuggestedTags,
  usesOf,
} from '../model/board';
import { sentence } from '../model/failure';
import { count } from '../model/words';
import { BoardChanges } from './boardchanges';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Library } from './library.svelte';
import type { Notices } from './notices.svelte';

export type BoardScope = 'episode' | 'series' | 'library';

/** How long after a change of the open episode alone the rest is looked at again, in milliseconds. */
const settle = 700;
const stands = 'board.stands';
/** For how many chunks without topics or tags suggestions are looked for. */
const mostSuggested = 40;

export class Board {
  open = $state(false);
  view = $state<'list' | 'matrix'>('list');
  scope = $state<BoardScope>('episode');
  /** Only chunks that lack this; '' for all. */
  lacks = $state<ListKey | ''>('');
  /** Only chunks that list this; '' for all. */
  having = $state('');
  /** Only these chunks, and why. */
  only = $state.raw<{ keys: ReadonlySet<string>; why: string } | null>(null);
  selected = $state.raw<ReadonlySet<string>>(new Set());
  /** Which list the bulk bar and the matrix are about, and what is typed into the bar. */
  field = $state<ListKey>('tags');
  typed = $state('');
  /** Suggestions for chunks that lack something, as far as they were looked for. */
  suggested = $state.raw<ReadonlyMap<string, SuggestedTags>>(new Map());
  trouble = $state('');
  /** A change is on its way: the chunks and what it does to them. */
  flying = $state.raw<{ keys: ReadonlySet<string>; edits: FieldEdit[] } | null>(null);

  private data = $state.raw<BoardView | null>(null);
  private standing = $state.raw<ReadonlySet<string>>(new Set());
  /** What the board has changed. */
  readonly changes: BoardChanges;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly episode: Episode,
    private readonly library: Library,
    jobs: Jobs,
    private readonly notices: Notices,
  ) {
    this.changes = new BoardChanges(this, episode, jobs, notices);
  }

  /** What every chunk of the library lists; the open episode as it is in the window. */
  private readonly known: ReadonlyMap<string, BoardRow> = $derived.by(() => {
    const rows = new Map((this.data?.rows ?? []).map((row) => [chunkKey(row.episode, row.chunk), row]));
    const view = this.episode.view;
    for (const { id, matter } of view?.chunks ?? []) rows.set(chunkKey(view!.id, id), rowOf(view!.id, id, matter));
    const { flying } = this;
    for (const key of flying?.keys ?? []) {
      const row = rows.get(key);
      if (row) rows.set(key, afterEdits(row, flying!.edits));
    }
    return rows;
  });

  /** All chunks in the scope, in the order of the library. */
  readonly within: BoardChunk[] = $derived.by(() => {
    const open = this.episode.view;
    const chunks: BoardChunk[] = [];
    for (const series of this.library.view?.series ?? []) {
      if (this.scope !== 'library' && series.name !== open?.series) continue;
      for (const episode of series.episodes) {
        if (this.scope === 'episode' && episode.id !== open?.id) continue;
        const where =
          episode.key !== '' && !episode.title.includes(episode.key)
            ? `${episode.key} ${episode.title}`
            : episode.title;
        for (const { id, number, title, status, length } of episode.chunks) {
          const key = chunkKey(episode.id, id);
          const row = this.known.get(key) ?? { episode: episode.id, chunk: id, lists: {}, filled: [], unread: false };
          chunks.push({ ...row, key, series: series.name, where, number, title, status, length });
        }
      }
    }
    return chunks;
  });

  readonly rows: BoardChunk[] = $derived(
    this.within.filter(
      (row) =>
        (this.lacks === '' || lacksAny(row, [this.lacks])) &&
        (this.having === '' || listKeys.some((key) => row.lists[key]?.includes(this.having))) &&
        (!this.only || this.only.keys.has(row.key)),
    ),
  );

  /** Not all chunks of the scope are meant. */
  get filtered(): boolean {
    return this.lacks !== '' || this.having !== '' || this.only !== null;
  }

  readonly chosen: BoardChunk[] = $derived(this.rows.filter((row) => this.selected.has(row.key)));

  /** The bar for the chosen ones shows. */
  get choosing(): boolean {
    return this.view === 'list' && this.chosen.length > 0;
  }

  /** The lists that are in use; where none is, topics and tags are begun with. */
  readonly columns: ListKey[] = $derived.by(() => {
    const used = listKeys.filter((key) => [...this.known.values()].some(({ lists }) => (lists[key] ?? []).length > 0));
    return used.length > 0 ? used : ['topics', 'tags'];
  });

  /** The fields that count as filled or not: those that somebody fills in. */
  readonly counted: string[] = $derived([
    ...new Set([...this.columns, ...[...this.known.values()].flatMap(({ filled }) => filled)]),
  ]);

  readonly lacking: number = $derived(this.within.filter((row) => lacksAny(row, this.columns)).length);

  /** The tags of the library, and its topics, by use. */
  readonly tags: ReadonlyMap<string, number> = $derived(usesOf([...this.known.values()], ['tags', 'topic_tags']));
  readonly topics: ReadonlyMap<string, number> = $derived(usesOf([...this.known.values()], ['topics']));

  readonly entities: ReadonlyMap<string, number> = $derived(usesOf([...this.known.values()], ['entities']));

  uses(key: ListKey): ReadonlyMap<string, number> {
    return { topics: this.topics, tags: this.tags, topic_tags: this.tags, entities: this.entities }[key];
  }

  /** Those of a list's items that the series approves; only tags are approved. */
  approvedIn(key: ListKey): string[] {
    return kinOf(key).includes('tags') ? this.approved : [];
  }

  /** The approved tags of the open episode's series. */
  readonly approved: string[] = $derived(
    (this.data?.series.find(({ name }) => name === this.episode.view?.series)?.tags ?? [])
      .filter(({ retired }) => !retired)
      .map(({ name }) => name),
  );

  /** All fields in use anywhere. */
  readonly fields: string[] = $derived([
    ...new Set((this.data?.series ?? []).flatMap(({ keys }) => keys.map(({ key }) => key))),
  ]);

  /** Those of the fields that are lists. */
  readonly listFields: ReadonlySet<string> = $derived(
    new Set(
      (this.data?.series ?? []).flatMap(({ keys }) => keys.filter(({ kind }) => kind === 'list').map(({ key }) => key)),
    ),
  );

  readonly near: NearView[] = $derived((this.data?.near ?? []).filter((near) => !this.standing.has(nameOf(near))));

  // Coming and going

  show(): void {
    if (!this.open) {
      this.changes.forget();
      this.only = null;
      this.having = '';
    }
    this.open = true;
    void this.load();
  }

  /** Shows chunks of the library, whatever they lack. */
  showOnly(keys: ReadonlySet<string>, why: string): void {
    this.show();
    this.scope = 'library';
    this.lacks = '';
    this.having = '';
    this.only = { keys, why };
  }

  close(): void {
    this.open = false;
    this.selected = new Set();
    this.typed = '';
  }

  async load(): Promise<void> {
    clearTimeout(this.timer);
    const mine = ++this.asked;
    try {
      const [data, kept] = await Promise.all([bridge.board(), recall(stands).catch(() => '')]);
      if (mine !== this.asked) return;
      this.data = data;
      this.standing = new Set(kept === '' ? [] : (JSON.parse(kept) as string[]));
      this.trouble = '';
      void this.suggest();
    } catch (e) {
      if (mine === this.asked) this.trouble = sentence(e);
    }
  }

  /** Looks again a moment from now: what the open episode alone changed shows already. */
  loadSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open && void this.load(), settle);
  }

  /** Looks for suggestions for chunks that lack something, one after the other. */
  private async suggest(): Promise<void> {
    const mine = this.asked;
    const lacking = this.rows.filter((row) => lacksAny(row, this.columns));
    for (const row of lacking.slice(0, mostSuggested)) {
      if (mine !== this.asked || !this.open) return;
      if (!this.suggested.has(row.key)) await this.suggestFor(row);
    }
  }

  async suggestFor({ key, episode, chunk }: BoardChunk): Promise<void> {
    const found = await bridge.suggestedTags(episode, chunk).catch(() => null);
    if (found) this.suggested = new Map(this.suggested).set(key, found);
  }

  /** What is suggested for a list of a chunk, and not in it yet. */
  suggestions(row: BoardChunk, key: ListKey): { name: string; why: string }[] {
    const found = this.suggested.get(row.key);
    // Which names the words speak of, the inspector shows with its reasons.
    if (key === 'entities') return [];
    const all =
      key === 'topics'
        ? (found?.topics ?? []).map(({ topic, why }) => ({ name: topic, why }))
        : (found?.suggested ?? []).map(({ tag, why }) => ({ name: tag, why }));
    return all.filter(({ name }) => !row.lists[key]?.includes(name));
  }

  // Choosing

  select(keys: Iterable<string>): void {
    this.selected = new Set(keys);
  }

  toggle(key: string, on = !this.selected.has(key)): void {
    const next = new Set(this.selected);
    if (on) next.add(key);
    else next.delete(key);
    this.selected = next;
  }

  // Changing

  /** Changes the lists of some chunks, as one step an episode. */
  edit(all: readonly BoardChunk[], edits: FieldEdit[], name: string): Promise<boolean> {
    const rows = all.filter(({ unread }) => !unread);
    this.flying = { keys: new Set(rows.map(({ key }) => key)), edits };
    const request = requestFor(rows, edits, name, this.episode.view?.id ?? 0);
    return this.changes
      .change(request, false, told(all.filter(({ unread }) => unread)))
      .finally(() => (this.flying = null));
  }

  add(rows: readonly BoardChunk[], key: ListKey, item: string): Promise<boolean> {
    const fresh = rows.filter(({ lists }) => !lists[key]?.includes(item));
    const n = fresh.filter(({ unread }) => !unread).length;
    return this.edit(fresh, [{ kind: 'item.add', field: key, value: item }], `Added ${item} to ${count(n, 'chunk')}`);
  }

  // Near duplicates

  letStand(near: NearView, on = true): void {
    const next = new Set(this.standing);
    if (on) next.add(nameOf(near));
    else next.delete(nameOf(near));
    this.standing = next;
    remember(stands, JSON.stringify([...next])).catch(() => {});
    if (on) {
      const names = near.uses.map(({ name }) => name).join(' and ');
      this.notices.show(`${names} stand`, { label: 'Undo', run: () => this.letStand(near, false) });
    }
  }
}

const lacksAny = (row: BoardRow, keys: readonly ListKey[]): boolean =>
  !row.unread && keys.some((key) => (row.lists[key] ?? []).length === 0);

/** That chunks were left, and why. */
const told = ([first, ...more]: BoardChunk[]): string =>
  first === undefined
    ? ''
    : more.length === 0
      ? `; the front matter of ${first.number} ${first.title} cannot be read`
      : `; the front matter of ${count(more.length + 1, 'chunk')} cannot be read`;

const nameOf = (near: NearView): string =>
  near.uses
    .map(({ name }) => name)
    .sort()
    .join('\n');
