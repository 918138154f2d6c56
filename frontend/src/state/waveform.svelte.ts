/**
 * What the sound looks like, fetched as it comes into sight. Points are no reactive state: whoever draws them is told
 * when there are more.
 */
import * as backend from '../bridge/waveform';
import type { SilenceView, WaveformView } from '../model/soundviews';
import type { Flicks } from '../model/views';
import { isPart, tilePoints } from '../model/waveform';

/** More than that is forgotten; the whole of a window is a few. */
const mostTiles = 400;

const none: WaveformView = {
  episode: 0,
  key: 0,
  rate: 0,
  perPoint: 0,
  points: 0,
  levels: 0,
  done: 0,
  total: 0,
  loudness: 0,
  heard: false,
  problem: '',
  lost: 0,
  gaps: [],
};

interface Tile {
  points: Int8Array | null;
  /** How much was built when it was asked for last. */
  asked: number;
  /** Nothing of it is missing. */
  whole: boolean;
}

export class Waveform {
  view = $state.raw<WaveformView>(none);
  private readonly tiles = new Map<string, Tile>();
  private readonly watchers = new Set<() => void>();

  take(view: WaveformView): void {
    if (view.key !== this.view.key) this.tiles.clear();
    this.view = view;
    this.tell();
  }

  /** Asks the program, which may have told before anybody listened. */
  async load(): Promise<void> {
    this.take(await backend.waveform());
  }

  /** Calls whenever there is more to draw, until the function that comes back is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }

  /** What is there of a tile; what is missing is asked for, and told of when it has come. */
  tile(level: number, number: number): Int8Array | null {
    const { key, done } = this.view;
    if (key === 0) return null;
    const name = `${level}/${number}`;
    let tile = this.tiles.get(name);
    if (!tile) {
      if (this.tiles.size >= mostTiles) this.tiles.clear();
      this.tiles.set(name, (tile = { points: null, asked: -1, whole: false }));
    }
    if (!tile.whole && tile.asked < done) {
      tile.asked = done;
      void this.fetch(tile, level, number);
    }
    return tile.points;
  }

  private async fetch(tile: Tile, level: number, number: number): Promise<void> {
    const { episode, key } = this.view;
    const from = number * tilePoints;
    try {
      const points = await backend.points(episode, level, from, from + tilePoints);
      // A later answer may have overtaken this one, or another sound.
      if (points.length === 0 || key !== this.view.key || tile.whole) return;
      tile.points = points;
      tile.whole = !isPart(points);
      this.tell();
    } catch {
      // The program is going, which says so itself.
    }
  }

  /** Where nobody speaks, between two places. */
  async silences(from: Flicks, to: Flicks): Promise<SilenceView[]> {
    const { episode, key } = this.view;
    return key === 0 ? [] : backend.silences(episode, Math.max(0, from), to);
  }

  /** Goes on drawing what was stopped. */
  async draw(): Promise<void> {
    await backend.drawWaveform();
  }

  /** Something is missing, and nobody is at it unless there is a job. */
  get isPart(): boolean {
    return this.view.done < this.view.total;
  }
}
