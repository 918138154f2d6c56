/**
 * What is wrong with chunks that somebody is changing: it asks again when the hands rest, since an edit tells of its
 * words alone. Where nothing else is found, nothing changes.
 */
import * as backend from '../bridge/backend';
import { nothingNew } from '../model/episode';
import type { EpisodeView, ID, TurnView } from '../model/views';
import type { Episode } from './episode.svelte';

/** How long nothing has changed before it asks, in milliseconds. */
const rest = 600;

export class Rechecking {
  private of = 0;
  private seen = new Map<ID, TurnView[]>();
  private readonly stale = new Set<ID>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly episode: Episode) {}

  /** The episode has changed, or another one shows. */
  follow(view: EpisodeView | null): void {
    const { seen } = this;
    this.seen = new Map(view?.chunks.map(({ id, turns }) => [id, turns]));
    if (view?.id !== this.of) {
      this.of = view?.id ?? 0;
      this.stale.clear();
      return;
    }
    const fresh = view.chunks.filter(({ id, turns }) => seen.get(id) !== turns);
    if (fresh.length === 0) return;
    for (const { id } of fresh) this.stale.add(id);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), rest);
  }

  private async ask(): Promise<void> {
    const { of } = this;
    const asked = [...this.stale];
    this.stale.clear();
    const heads = await backend.heads(of, asked).catch(() => []);
    const view = this.episode.view;
    if (view?.id !== of) return;
    const found = new Map(heads.map(({ id, problems }) => [id, problems]));
    // The rest of a head may be newer here; a chunk that has changed since is asked about again.
    const changed = view.chunks.flatMap((chunk) => {
      const problems = found.get(chunk.id);
      const same = !problems || this.stale.has(chunk.id) || JSON.stringify(problems) === JSON.stringify(chunk.problems);
      return same ? [] : [{ ...chunk, problems }];
    });
    if (changed.length > 0) this.episode.take({ ...nothingNew(view), heads: changed }, 'marks');
  }
}
