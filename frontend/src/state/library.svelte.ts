/** What the rail shows: the library's list, fetched whole and kept in step with what the window itself changes. */
import * as backend from '../bridge/backend';
import { checkedOf } from '../model/episode';
import type { ChunkItem, EpisodeItem, LibraryView } from '../model/libraryviews';
import type { ChunkHead, ChunkView } from '../model/views';

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

  /** Shows in the rail how many turns of an open episode's chunks are checked. */
  count(episode: number, chunks: readonly ChunkView[]): void {
    const counts = new Map(chunks.map((chunk) => [chunk.id, checkedOf(chunk.turns)]));
    const differs = (item: ChunkItem) => {
      const now = counts.get(item.id);
      return now !== undefined && (now.turns !== item.turns || now.checked !== item.checked);
    };
    if (!this.episode(episode)?.chunks.some(differs)) return;
    this.change(episode, (item) => ({ ...item, ...counts.get(item.id) }));
  }

  /** Shows in the rail what has changed in an open episode, without asking for the list again. */
  follow(episode: number, heads: ChunkHead[]): void {
    if (heads.length === 0) return;
    const fresh = new Map(heads.map((head) => [head.id, head]));
    this.change(episode, (item) => {
      const head = fresh.get(item.id);
      if (!head) return item;
      const { title, number, status, dirty, problems } = head;
      const errors = problems.filter((problem) => problem.severity === 'error').length;
      const warnings = problems.filter((problem) => problem.severity === 'warn').length;
      const same =
        item.title === title &&
        item.number === number &&
        item.status === status &&
        item.dirty === dirty &&
        item.errors === errors &&
        item.warnings === warnings;
      return same ? item : { ...item, title, number, status, dirty, errors, warnings };
    });
  }

  private change(episode: number, change: (item: ChunkItem) => ChunkItem): void {
    const view = this.view;
    const items = this.episode(episode)?.chunks;
    // Most of what comes in with a key changes nothing here, and then nothing need be drawn.
    if (!view || !items || items.every((item) => change(item) === item)) return;
    this.view = {
      ...view,
      series: view.series.map((series) =>
        series.episodes.some((each) => each.id === episode)
          ? {
              ...series,
              episodes: series.episodes.map((each) =>
                each.id === episode ? { ...each, chunks: each.chunks.map(change) } : each,
              ),
            }
          : series,
      ),
    };
  }
}
