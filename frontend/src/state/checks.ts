/**
 * Has the problems of chunks told again when the hands rest: the replies to edits of words do not tell them. It mends
 * nothing, and shows nothing itself.
 */
import * as backend from '../bridge/backend';
import { nothingNew } from '../model/episode';
import type { ChunkView, EpisodeView } from '../model/views';
import type { Episode } from './episode.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 400;

export class Checks {
  /** The episode as it was when its problems were last told. */
  private told: EpisodeView | null = null;
  /** All chunks are to be looked at, not only those that have changed. */
  private all = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly episode: Episode) {}

  /** The episode has changed, or another one shows. */
  follow(view: EpisodeView | null): void {
    clearTimeout(this.timer);
    if (view?.id !== this.told?.id) this.told = view;
    else if (view !== this.told) this.timer = setTimeout(() => void this.look(), rest);
  }

  /** What the series shares has changed, and with it what is wrong anywhere. */
  again(): void {
    clearTimeout(this.timer);
    this.all = true;
    this.timer = setTimeout(() => void this.look(), rest);
  }

  private async look(): Promise<void> {
    const { view } = this.episode;
    const known = new Map(this.told?.chunks.map((chunk) => [chunk.id, chunk]));
    if (!view) return;
    const ids = view.chunks.filter((chunk) => this.all || differs(chunk, known.get(chunk.id))).map(({ id }) => id);
    const heads = ids.length > 0 ? await backend.heads(view.id, ids).catch(() => null) : [];
    // What has changed meanwhile is looked at again.
    if (!heads || this.episode.view !== view) return;
    this.told = view;
    this.all = false;
    const fresh = view.chunks.flatMap(({ turns: _, ...head }) => {
      const problems = heads.find(({ id }) => id === head.id)?.problems;
      return problems && JSON.stringify(problems) !== JSON.stringify(head.problems) ? [{ ...head, problems }] : [];
    });
    if (fresh.length > 0) this.episode.marked({ ...nothingNew(view), heads: fresh });
  }
}

const differs = (chunk: ChunkView, was: ChunkView | undefined): boolean =>
  was?.turns.length !== chunk.turns.length || chunk.turns.some((turn, i) => turn !== was.turns[i]);
