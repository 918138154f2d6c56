/**
 * Where the sound is. The program says ten times a second what its device is playing; between those, the place is
 * reckoned from the clock, in one loop for the whole window. Whoever draws the playhead subscribes: a place is no
 * reactive state.
 */
import * as backend from '../bridge/backend';
import { frameAt, MILLISECOND } from '../model/timecode';
import type { PlayerView, RangeView } from '../model/soundviews';
import type { ClockView, Flicks } from '../model/views';

export type Watcher = (flicks: Flicks, playing: boolean) => void;

/** Milliseconds from one telling to the next. Each is drawn: more of them show little more, and take time from typing. */
const lull = 50;

const silent: PlayerView = {
  episode: 0,
  loaded: false,
  path: '',
  converting: false,
  playing: false,
  moving: false,
  pace: 0,
  heard: 0,
  at: 0,
  length: 0,
  range: null,
  device: 'device',
  problem: '',
  deviceProblem: '',
  warnings: [],
  volume: 1,
  speed: 1,
};

export class Player {
  view = $state.raw<PlayerView>(silent);
  private readonly watchers = new Set<Watcher>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The person paused, and went nowhere else since. */
  private paused = false;
  /** Called when the person asks for something themselves. */
  asked: () => void = () => {};
  /** Where a hand holds the playhead; null while none does. */
  private held: Flicks | null = null;
  /** What is played is only what a hand draws the playhead over. */
  sampling = $state(false);
  /** Problems that the person has put away. */
  private away = $state('');

  /** @param back is how far before the place of a pause playing goes on. */
  constructor(private readonly back: () => Flicks) {}

  take(view: PlayerView): void {
    const was = this.view;
    // While it plays, only the place differs from one event to the next; then nothing that is drawn needs to know.
    const another = !same(was, view);
    if (another) this.view = view;
    else Object.assign(was, { heard: view.heard, at: view.at });
    if (view.problem === '' && view.deviceProblem === '') this.away = '';
    // The loop that runs while it moves tells of the place.
    if (another || !view.moving) this.tell();
  }

  /** What is wrong with the sound file, or stopped the playing of it, unless the person chose to work without it. */
  get problem(): string {
    return this.view.problem === this.away ? '' : this.view.problem;
  }

  /** The same of the device. */
  get deviceProblem(): string {
    return !this.view.loaded || this.view.deviceProblem === this.away ? '' : this.view.deviceProblem;
  }

  /** Playing was asked for. */
  get playing(): boolean {
    return this.view.playing && !this.sampling;
  }

  /** The stretch that is played by itself, because that was asked for. */
  get range(): RangeView | null {
    return this.sampling ? null : this.view.range;
  }

  /** Shows the playhead where a hand holds it, until null lets it go. */
  holdAt(at: Flicks | null): void {
    this.held = at;
    this.tell();
  }

  /** There is a sound, and nothing that it is heard from. */
  get unheard(): boolean {
    return this.view.loaded && this.view.deviceProblem !== '';
  }

  /** Tells again what was put away. */
  tellAgain(): void {
    this.away = '';
  }

  /** Puts what is wrong away until something else is. */
  workWithout(): void {
    this.away = this.view.problem || this.view.deviceProblem;
  }

  /** What is heard now: reckoned from what the program said last, never past the end. */
  now(): Flicks {
    if (this.held !== null) return this.held;
    const { heard, at, pace, length } = this.view;
    return Math.min(Math.max(0, heard + (Date.now() - at) * MILLISECOND * pace), Math.max(length, heard));
  }

  /** The place in the middle of the time for which it shows: so it is never off by more than half of that. */
  private shown(): Flicks {
    const { pace, length } = this.view;
    const now = this.now();
    if (this.held !== null) return now;
    return Math.min(now + (lull / 2) * MILLISECOND * pace, Math.max(length, now));
  }

