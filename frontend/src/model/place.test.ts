import { describe, expect, it } from 'vitest';
import { chunkStretch, keepsTimes, regions, timedTurns, turnAfter, turnAt, turnBefore, writtenSpan } from './place';
import { SECOND } from './timecode';
import type { ChunkView, EpisodeView, PatchView, TurnView } from './views';

const turn = (id: number, from: number | null, to: number | null = from): TurnView => ({
  id,
  start: from === null ? '' : `00:00:0${from}:00`,
  end: '',
  from,
  to,
  speaker: null,
  paragraphs: ['five words of ten bells'],
  changed: false,
  estimated: 0,
  times: '',
  checked: false,
});
const chunk = (id: number, ...turns: TurnView[]) =>
  ({ id, number: `${id}`, title: `C${id}`, turns, until: '' }) as unknown as ChunkView;
const clock = { rate: '', num: 30, den: 1, drop: false, offset: 0 };
const episode = (...chunks: ChunkView[]) => ({ chunks, clock }) as EpisodeView;

describe('turns in time', () => {
  const turns = timedTurns(episode(chunk(1, turn(1, 0), turn(2, null), turn(3, 4)), chunk(2, turn(4, 8, 10))));
  it('leaves out what has no time', () => expect(turns.map((t) => t.turn)).toEqual([1, 3, 4]));
  it('finds the one under the playhead', () => {
    expect(turnAt(turns, 5)?.turn).toBe(3);
    expect(turnAt(turns, 4)?.turn).toBe(3);
    expect(turnAt([], 5)).toBeNull();
  });
  it('goes on', () => {
    expect(turnAfter(turns, 4)?.turn).toBe(4);
    expect(turnAfter(turns, 8)).toBeNull();
  });
  it('goes back to the start of this turn, or of the one before', () => {
    expect(turnBefore(turns, 7, 1)?.turn).toBe(3);
    expect(turnBefore(turns, 4.5, 1)?.turn).toBe(1);
    expect(turnBefore(turns, 0, 1)?.turn).toBe(1);
  });
});

describe('regions', () => {
  it('run from one chunk to the next, and to the end of the sound, where nobody has said where a chunk ends', () => {
    const guess = { ...turn(3, 8, 9), estimated: 2 };
    const list = regions(episode(chunk(1, turn(1, 0)), chunk(2, turn(2, 4)), chunk(3, guess)), 16);
    expect(list.map((r) => [r.left, r.width])).toEqual([
      [0, 0.25],
      [0.25, 0.25],
      [0.5, 0.5],
    ]);
  });
  it('end where a chunk ends, and not behind where the next begins', () => {
    const list = regions(episode(chunk(1, turn(1, 0, 3)), chunk(2, turn(2, 4, 9)), chunk(3, turn(3, 8, 12))), 16);
    expect(list.map((r) => [r.left, r.width])).toEqual([
      [0, 3 / 16],
      [0.25, 0.25],
      [0.5, 0.25],
    ]);
  });
  it('go by the header where the last turn has no time, or one that does not end', () => {
    const last = (...turns: TurnView[]) => {
      const ends = { ...chunk(2, ...turns), until: '00:00:12:00' };
      return regions(
        { ...episode(chunk(1, turn(1, 0, 4)), ends), clock: { ...clock, offset: SECOND } },
        16 * SECOND,
      )[1];
    };
    const at = (seconds: number, end = seconds) => turn(2, seconds * SECOND, end * SECOND);
    for (const turns of [[at(8)], [at(8, 9), turn(3, null)], [{ ...at(8, 9), estimated: 2 }]]) {
      expect(last(...turns)).toMatchObject({ left: 0.5, width: 5 / 16 });
    }
    expect(last(at(8, 14))?.width).toBeCloseTo(6 / 16);
    expect(last(at(14))?.width).toBeCloseTo(2 / 16);
  });
  it('give a chunk without times its share of the room', () => {
    const list = regions(episode(chunk(1, turn(1, 0)), chunk(2, turn(2, null)), chunk(3, turn(3, 8))), 16);
    expect(list[1]!.left).toBeCloseTo(0.25);
    expect(list[1]!.width).toBeCloseTo(0.25);
  });
  it('share evenly where nothing has a time', () => {
    const list = regions(episode(chunk(1, turn(1, null)), chunk(2, turn(2, null))), 0);
    expect(list.map((r) => r.width)).toEqual([0.5, 0.5]);
  });
  it('lie as the sound has them, whatever the order of the files', () => {
    const list = regions(episode(chunk(1, turn(1, 8)), chunk(2, turn(2, 4)), chunk(3, turn(3, 12))), 16);
    expect(list.map((r) => [r.chunk, r.left, r.width])).toEqual([
      [2, 0, 0.5],
      [1, 0.5, 0.25],
      [3, 0.75, 0.25],
    ]);
  });
});

it('finds where a chunk is said: up to the next one, and the last one up to its end', () => {
  const [first, last, open] = [chunk(1, turn(1, 0, 3)), chunk(2, turn(2, 4, 6)), chunk(3, turn(3, 4))];
  const stretch = (...chunks: ChunkView[]) => chunkStretch(timedTurns(episode(...chunks)), chunks.at(-1)!, clock, 16);
  expect(stretch(last, first)).toEqual({ from: 0, to: 4 });
  expect(stretch(first, last)).toEqual({ from: 4, to: 6 });
  expect(stretch(first, open)).toEqual({ from: 4, to: 16 });
});

it('writes the span of a chunk', () => {
  expect(writtenSpan(chunk(1, turn(1, null), turn(2, 3), turn(3, 5)))).toEqual(['00:00:03:00', '00:00:05:00']);
  expect(writtenSpan(chunk(1, turn(1, null)))).toBeNull();
});

describe('a patch', () => {
  const view = episode(chunk(1, turn(1, 0), turn(2, 4)));
  const patch = (turns: TurnView[], more: Partial<PatchView> = {}) =>
    ({ orders: [], turns, ...more }) as unknown as PatchView;
  it('of words keeps the times', () => {
    expect(keepsTimes(view, patch([{ ...turn(2, 4), paragraphs: ['tock'] }]))).toBe(true);
    expect(keepsTimes(view, patch([]))).toBe(true);
  });
  it('of anything else does not', () => {
    expect(keepsTimes(view, patch([turn(2, 5)]))).toBe(false);
    expect(keepsTimes(view, patch([{ ...turn(2, 4), speaker: 'Olu' }]))).toBe(false);
    expect(keepsTimes(view, patch([turn(3, 5)]))).toBe(false);
    expect(keepsTimes(view, patch([], { orders: [{ chunk: 1, turns: [2, 1] }] }))).toBe(false);
  });
});
