import { describe, expect, it } from 'vitest';
import { SECOND } from './timecode';
import { columns, isPart, levelFor, nearestRest, pointsOf, snapped, tilePoints, type Tiles } from './waveform';

/** A second has 125 points of 64 samples. */
const shape = { rate: 8000, perPoint: 64, points: 125 * 3600, levels: 7 };
const s = (n: number) => Math.round(n * SECOND);

/** Points whose least is the level's number below zero, and whose greatest is the point's own number, up to 100. */
const tiles: Tiles = (level, tile) =>
  Int8Array.from({ length: tilePoints * 3 }, (_, i) => {
    const point = tile * tilePoints + Math.floor(i / 3);
    return i % 3 === 0 ? -level : i % 3 === 1 ? point % 101 : -1;
  });

describe('the level', () => {
  it('has a point for each column at least, and few more', () => {
    expect(levelFor(shape, s(1 / 1000))).toBe(0);
    expect(levelFor(shape, s(1 / 125))).toBe(0);
    expect(levelFor(shape, s(4 / 125))).toBe(1);
    expect(levelFor(shape, s(15.9 / 125))).toBe(1);
    expect(levelFor(shape, s(1e6))).toBe(6);
  });
  it('has a quarter of the points of the one before', () => {
    expect(pointsOf(shape, 0)).toBe(450000);
    expect(pointsOf(shape, 1)).toBe(112500);
    expect(pointsOf({ ...shape, points: 5 }, 1)).toBe(2);
  });
});

describe('the columns', () => {
  it('take the least and the greatest of what lies in each', () => {
    const found = columns(shape, { from: 0, span: s(20 / 125) }, 10, tiles);
    // Two points a column: 0 and 1, 2 and 3, …
    expect([...found.high].map((v) => Math.round(Math.abs(v) ** (1 / 0.7) * 127))).toEqual([
      1, 3, 5, 7, 9, 11, 13, 15, 17, 19,
    ]);
    expect(found.low.every((v) => Math.abs(v) < 0.001)).toBe(true);
    expect(found.loud.every((v) => Math.abs(v - 1) < 0.001)).toBe(true);
  });
  it('say where nobody knows', () => {
    const half: Tiles = (level, tile) => (tile === 0 ? tiles(level, tile) : null);
    const found = columns(shape, { from: s((tilePoints - 5) / 125), span: s(10 / 125) }, 10, half);
    expect([...found.high].map(Number.isNaN)).toEqual([...Array(5).fill(false), ...Array(5).fill(true)]);
    const unread = columns(shape, { from: 0, span: s(1) }, 4, () => new Int8Array(tilePoints * 3).fill(127, 0, 1));
    expect(unread.low[0]).toBeNaN();
    expect(unread.low[3]).toBe(0);
  });
  it('are flat beside the sound', () => {
    const found = columns({ ...shape, points: 128 }, { from: s(-1.024), span: s(3.072) }, 3, tiles);
    expect([found.high[0], found.high[2]]).toEqual([0, 0]);
    expect(found.high[1]).toBeGreaterThan(0);
  });
  it('cost the same however much of the sound they show', () => {
    let asked = 0;
    const counted: Tiles = (level, tile) => {
      asked++;
      return tiles(level, tile);
    };
    columns({ ...shape, points: 125 * 36000 }, { from: 0, span: s(36000) }, 1000, counted);
    expect(asked).toBeLessThan(4);
  });
});

it('tells a tile that is read in part', () => {
  expect(isPart(Int8Array.of(0, 0, 0, -3, 5, 9))).toBe(false);
  expect(isPart(Int8Array.of(0, 0, 0, 127, -128, 0))).toBe(true);
});

describe('an edge', () => {
  const silences = [
    { from: s(1), to: s(2) },
    { from: s(5), to: s(5.1) },
  ];
  it('snaps to a silence near it, where a breath is left', () => {
    expect(snapped(s(1.06), silences, s(0.1))).toBe(s(1.1));
    expect(snapped(s(1.93), silences, s(0.1))).toBe(s(1.9));
    expect(snapped(s(1.45), silences, s(0.1))).toBe(s(1.5));
    expect(snapped(s(5), silences, s(0.1))).toBe(s(5.05));
  });
  it('stays where none is near', () => {
    expect(snapped(s(3), silences, s(0.1))).toBe(s(3));
    expect(snapped(s(3), [], s(0.1))).toBe(s(3));
  });
  it('finds the nearest one when asked to', () => {
    expect(nearestRest(s(3), silences)).toBe(s(1.9));
    expect(nearestRest(s(9), silences)).toBe(s(5.05));
    expect(nearestRest(s(9), [])).toBeNull();
  });
});
