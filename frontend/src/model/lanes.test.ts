import { describe, expect, it } from 'vitest';
import { around, blocks, edgesInSight, inARow, inSight, stretches, ticks, withEdge, withOthers } from './lanes';
import { SECOND } from './timecode';
import type { Timed } from './place';

const s = (n: number) => n * SECOND;
const turn = (id: number, from: number, to: number | null): Timed => ({
  turn: id,
  chunk: 1,
  speaker: 'Mira',
  from: s(from),
  to: to === null ? null : s(to),
  guessed: to === null,
});
const turns = [turn(1, 0, 4), turn(2, 5, null), turn(4, 9, 8)];

describe('stretches', () => {
  it('run to the next turn, or to the end, where they have no end of their own', () => {
    expect(stretches(turns, s(20)).map((x) => [x.turn, x.to / SECOND])).toEqual([
      [1, 4],
      [2, 9],
      [4, 20],
    ]);
  });
  it('stand among those of turns whose words alone have a time, by where they begin', () => {
    const all = stretches(turns, s(20));
    expect(withOthers(all, [])).toBe(all);
    const others = withOthers(all, [{ ...turn(3, 7, 8), to: s(8) }]);
    expect(others.map((x) => [x.turn, x.open])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, true],
    ]);
  });
  it('show where the window has them', () => {
    const found = blocks(stretches(turns, s(20)), { from: s(2), span: s(4) });
    expect(found.map((b) => [b.turn, b.left, b.width])).toEqual([
      [1, -0.5, 1],
      [2, 0.75, 1],
    ]);
  });
});

describe('blocks', () => {
  const found = blocks(stretches(turns, s(20)), { from: s(2), span: s(4) });

  it('follow one another at the distances that they have', () => {
    const row = inARow(found);
    let end = 0;
    for (const { left, width, gap } of row) {
      expect(end + gap).toBeCloseTo(left);
      end += gap + width;
    }
    expect(row.map((b) => b.gap)).toEqual([-0.5, 0.25]);
  });
  it('begin at the edge of the window where they began before it', () => {
    expect(found.map(inSight).map((b) => [b.turn, b.left, b.width])).toEqual([
      [1, 0, 0.5],
      [2, 0.75, 1],
    ]);
  });
});

it('marks round seconds', () => {
  expect(ticks({ from: s(58), span: s(10) }).map((t) => t.label)).toEqual([
    '00:58',
    '01:00',
    '01:02',
    '01:04',
    '01:06',
  ]);
  expect(ticks({ from: s(3600), span: s(60) })[1]!.label).toBe('01:00:10');
});

describe('the window', () => {
  const window = { from: s(10), span: s(30) };
  it('stays while the playhead is well within', () => expect(around(window, s(20), s(100))).toBe(window));
  it('turns the page at its end', () => expect(around(window, s(39), s(100)).from).toBeCloseTo(s(36.6)));
  it('goes back', () => expect(around(window, s(5), s(100)).from).toBeCloseTo(s(2.6)));
  it('never begins before the sound', () => expect(around(window, 0, s(100)).from).toBe(0));
});

describe('the edges', () => {
  const all = stretches([turn(1, 0, 4), turn(2, 4, 6), turn(3, 7, null), turn(4, 9, 10)], s(20));
  const window = { from: 0, span: s(20) };

  it('are one where two turns meet, and none where a turn has no end of its own', () => {
    expect(edgesInSight(all, window, 1000).map(({ key, at }) => `${key} ${at / SECOND}`)).toEqual([
      '1 0',
      '2 4',
      '2-end 6',
      '3 7',
      '4 9',
      '4-end 10',
    ]);
  });
  it('stay between what they touch', () => {
    const found = edgesInSight(all, window, 1000);
    expect(found.map(({ earliest, latest }) => [earliest / SECOND, latest / SECOND])).toEqual([
      [0, 4],
      [0, 6],
      [4, 7],
      [0, 9],
      [7, 10],
      [9, Infinity],
    ]);
  });
  it('stay where they are in a turn that goes on while the next begins', () => {
    const both = stretches([turn(1, 0, 5), turn(2, 3, 9)], s(20));
    const end = edgesInSight(both, window, 1000).find(({ key }) => key === '1-end')!;
    expect([end.at, end.earliest, end.latest].map((at) => at / SECOND)).toEqual([5, 0, 5]);
  });
  it('are left out where they lie too close, and beside the window', () => {
    expect(edgesInSight(all, window, 100).map(({ key }) => key)).toEqual(['1', '2', '2-end', '4']);
    expect(edgesInSight(all, { from: s(5), span: s(3) }, 1000).map(({ key }) => key)).toEqual(['2-end', '3']);
  });
  it('take along what meets them', () => {
    const start = edgesInSight(all, window, 1000)[1]!;
    expect(withEdge(all, { ...start, at: s(3) }).map(({ from, to }) => [from / SECOND, to / SECOND])).toEqual([
      [0, 3],
      [3, 6],
      [7, 9],
      [9, 10],
    ]);
    const end = edgesInSight(all, window, 1000)[2]!;
    expect(withEdge(all, { ...end, at: s(6.5) })[1]).toMatchObject({ from: s(4), to: s(6.5) });
    expect(withEdge(all, null)).toBe(all);
  });
});
