/** What of the sound the lanes show: how near, and from where. They go along with the playhead until somebody looks elsewhere. */
import { around, type Window } from '../model/lanes';
import { SECOND } from '../model/timecode';
import type { Flicks } from '../model/views';

/** Pixels a second. */
const usual = 36;
const nearest = 480;

export class Lens {
  /** How wide the lanes are, in pixels; 0 while they do not show. */
  width = $state(0);
  private length = $state(0);
  private from = $state(0);
  private perSecond = $state(usual);
  readonly window: Window = $derived({ from: this.from, span: (Math.max(1, this.width) / this.perSecond) * SECOND });
  /** Somebody looked elsewhere than where the sound is. */
  private away = false;
  private last = NaN;
  /** A hand is on the ruler, under which nothing is to move. */
  held = false;

  /** The whole of the sound fits the lanes at so many pixels a second. */
  private get least(): number {
    return this.length > 0 ? Math.min(usual, (Math.max(300, this.width) / this.length) * SECOND) : usual;
  }

  /** How near it is, from the whole of the sound at 0 to 1. */
  get nearness(): number {
    return Math.log(this.perSecond / this.least) / Math.log(nearest / this.least);
  }

  set nearness(to: number) {
    this.zoomTo(this.least * (nearest / this.least) ** Math.min(1, Math.max(0, to)), this.middle);
  }

  private get middle(): Flicks {
    const { from, span } = this.window;
    const inSight = this.last >= from && this.last <= from + span;
    return inSight ? this.last : from + span / 2;
  }

  /** Goes nearer by a factor, or away by one below 1; `at` stays where it is, by itself the playhead or the middle. */
  zoom(by: number, at: Flicks = this.middle): void {
    this.zoomTo(this.perSecond * by, at);
  }

  private zoomTo(perSecond: number, at: Flicks): void {
    const to = Math.min(nearest, Math.max(this.least, perSecond));
    const part = (at - this.from) / this.window.span;
    this.perSecond = to;
    this.place(at - part * this.window.span);
  }

  /** Shows a stretch, with some room around it. */
  frame(from: Flicks, to: Flicks): void {
    const span = Math.max(to - from, SECOND / 2) * 1.2;
    this.perSecond = Math.min(nearest, Math.max(this.least, (this.width / span) * SECOND));
    this.place((from + to) / 2 - this.window.span / 2);
  }

  whole(): void {
    this.perSecond = this.least;
    this.place(0);
  }

  scroll(by: Flicks): void {
    this.place(this.from + by);
  }

  private place(from: Flicks): void {
    const latest = Math.max(0, this.length - this.window.span * 0.9);
    this.from = Math.round(Math.max(0, Math.min(from, latest)));
    this.away = true;
  }

  /** Goes along with the playhead, unless somebody looked elsewhere; a leap of it brings them back. */
  follow(playhead: Flicks, length: Flicks): Window {
    if (length !== this.length) this.length = length;
    const { from, span } = this.window;
    if (Math.abs(playhead - this.last) > SECOND || (playhead >= from && playhead <= from + span)) this.away = false;
    this.last = playhead;
    if (!this.away && !this.held) {
      const next = around(this.window, playhead, length);
      if (next.from !== from) this.from = next.from;
    }
    return this.window;
  }
}