  /** Calls at once, at each change, and again and again while it moves, until the function that comes back is called. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    watcher(this.shown(), this.playing);
    return () => void this.watchers.delete(watcher);
  }

  private tell(): void {
    clearTimeout(this.timer);
    const { playing } = this;
    if (this.view.moving) this.timer = setTimeout(() => this.tell(), lull);
    const flicks = this.shown();
    for (const watcher of this.watchers) watcher(flicks, playing);
  }

  async toggle(): Promise<void> {
    if (!this.view.loaded) return;
    this.asked();
    if (this.view.playing) {
      this.paused = true;
      await backend.pause();
    } else {
      await this.goOn(this.paused ? this.back() : 0);
    }
  }

  /** Plays as long as something is held down. */
  async playHeld(): Promise<void> {
    this.asked();
    this.paused = false;
    await backend.play();
  }

  /** Stops when it is let go, and goes back so much, within a stretch that is played not before its beginning. */
  async stopHeld(back: Flicks): Promise<void> {
    const { range } = this.view;
    const to = Math.max(range?.from ?? 0, this.now() - back);
    await backend.pause();
    if (back > 0) await backend.seek(to);
  }

  /** Stops the sound for a while, as if the person had not. */
  async hold(): Promise<void> {
    await backend.pause();
  }

  /** Plays on, from so much before; within a stretch that is played again and again not before its beginning. */
  async goOn(back: Flicks): Promise<void> {
    this.paused = false;
    const { range } = this.view;
    if (back > 0) await backend.seek(Math.max(range?.from ?? 0, this.now() - back));
    await backend.play();
  }

  /** Plays a stretch and nothing behind it, once or until it is let go. */
  async playRange(range: RangeView): Promise<void> {
    if (!this.view.loaded) return;
    this.asked();
    this.paused = false;
    await backend.playRange(range);
  }

  /** Goes so many frames of a clock on, or back, and plays the one that it comes to. */
  async step(frames: number, clock: ClockView): Promise<void> {
    if (!this.view.loaded) return;
    const { from, to } = frameAt(this.now(), clock, frames);
    if (from < 0 || from >= this.view.length) return;
    this.asked();
    this.paused = false;
    await backend.playFrame(from, to);
  }

  /** Lets the sound go on behind the stretch that is played. */
  async release(): Promise<void> {
    await backend.release();
  }

  async seek(flicks: Flicks, play = false): Promise<void> {
    if (!this.view.loaded) return;
    this.asked();
    this.paused = false;
    await backend.seek(Math.min(Math.max(0, flicks), this.view.length));
    if (play && !this.view.playing) await backend.play();
  }

  skip(flicks: Flicks): Promise<void> {
    return this.seek(this.now() + flicks);
  }

  async setVolume(volume: number): Promise<void> {
    await backend.setVolume(volume);
  }

  async shortenSilences(seconds: number): Promise<void> {
    await backend.shortenSilences(1000 * seconds);
  }

  async setSpeed(speed: number): Promise<void> {
    await backend.setSpeed(speed);
  }

  /** Says how many milliseconds later than the system says the sound is heard. */
  async setDelay(milliseconds: number): Promise<void> {
    await backend.setDelay(milliseconds);
  }
}

const told = ({ warnings }: PlayerView): string => warnings.map(({ what }) => what).join();

function same(a: PlayerView, b: PlayerView): boolean {
  return (
    a.episode === b.episode &&
    a.loaded === b.loaded &&
    a.playing === b.playing &&
    a.moving === b.moving &&
    a.pace === b.pace &&
    a.speed === b.speed &&
    a.path === b.path &&
    a.converting === b.converting &&
    a.length === b.length &&
    a.range?.from === b.range?.from &&
    a.range?.to === b.range?.to &&
    a.range?.again === b.range?.again &&
    a.device === b.device &&
    a.problem === b.problem &&
    a.deviceProblem === b.deviceProblem &&
    told(a) === told(b) &&
    a.volume === b.volume
  );
}
