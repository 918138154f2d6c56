/**
 * Setting an episode's clock: by hand, or from two places that somebody points out in the words and in the sound.
 * The fits are the program's; which of them to take is the person's choice.
 */
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import { codeAt, parse, soundTime } from '../model/timecode';
import type { FitView, RateView } from '../model/soundviews';
import type { EpisodeView, Flicks, ID } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Player } from './player.svelte';

/** A turn, and where its first word is heard. */
export interface Anchor {
  turn: ID;
  code: string;
  audio: Flicks;
}

export class Timing {
  rates = $state.raw<RateView[]>([]);
  anchors = $state.raw<[Anchor | null, Anchor | null]>([null, null]);
  fits = $state.raw<FitView[]>([]);
  problem = $state('');
  busy = $state(false);
  private of = 0;

  constructor(
    private readonly episode: Episode,
    private readonly player: Player,
  ) {}

  /** Asks what each rate makes of the episode as it stands. */
  async load(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    const rates = await backend.frameRates(id).catch(() => null);
    if (rates && this.episode.view?.id === id) this.rates = rates;
  }

  /** The episode has changed, or another one shows: there nobody has pointed anything out. */
  follow(view: EpisodeView | null): void {
    const other = view?.id !== this.of;
    this.of = view?.id ?? 0;
    if (other) this.reset();
  }

  reset(): void {
    this.anchors = [null, null];
    this.fits = [];
    this.problem = '';
  }

  /** Pairs the turn at the caret, or else the one being spoken, with the place of the sound. */
  mark(which: 0 | 1): void {
    const audio = this.player.now();
    const turn = this.episode.place?.turn ?? this.episode.turnAt(audio);
    const code = this.episode.view?.chunks.flatMap((chunk) => chunk.turns).find((each) => each.id === turn)?.start;
    if (turn === null || turn === undefined || !code) {
      this.problem = 'That turn has no timecode. Put the caret into one that has.';
      return;
    }
    this.problem = '';
    this.fits = [];
    const anchor: Anchor = { turn, code, audio };
    this.anchors = which === 0 ? [anchor, this.anchors[1]] : [this.anchors[0], anchor];
    void this.fit();
  }

  private async fit(): Promise<void> {
    const id = this.episode.view?.id ?? 0;
    const { anchors } = this;
    const [a, b] = anchors;
    if (!a || !b) return;
    try {
      const fits = await backend.calibrate(id, { code: a.code, audio: a.audio }, { code: b.code, audio: b.audio });
      if (this.anchors === anchors) this.fits = fits;
    } catch (e) {
      if (this.anchors === anchors) this.problem = sentence(e);
    }
  }

  /** Sets the clock. Resolves to whether it was set. */
  async apply(rate: string, offset: Flicks): Promise<boolean> {
    const id = this.episode.view?.id;
    if (id === undefined) return false;
    this.busy = true;
    this.problem = '';
    try {
      const { change } = await this.episode.perform(id, () => backend.setClock(id, rate, Math.round(offset)));
      this.episode.undoable(`Timecodes count ${rate} frames a second`, { change });
      return true;
    } catch (e) {
      this.problem = sentence(e);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The label at the playhead. */
  label(): string {
    const clock = this.episode.view?.clock;
    return clock ? codeAt(this.player.now(), clock) : '';
  }

  /** Goes to a timecode that somebody typed; false when it is none of this episode. */
  goTo(text: string): boolean {
    const clock = this.episode.view?.clock;
    if (!clock) return false;
    const label = parse(text, clock);
    if (label === null) return false;
    const sound = soundTime(label, clock);
    void this.player.seek(sound);
    const turn = this.episode.turnAt(sound);
    if (turn !== null) this.episode.revealTurn(turn, { focus: true });
    return true;
  }
}
