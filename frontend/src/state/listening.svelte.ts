/**
 * The sound under typing hands: if the person wants it, it stops with the first letter and goes on a moment after the
 * last one. Whatever else they do with the sound meanwhile is theirs, and ends the waiting.
 */
import { SECOND } from '../model/timecode';
import type { Player } from './player.svelte';
import type { Settings } from './settings.svelte';

export class Listening {
  /** The sound waits for the hands to rest. */
  waiting = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly player: Player,
    private readonly settings: Settings,
  ) {
    player.asked = () => this.end();
  }

  /** A letter was typed. */
  typed(): void {
    const { pauseTyping, goOnAfter } = this.settings.kept;
    if (!this.waiting) {
      if (!pauseTyping || !this.player.view.playing) return;
      void this.player.hold();
      this.waiting = true;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.goOn(), goOnAfter * 1000);
  }

  private goOn(): void {
    this.end();
    void this.player.goOn(this.settings.kept.goOnBack * SECOND);
  }

  private end(): void {
    clearTimeout(this.timer);
    this.waiting = false;
  }
}
