/**
 * How the person hears the sound: how fast, how loud, with which silences. It is kept, and the program is told of it
 * when the window opens. That the sound is muted is not kept: nobody wonders the next day why nothing is heard.
 */
import { loudest, nextSpeed, slowest, fastest, volumeBy } from '../model/hearing';
import type { Player } from './player.svelte';
import type { Settings } from './settings.svelte';

export class Hearing {
  muted = $state(false);

  constructor(
    private readonly player: Player,
    private readonly settings: Settings,
  ) {}

  get speed(): number {
    return this.settings.kept.speed;
  }

  get volume(): number {
    return this.settings.kept.volume;
  }

  setSpeed(speed: number): void {
    this.settings.set('speed', Math.min(fastest, Math.max(slowest, speed)));
    this.tell();
  }

  faster(by: 1 | -1): void {
    this.setSpeed(nextSpeed(this.speed, by));
  }

  setVolume(volume: number): void {
    this.muted = false;
    this.settings.set('volume', Math.min(loudest, Math.max(0, volume)));
    this.tell();
  }

  louder(decibels: number): void {
    this.setVolume(volumeBy(this.volume, decibels));
  }

  mute(): void {
    if (this.muted || this.volume > 0) {
      this.muted = !this.muted;
      this.tell();
    } else this.setVolume(1);
  }

  /** A program without a player hears nothing of it, and says itself what it lacks. */
  tell(): void {
    const { speed, volume, shortSilences } = this.settings.kept;
    this.player.setSpeed(speed).catch(() => {});
    this.player.shortenSilences(shortSilences).catch(() => {});
    this.player.setVolume(this.muted ? 0 : volume).catch(() => {});
  }
}
