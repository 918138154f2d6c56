/**
 * The playhead while a hand draws it: it shows where the hand is, and a moment of the sound is heard wherever that is. What
 * comes faster than it can be heard is left out, but for the last. It knows nothing of pointers.
 */
import * as backend from '../bridge/backend';
import { MILLISECOND } from '../model/timecode';
import type { Flicks } from '../model/views';
import type { Player } from './player.svelte';

/** How much of each place is heard, in milliseconds. */
const taste = 80;

export class Scrub {
  private wanted: Flicks | null = null;
  private going: Promise<void> | null = null;
  private from: Flicks = 0;
  private drawn = false;
  /** The sound was playing, or is bound to a stretch, and only goes elsewhere. */
  private goesOn = false;
  /** Where the last taste ends. */
  private until: Flicks | null = null;

  constructor(private readonly player: Player) {}

  /** Whether a hand draws it now. */
  get on(): boolean {
    return this.drawn;
  }

  begin(): void {
    const { player } = this;
    if (!player.view.loaded) return;
    player.asked();
    this.from = player.now();
    // A sound that stops at the end of each taste would forget its stretch. The last taste may still be heard: it is none.
    const own = player.range !== null && this.until !== null && Math.abs(player.range.to - this.until) < MILLISECOND;
    this.goesOn = (player.playing || player.range !== null) && !own;
    player.sampling = !this.goesOn;
    this.drawn = true;
  }

  /** The hand is at a place. */
  to(at: Flicks): void {
    if (!this.drawn) return;
    this.wanted = Math.min(Math.max(0, at), this.player.view.length);
    this.player.holdAt(this.wanted);
    this.going ??= this.go();
  }

  /** The hand lets go where it is. */
  async end(): Promise<void> {
    if (!this.drawn) return;
    this.drawn = false;
    await this.going;
    // Another hand may have begun meanwhile.
    if (this.drawn) return;
    this.player.sampling = false;
    this.player.holdAt(null);
  }

  /** Goes back to where the hand began. */
  async cancel(): Promise<void> {
    this.to(this.from);
    await this.end();
  }

  private async go(): Promise<void> {
    try {
      while (this.wanted !== null) {
        const at = this.wanted;
        this.wanted = null;
        await this.hear(at);
        await new Promise((then) => setTimeout(then, taste));
      }
    } finally {
      this.going = null;
    }
  }

  private hear(at: Flicks): Promise<void> {
    const until = Math.min(at + taste * MILLISECOND, this.player.view.length);
    if (this.goesOn || until <= at) return backend.seek(at);
    this.until = until;
    return backend.playFrame(at, until);
  }
}
