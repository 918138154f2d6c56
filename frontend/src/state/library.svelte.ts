/** What the rail shows: the library's list, fetched whole and kept in step with what the window itself changes. */
import * as backend from '../bridge/backend';
import { checkedOf } from '../model/episode';
import { lengthOf } from '../model/place';
import { length } from '../model/timecode';
import type { ChunkItem, EpisodeItem, LibraryView } from '../model/libraryviews';
import type { ChunkHead, ChunkView, ClockView, EpisodeView } from '../model/views';

export class Library {
  view = $state.raw<LibraryView | null>(null);
  private asked = 0;

  /** Fetches the list; of several calls, the last one's answer stays. */
  async load(): Promise<LibraryView> {
    const mine = ++this.asked;
    const view = await backend.library();
    if (mine === this.asked) this.view = view;
    return view;
  }

  get empty(): boolean {
    return this.view !== null && this.view.chunks === 0;
  }

  episode(id: number): EpisodeItem | null {
    for (const series of this.view?.series ?? []) {
      for (const episode of series.episodes) if (episode.id === id) return episode;
    }
    return null;
  }

  chunk(episode: number, chunk: number): ChunkItem | null {
    return this.episode(episode)?.chunks.find((item) => item.id === chunk) ?? null;
  }

  /** Shows in the rail what the window knows of the episode in it: the list is from when it was fetched. */
  agree(episode: EpisodeView): void {
    let total = 0;
    const now = new Map<number, Partial<ChunkItem>>();
    for (const chunk of episode.chunks) {
      const { lasts, item } = summed(chunk, episode.clock);
      total += lasts;
      now.set(chunk.id, item);
    }
    const all = total > 0 ? length(total) : '';
    this.change(episode.id, (item) => withNews(item, now.get(item.id) ?? {}), { length: all });
  }

  /** Shows in the rail what has changed in an open episode, without asking for the list again. */
  follow(episode: number, heads: ChunkHead[]): void {
    if (heads.length === 0) return;
    const fresh = new Map(heads.map((head) => [head.id, head]));
    this.change(episode, (item) => {
      const head = fresh.get(item.id);
      return head ? withNews(item, told(head)) : item;
    });
  }

  private change(episode: number, change: (item: ChunkItem) => ChunkItem, row: Partial<EpisodeItem> = {}): void {
    const view = this.view;
    const shown = this.episode(episode);
    // Most of what comes in with a key changes nothing here, and then nothing need be drawn.
    if (!view || !shown) return;
    if (withNews(shown, row) === shown && shown.chunks.every((item) => change(item) === item)) return;
    this.view = {
      ...view,
      series: view.series.map((series) =>
        series.episodes.some((each) => each.id === episode)
          ? {
              ...series,
              episodes: series.episodes.map((each) =>
                each.id === episode ? { ...each, ...row, chunks: each.chunks.map(change) } : each,
              ),
            }
          : series,
      ),
    };
  }
}

/** What chunks come to in their rows; one that has not changed is not summed up again for a key in another. */
const sums = new WeakMap<ChunkView, { clock: ClockView; lasts: number; item: Partial<ChunkItem> }>();

function summed(chunk: ChunkView, clock: ClockView): { lasts: number; item: Partial<ChunkItem> } {
  let sum = sums.get(chunk);
  if (sum?.clock !== clock) {
    const lasts = lengthOf(chunk.turns, clock);
    sum = { clock, lasts, item: { ...told(chunk), ...checkedOf(chunk.turns), length: lasts > 0 ? length(lasts) : '' } };
    sums.set(chunk, sum);
  }
  return sum;
}

/** What a chunk's head says to its row. */
function told({ title, number, status, dirty, problems }: ChunkHead): Partial<ChunkItem> {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.filter((problem) => problem.severity === 'warn').length;
  return { title, number, status, dirty, errors, warnings };
}

/** The same object, if nothing in it is new. */
function withNews<T extends object>(item: T, news: Partial<T>): T {
  const same = (Object.keys(news) as (keyof T)[]).every((key) => item[key] === news[key]);
  return same ? item : { ...item, ...news };
}
