/** What a sound looks like, as columns of pixels, and where its edges snap. Pure: what is drawn where; it draws nothing. */
import type { SilenceView, WaveformView } from './soundviews';
import { SECOND } from './timecode';
import type { Window } from './lanes';
import type { Flicks } from './views';

/** Bytes of a point: its least and greatest sample, 127 at full scale, and its loudness in steps of 3/8 dB. */
export const pointBytes = 3;
/** So many points are fetched at once. */
export const tilePoints = 2048;

/** Gives points of a level by their tile; null where they have not come yet. */
export type Tiles = (level: number, tile: number) => Int8Array | null;

/** The least and the greatest, and how loud, of each column of pixels: 0 to 1. NaN where nobody knows yet. */
export interface Columns {
  low: Float32Array;
  high: Float32Array;
  loud: Float32Array;
}

type Shape = Pick<WaveformView, 'rate' | 'perPoint' | 'points' | 'levels'>;

/** The coarsest level with a point for each column at least; the finest where no level has. */
export function levelFor(shape: Shape, perColumn: Flicks): number {
  const samples = (perColumn / SECOND) * shape.rate;
  let level = 0;
  while (level + 1 < shape.levels && shape.perPoint * 4 ** (level + 1) <= samples) level++;
  return level;
}

/** How many points a level has. */
export const pointsOf = (shape: Shape, level: number): number => Math.ceil(shape.points / 4 ** level);

/** The columns of a window that is so many of them wide. */
export function columns(shape: Shape, window: Window, width: number, tiles: Tiles): Columns {
  const low = new Float32Array(width).fill(NaN);
  const out = { low, high: low.slice(), loud: low.slice() };
  if (shape.points === 0 || width === 0) return out;
  const level = levelFor(shape, window.span / width);
  const count = pointsOf(shape, level);
  const perPoint = ((shape.perPoint * 4 ** level) / shape.rate) * SECOND;
  const first = window.from / perPoint;
  const perColumn = window.span / width / perPoint;
  let held = -1;
  let tile: Int8Array | null = null;
  for (let x = 0; x < width; x++) {
    // A little more, so that what falls on a point is not the one before.
    const begins = Math.floor(first + x * perColumn + 1e-6);
    const ends = Math.floor(first + (x + 1) * perColumn + 1e-6);
    const from = Math.max(0, begins);
    const to = Math.min(count, Math.max(from + 1, ends));
    if ((ends <= 0 && begins < 0) || from >= count) {
      out.low[x] = out.high[x] = out.loud[x] = 0;
      continue;
    }
    let least = 127;
    let most = -128;
    let loud = 0;
    let known = true;
    for (let i = from; i < to; i++) {
      const number = Math.floor(i / tilePoints);
      if (number !== held) {
        held = number;
        tile = tiles(level, number);
      }
      const at = (i - number * tilePoints) * pointBytes;
      if (!tile || at + 2 >= tile.length || tile[at]! > tile[at + 1]!) {
        known = false;
        break;
      }
      least = Math.min(least, tile[at]!);
      most = Math.max(most, tile[at + 1]!);
      loud = Math.max(loud, tile[at + 2]! & 255);
    }
    if (!known) continue;
    out.low[x] = shown(least / 127);
    out.high[x] = shown(most / 127);
    out.loud[x] = shown(loud === 0 ? 0 : Math.min(1, 10 ** (((loud - 255) * 3) / 8 / 20)));
  }
  return out;
}

/** A sample as a height: the quiet is raised a little, so that it shows beside the loud. */
const shown = (sample: number): number => Math.sign(sample) * Math.min(1, Math.abs(sample)) ** 0.7;

/** Whether some of a tile is not read yet. */
export function isPart(tile: Int8Array): boolean {
  for (let at = 0; at < tile.length; at += pointBytes) if (tile[at]! > tile[at + 1]!) return true;
  return false;
}

/**
 * Where an edge lands that is let go at a place: in a silence that is near enough, close to where the words end or begin
 * again, or in its middle.
 */
export function snapped(at: Flicks, silences: readonly SilenceView[], reach: Flicks): Flicks {
  let best = at;
  let least = reach;
  for (const { from, to } of silences) {
    const rest = Math.min(breath, (to - from) / 2);
    for (const place of [from + rest, (from + to) / 2, to - rest]) {
      const off = Math.abs(place - at);
      if (off <= least) {
        least = off;
        best = place;
      }
    }
  }
  return Math.round(best);
}

/** What is left between a word and an edge, so that no breath is cut off. */
const breath = SECOND / 10;

/** The place nearest to `at` where a silence would take an edge, however far it is; null where there is none. */
export function nearestRest(at: Flicks, silences: readonly SilenceView[]): Flicks | null {
  return silences.length > 0 ? snapped(at, silences, Infinity) : null;
}
