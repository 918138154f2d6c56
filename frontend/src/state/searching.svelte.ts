/**
 * The place where hits stand in a list: those of the library, or those of an episode that are about to be replaced. It
 * shows them as they come and counts on behind; what is ticked, and only that, is replaced.
 */
import * as bridge from '../bridge/find';
import { sentence } from '../model/failure';
import { type Fault, type FindRequest, type HitLine, parted, type Query, type Scope } from '../model/find';
import { count } from '../model/words';
import type { Episode } from './episode.svelte';
import { nothingAsked } from './finding.svelte';
import type { Glossaries } from './glossaries.svelte';
import type { Notices } from './notices.svelte';

/** How many hits show before more are asked for, and how many can be replaced in one go. */
const firstLines = 500;
export const mostReplaced = 5000;
/** How many turns of the library are looked at in one go. */
const turnsToShow = 500;
const turnsToCount = 5000;

export class Searching {
  open = $state(false);
  query = $state.raw<Query>(nothingAsked);
  with = $state('');
  /** Hits have ticks, and what would take their place shows. */
  replacing = $state(false);
  lines = $state.raw<HitLine[]>([]);
  count = $state(0);
  /** More may come. */
  counting = $state(false);
  /** Hits that are not in the list yet. */
  more = $state(false);
  fault = $state.raw<Fault | null>(null);
  nearest = $state('');
  /** The hits without a tick, by keyOf. */
  unticked = $state.raw<ReadonlySet<string>>(new Set());
  /** Episodes done and to do, while hits are being replaced. */
  progress = $state.raw<{ done: number; of: number } | null>(null);
  /** Which of its fields was asked for last: each time anew, for the page to put the focus there. */
  asked = $state.raw<{ field: 'query' | 'with' }>({ field: 'query' });
  scope = $state<Scope>('library');

