/**
 * Finding in the episode: the bar at the head of the page, the hits tinted in the words, and the one that somebody is
 * at. Going through the hits leaves the caret where it is. What is found is what the program has, so everything typed
 * is saved first.
 */
import * as bridge from '../bridge/find';
import { sentence } from '../model/failure';
import type { Fault, FindRequest, Query, Scope } from '../model/find';
import type { HitAt } from '../model/transcript';
import type { ID } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Glossaries } from './glossaries.svelte';
import type { Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';

export const nothingAsked: Query = { text: '', case: false, whole: false, expr: false, loose: false };

export class Finding {
  open = $state(false);
  /** The line with what takes the hits' place shows. */
  replacing = $state(false);
  query = $state.raw<Query>(nothingAsked);
  with = $state('');
  scope = $state<Exclude<Scope, 'library'>>('episode');

  count = $state(0);
  /** Null while somebody is at none. */
  at = $state.raw<HitAt | null>(null);
  fault = $state.raw<Fault | null>(null);
  nearest = $state('');
  /** What was asked last has been answered. */
  answered = $state(false);
  /** Counts how often the bar was asked for, so that its field takes the focus again. */
  asked = $state(0);

  private asking: AbortController | null = null;
  /** Where the caret was when the bar was opened: the turn and the chunk to look in. */
  private origin: { turn: ID; chunk: ID; episode: number } = { turn: 0, chunk: 0, episode: 0 };

  constructor(
    private readonly episode: Episode,
    private readonly saving: Saving,
    private readonly notices: Notices,
    private readonly glossaries: Glossaries,
  ) {}

  /** Opens the bar with what is selected in the words, else with what was looked for last. */
  start(replacing: boolean): void {
    const selected = this.episode.transcript?.selected() ?? '';
    const place = this.episode.place;
    if (!this.open && place)
      this.origin = { turn: place.turn, chunk: place.chunk, episode: this.episode.view?.id ?? 0 };
    if (selected !== '' && !this.open) this.query = { ...this.query, text: selected, expr: false, loose: false };
    this.open = true;
    this.replacing = replacing;
    this.asked++;
    void this.run();
  }

  /** Closes the bar: the caret is where it was, and in sight. */
  close(): void {
    const { place, transcript } = this.episode;
    this.leave();
    if (place) transcript?.reveal(place.turn);
    transcript?.focus();
  }

  /** Closes the bar and puts the caret on the hit. */
  goHere(): void {
    this.episode.transcript?.goToHit(0, { select: true });
    this.leave();
    this.episode.transcript?.focus();
  }

  private leave(): void {
    this.asking?.abort();
    this.open = false;
    this.at = null;
    this.episode.transcript?.hits([]);
  }

  set(change: Partial<Query>): void {
    this.query = { ...this.query, loose: false, ...change };
    void this.run();
  }

  setScope(scope: Exclude<Scope, 'library'>): void {
    this.scope = scope;
    void this.run();
  }

  request(): FindRequest | null {
    const id = this.episode.view?.id;
    if (id === undefined) return null;
    const { turn, chunk, episode } = this.origin;
    // In another episode than it was opened in, the bar looks everywhere.
    return { ...this.query, scope: episode === id ? this.scope : 'episode', episode: id, turn, chunk };
  }

  /**
   * Looks again, and stays at the hit that somebody is at, if it still is one; else goes to the nearest. With `still`
   * the page does not move: somebody is at work in it.
   */
  async run(still = false): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const over = () => asking.signal.aborted;
    this.answered = false;
    try {
      for (;;) {
        await this.episode.settled();
        const { taken } = this.saving;
        const request = this.request();
        if (over() || !request) return;
        const view = await bridge.find(request, asking.signal);
        if (over()) return;
        if (taken !== this.saving.taken) continue;
        this.count = view.count;
        this.fault = view.fault;
        this.nearest = view.nearest;
        this.episode.transcript?.hits(view.hits);
        this.at = (still ? this.episode.transcript?.hitNow() : this.episode.transcript?.goToHit(0)) ?? null;
        this.answered = true;
        return;
      }
    } catch (e) {
      if (!over()) this.notices.show(sentence(e));
    }
  }

  /** Goes to another hit. From within the words the caret goes along. */
  go(way: 1 | -1, inWords: boolean): void {
    if (!this.open) {
      if (this.query.text === '') this.start(false);
      else void this.goOn(way);
      return;
    }
    this.at = this.episode.transcript?.goToHit(way, { select: inWords }) ?? null;
    if (this.at) this.notices.say(`${this.at.at} of ${this.count}`);
  }

  /** With the bar closed: looks again, since the words may be others by now, and puts the caret on the next hit. */
  private async goOn(way: 1 | -1): Promise<void> {
    this.asking?.abort();
    const { signal } = (this.asking = new AbortController());
    try {
      await this.episode.settled();
      const request = this.request();
      if (signal.aborted || !request) return;
      const { hits } = await bridge.find({ ...request, scope: 'episode' }, signal);
      const { transcript } = this.episode;
      if (signal.aborted || this.open || !transcript) return;
      transcript.hits(hits);
      const hit = transcript.goToHit(way, { select: true });
      transcript.hits([]);
      transcript.focus();
      if (hit) this.notices.say(`${hit.at} of ${hit.of}`);
      else this.notices.show(`No turn says “${request.text}”.`);
    } catch (e) {
      if (!signal.aborted) this.notices.show(sentence(e));
    }
  }

  /** Replaces the hit that somebody is at, and goes to the next. */
  async replaceOne(): Promise<void> {
    const request = this.request();
    const hit = this.at;
    if (!request || !hit || !this.answered) return;
    const { turn, para, from, to, text } = hit;
    const { query, with: right } = this;
    this.answered = false;
    try {
      await this.episode.perform(request.episode, () =>
        bridge
          .replace({ ...query, episode: request.episode, with: right, hits: [{ turn, para, from, to, text }] })
          .then((view) => view.edit),
      );
      this.glossaries.replaced(query, right);
      this.at = this.episode.transcript?.goToHit(1) ?? null;
    } catch (e) {
      this.notices.show(sentence(e));
    }
    await this.run();
  }
}
