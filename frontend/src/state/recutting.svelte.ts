/**
 * The transcript of an episode that comes again while that is cut into chunks: what it would make of these is looked at
 * before it is done, chunk by chunk. What a person changed stays, unless they say otherwise.
 */
import * as backend from '../bridge/cutting';
import type { AgainView, RecutRequest, RecutView } from '../model/cutviews';
import { sentence } from '../model/failure';
import type { ID } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** It is cut like the chunks, taken in beside them, or has only the times of its words to give. */
export type Way = 'like' | 'beside' | 'times';

export class Recutting {
  of = $state.raw<AgainView | null>(null);
  plan = $state.raw<RecutView | null>(null);
  problem = $state('');
  way = $state<Way>('like');
  private paths: string[] = [];
  private leaving = $state.raw<ReadonlySet<ID>>(new Set());
  private theirs = $state.raw<ReadonlySet<string>>(new Set());
  private asked = 0;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  get chosen(): boolean {
    return this.of !== null && this.way === 'like';
  }

  /**
   * Says whether files are such a transcript; then what it would make of the chunks is found out. A recogniser's, which is
   * timed, is asked for its times first: its words are those that were corrected.
   */
  async offer(paths: string[], timed: boolean): Promise<boolean> {
    await this.episode.settled(true);
    const of = await backend.again(paths, this.episode.view?.id ?? 0);
    if (of.episode === 0) return false;
    this.of = of;
    this.paths = paths;
    this.way = timed && !of.known ? 'times' : 'like';
    this.leaving = new Set();
    this.theirs = new Set();
    void this.look();
    return true;
  }

  request(): RecutRequest {
    return {
      episode: this.of?.episode ?? 0,
      paths: this.paths,
      leave: [...this.leaving],
      theirs: [...this.theirs],
    };
  }

  /** Lets a chunk stay as it is, or not. */
  leaveChunk(chunk: ID, on: boolean): void {
    const next = new Set(this.leaving);
    if (on) next.add(chunk);
    else next.delete(chunk);
    this.leaving = next;
    void this.look();
  }

  /** Says that the transcript is right in a conflict, or that it is not. */
  settle(key: string, theirs: boolean): void {
    const next = new Set(this.theirs);
    if (theirs) next.add(key);
    else next.delete(key);
    this.theirs = next;
    void this.look();
  }

  private async look(): Promise<void> {
    const mine = ++this.asked;
    try {
      const plan = await backend.recut(this.request());
      if (mine !== this.asked) return;
      this.plan = plan;
      this.problem = '';
    } catch (e) {
      if (mine === this.asked) this.problem = sentence(e);
    }
  }

  /** Does it, as one step, and shows the episode. */
  async take(request: RecutRequest): Promise<void> {
    const { episode } = request;
    if (this.episode.view?.id !== episode) await this.episode.open(episode);
    const reply = await this.episode.perform(episode, () => backend.takeAgain(request));
    this.episode.undoable(reply.name, { change: reply.change, episode });
    this.notices.say(reply.name);
  }

  leave(): void {
    this.asked++;
    this.of = null;
    this.plan = null;
    this.problem = '';
  }
}
