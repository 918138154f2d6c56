/**
 * The topic board: what the chunks of an episode, a series or the library list, which of them are chosen, and changes of
 * them. Every change goes through the line of edits and is one step an episode; as long as the board is open, it can take
 * its own back over all episodes.
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
  type FieldsReply,
  type FieldsRequest,
  type FieldsSteps,
  kinOf,
  type ListKey,
  listKeys,
  type NearView,
  requestFor,
  rowOf,
  type SuggestedTags,
  usesOf,
} from '../model/board';
import { Failure, sentence } from '../model/failure';
import { count } from '../model/words';
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

interface Made {
  request: FieldsRequest;
  steps: FieldsSteps;
}

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
  private made: Made[] = [];
  private undone: Made[] = [];
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly episode: Episode,
    private readonly library: Library,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
  ) {}

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
      this.made = [];
      this.undone = [];
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
    return this.change(request, false, told(all.filter(({ unread }) => unread))).finally(() => (this.flying = null));
  }

  add(rows: readonly BoardChunk[], key: ListKey, item: string): Promise<boolean> {
    const fresh = rows.filter(({ lists }) => !lists[key]?.includes(item));
    const n = fresh.filter(({ unread }) => !unread).length;
    return this.edit(fresh, [{ kind: 'item.add', field: key, value: item }], `Added ${item} to ${count(n, 'chunk')}`);
  }

  /** Does what is asked for, and tells of it with the way back. Says whether anything was done. */
  async change(request: FieldsRequest, again = false, left = ''): Promise<boolean> {
    if (!again) this.undone = [];
    const told = await this.ask(() => bridge.startFields(request), 'Nothing was changed');
    if (!told) return false;
    const held = `${told.held > 0 ? `; ${count(told.held, 'chunk')} could not be changed` : ''}${left}`;
    if (told.chunks === 0 && told.steps.series.length === 0) {
      this.notices.show(held === '' ? 'All of them have it so already' : `Nothing was changed${held}`);
      return false;
    }
    const made = { request, steps: told.steps };
    this.made.push(made);
    const over = told.steps.episodes.length > 1 ? `, in ${count(told.steps.episodes.length, 'episode')}` : '';
    // What was asked of all is told of those to which it was done.
    const name =
      told.held > 0
        ? request.name.replace(count(told.chunks + told.held, 'chunk'), count(told.chunks, 'chunk'))
        : request.name;
    this.notices.show(`${name}${over}${held}`, {
      label: 'Undo',
      ...(this.open ? { command: 'undo' } : {}),
      run: () => void this.undo(made),
    });
    return true;
  }

  /** There is a change of the board's own to take back, or to do again. */
  get undoes(): boolean {
    return this.made.length > 0;
  }

  /** Takes a change back in all episodes with its step in a registry, if it is that step's. Says whether it is. */
  undoFor(series: string, name: string): boolean {
    const last = this.made.at(-1);
    if (last?.request.name !== name || !last.steps.series.some((each) => each.series === series)) return false;
    void this.undo(last);
    return true;
  }

  get redoes(): boolean {
    return this.undone.length > 0;
  }

  /** Takes a change back in all episodes: the last one, unless another is named. */
  async undo(last: Made | undefined = this.made.at(-1)): Promise<void> {
    if (!last) return;
    this.made = this.made.filter((each) => each !== last);
    this.notices.hideToast();
    const undo = () => bridge.startUndoFields(last.steps, this.episode.view?.id ?? 0);
    const told = await this.ask(undo, 'Nothing was undone');
    if (!told) {
      this.made.push(last);
      return;
    }
    this.undone.push(last);
    this.notices.say(`Undone: ${last.request.name}`);
  }

  async redo(): Promise<void> {
    const last = this.undone.at(-1);
    if (last && (await this.change(last.request, true))) this.undone = this.undone.filter((each) => each !== last);
  }

  /** Has a job done in the line of edits; null if it came to nothing. */
  private async ask(start: () => Promise<number>, title: string): Promise<FieldsReply | null> {
    const id = this.episode.view?.id ?? 0;
    let told: FieldsReply | undefined;
    let stopped = false;
    try {
      await this.episode.perform(id, async () => {
        const job = await start();
        const end = await this.jobs.ended(job);
        if (end.state === 'failed') throw new Failure('failed', end.problem);
        stopped = end.state === 'cancelled';
        return (told = await bridge.fieldsResult(job)).edit;
      });
    } catch (e) {
      if (stopped) this.notices.show('Stopped. The chunks are as they were.');
      else this.notices.fail(title, sentence(e));
      return null;
    }
    if (told!.failed !== '') this.notices.fail('Some episodes stay as they are', told!.failed);
    if (stopped) {
      this.notices.show('Stopped. The chunks are as they were.');
      void this.load();
      return null;
    }
    const here = told!.steps.episodes.every(({ episode }) => episode === id) && told!.steps.series.length === 0;
    clearTimeout(this.timer);
    if (!here) await this.load();
    else this.timer = setTimeout(() => this.open && void this.load(), settle);
    return told!;
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
