/**
 * What speaks for the tags of a chunk, and which others fit. It is asked for while somebody looks at the chunk's
 * metadata, and again when the hands rest; it lists nothing itself.
 */
import * as backend from '../bridge/tagging';
import { sentence } from '../model/failure';
import type { ChunkTagsView } from '../model/tagviews';
import type { ChunkView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 500;

export class Tagging {
  /** Of the chunk that was asked for last; null until the answer has come. */
  view = $state.raw<ChunkTagsView | null>(null);
  private chunk: ChunkView | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Somebody looks at a chunk as it is now; at none any more. */
  follow(chunk: ChunkView | null): void {
    clearTimeout(this.timer);
    const other = chunk?.id !== this.chunk?.id;
    this.chunk = chunk;
    if (other) this.view = null;
    if (chunk) this.timer = setTimeout(() => void this.look(), other ? 0 : rest);
  }

  /** What the series shares has changed. */
  again(): void {
    clearTimeout(this.timer);
    void this.look();
  }

  private async look(): Promise<void> {
    const { chunk, episode } = this;
    const mine = ++this.asked;
    if (!chunk || !episode.view || (await episode.settled(true))) return;
    // The chunk may have gone by an undo meanwhile.
    if (!episode.view?.chunks.some(({ id }) => id === chunk.id)) return;
    const view = await backend.chunkTags(episode.view.id, chunk.id).catch(() => null);
    if (view && mine === this.asked && this.chunk?.id === chunk.id) this.view = view;
  }

  /** Puts a tag into the list of the series. */
  async approve(tag: string): Promise<void> {
    const series = this.episode.view?.series;
    if (series === undefined) return;
    try {
      await backend.approveTag(series, tag);
      this.notices.show(`Approved ${tag}`);
    } catch (e) {
      this.notices.fail('The tag was not approved', sentence(e));
    }
  }
}