  /** What an episode's hits are looked for in. */
  private within: Pick<FindRequest, 'scope' | 'episode' | 'chunk' | 'turn'> = libraryWide;
  private asking: AbortController | null = null;
  private most = firstLines;
  private stopped = false;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
    private readonly glossaries: Glossaries,
  ) {}

  readonly chosen: HitLine[] = $derived(this.lines.filter((line) => !this.unticked.has(keyOf(line))));

  /** Opens the place for the whole library. */
  library(): void {
    const selected = this.open ? '' : (this.episode.transcript?.selected() ?? '');
    if (selected !== '') this.query = { ...nothingAsked, text: selected };
    this.show(libraryWide);
  }

  /** Opens the place for hits to be replaced. */
  preview(request: FindRequest, right: string): void {
    const { text, case: cased, whole, expr, loose, scope, episode, chunk, turn } = request;
    this.query = { text, case: cased, whole, expr, loose };
    this.with = right;
    this.replacing = true;
    this.show({ scope, episode, chunk, turn });
  }

  private show(within: Searching['within']): void {
    this.within = within;
    this.scope = within.scope;
    if (within.scope === 'library' && !this.open) this.replacing = false;
    this.open = true;
    this.asked = { field: 'query' };
    void this.run();
  }

  /** Goes back to the words. */
  close(): void {
    this.asking?.abort();
    this.stopped = true;
    this.open = false;
    this.counting = false;
  }

  set(change: Partial<Query>): void {
    this.query = { ...this.query, loose: false, ...change };
    void this.run();
  }

  /** Asks what is to take the place of the hits. Asked again, it leaves the ticks as they are. */
  askWith(): void {
    this.asked = { field: 'with' };
    if (this.replacing) return;
    this.replacing = true;
    void this.run();
  }

  setWith(text: string): void {
    this.with = text;
    void this.run(true);
  }

  showMore(): void {
    this.most += firstLines;
    void this.run(true);
  }

  tick(line: HitLine, on: boolean): void {
    const next = new Set(this.unticked);
    if (on) next.delete(keyOf(line));
    else next.add(keyOf(line));
    this.unticked = next;
  }

  tickAll(on: boolean): void {
    this.unticked = new Set(on ? [] : this.lines.map(keyOf));
  }

  /** Looks again. With `keep` the ticks stay as they are. */
  async run(keep = false): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    if (!keep) {
      this.unticked = new Set();
      this.most = firstLines;
    }
    this.counting = this.query.text !== '';
    try {
      await this.episode.settled();
      await this.collect(asking.signal);
    } catch (e) {
      if (!asking.signal.aborted) this.notices.show(sentence(e));
    }
    if (!asking.signal.aborted) this.counting = false;
  }

  private async collect(signal: AbortSignal): Promise<void> {
    const wide = this.within.scope === 'library';
    const most = this.replacing ? mostReplaced : this.most;
    const lines: HitLine[] = [];
    let found = 0;
    for (let after = 0, more = true; more;) {
      if (signal.aborted) return;
      const full = lines.length >= most;
      const view = await bridge.findLines(
        {
          ...this.query,
          ...this.within,
          after,
          limit: wide ? (full ? turnsToCount : turnsToShow) : firstLines,
          ...(this.replacing ? { with: this.with } : {}),
          ...(full ? { counting: true } : {}),
        },
        signal,
      );
      if (signal.aborted) return;
      lines.push(...view.lines);
      found = wide ? found + view.count : view.count;
      after = view.next;
      more = after > 0 && (wide || lines.length < most);
      // The first hits show at once; those that come later do not move what is there.
      this.lines = [...lines];
      this.count = found;
      this.fault = view.fault;
      this.nearest = found === 0 ? view.nearest : '';
      this.more = found > lines.length;
    }
  }

  /** Replaces what is ticked, an episode after the other: one step in the history of each. */
  async replace(): Promise<void> {
    const { query, with: right } = this;
    const episodes = parted(this.chosen, (line) => line.episode);
    let done = 0;
    let missed = 0;
    let n = 0;
    let last = 0;
    this.stopped = false;
    for (const [id, lines] of episodes) {
      if (this.stopped) break;
      this.progress = { done: n++, of: episodes.size };
      const hits = lines.map(({ turn, para, from, to, text }) => ({ turn, para, from, to, text }));
      try {
        const { change } = await this.episode.perform(id, async () => {
          const view = await bridge.replace({ ...query, episode: id, with: right, hits });
          done += view.done;
          missed += view.missed.length;
          return view.edit;
        });
        last = change;
      } catch (e) {
        missed += hits.length;
        if (episodes.size === 1) this.notices.show(sentence(e));
      }
    }
    this.progress = null;
    if (done > 0) this.tell(done, missed, [...episodes.keys()], last);
    if (done > 0) this.glossaries.offer(query, right);
    this.leaveAlone();
    if (this.open) await this.run(true);
  }

  /** Keeps without a tick what has none, where it stands once the hits before it are replaced. */
  private leaveAlone(): void {
    const unticked = new Set(this.unticked);
    let paragraph = '';
    let moved = 0;
    for (const line of this.lines) {
      const here = keyOf({ ...line, from: 0 });
      if (here !== paragraph) [paragraph, moved] = [here, 0];
      if (this.unticked.has(keyOf(line))) unticked.add(keyOf({ ...line, from: line.from + moved }));
      else moved += line.with.length - line.text.length;
    }
    this.unticked = unticked;
  }

  /** Stops between two episodes. */
  stop(): void {
    this.stopped = true;
  }

  private tell(done: number, missed: number, episodes: number[], change: number): void {
    const where = episodes.length > 1 ? ` in ${count(episodes.length, 'episode')}, a step in the history of each` : '';
    const left = missed > 0 ? `; ${count(missed, 'place has', 'places have')} changed and was left alone` : '';
    const text = `Replaced ${count(done, 'place')}${where}${left.replace('was', missed === 1 ? 'was' : 'were')}`;
    const here = episodes.length === 1 && episodes[0] === this.episode.view?.id;
    if (here) this.episode.undoable(text, { change });
    else this.notices.show(text);
  }
}

const libraryWide = { scope: 'library', episode: 0, chunk: 0, turn: 0 } as const;

/** What a hit is known by, as long as the words do not change. */
export const keyOf = (line: HitLine): string => `${line.episode} ${line.turn} ${line.para} ${line.from}`;
