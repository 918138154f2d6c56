import { describe, expect, it } from 'vitest';
import {
  boundariesOf,
  boundaryNear,
  movedProposal,
  moves,
  nearestChoice,
  proposedRows,
  runs,
  sameRows,
} from './cutting';
import { SECOND } from './timecode';
import type { ChunkView, EpisodeView, MatterForm, TurnView } from './views';

const turn = (id: number, at: number | null): TurnView => ({
  id,
  start: at === null ? '' : `${at} s`,
  end: '',
  from: at === null ? null : at * SECOND,
  to: at === null ? null : (at + 60) * SECOND,
  speaker: 'Ada',
  paragraphs: [`These are the words of the turn number ${id}, and some more of them.`],
  changed: false,
  estimated: 0,
  times: '',
  checked: false,
});
const chunk = (id: number, turns: TurnView[], form: MatterForm = 'fields'): ChunkView =>
  ({ id, number: String(id), title: '', turns, matter: { form, fields: [], raw: '' } }) as unknown as ChunkView;
const view = {
  chunks: [
    chunk(1, [turn(11, 0), turn(12, 60), turn(13, 120)]),
    chunk(2, [turn(21, 180), turn(22, null), turn(23, 300), turn(24, 360)]),
    chunk(3, [turn(31, 420)]),
  ],
} as EpisodeView;
const proposal = (id: number) => ({ turn: id, depth: 0.2, pause: 1, before: [], after: [] });

describe('a proposal', () => {
  it('is listed with how long the chunks would run, and not where one begins already', () => {
    const rows = proposedRows(view, [proposal(23), proposal(13), proposal(31), proposal(99)]);
    expect(rows.map((row) => [row.turn, row.runsBefore! / SECOND, row.runs! / SECOND])).toEqual([
      [13, 120, 60],
      [23, 60, 120],
    ]);
    expect(rows[0]!.words).toBe('These are the words of the turn number');
  });
  it('says the same until its words, its time or the next one are others', () => {
    const list = [proposal(13), proposal(23)];
    const rows = proposedRows(view, list);
    const edited = (id: number, words: string) => ({
      chunks: view.chunks.map((each) => ({
        ...each,
        turns: each.turns.map((t) => (t.id === id ? { ...t, paragraphs: [words] } : t)),
      })),
    });
    expect(sameRows(rows, proposedRows(edited(12, 'Other words.') as EpisodeView, list))).toBe(true);
    expect(sameRows(rows, proposedRows(edited(13, 'Other words.') as EpisodeView, list))).toBe(false);
    expect(sameRows(rows, proposedRows(view, [proposal(13)]))).toBe(false);
  });
  it('moves within its chunk, and not onto another one', () => {
    const list = [proposal(23), proposal(24)];
    expect(movedProposal(view, list, 23, -1)).toBe(22);
    expect(movedProposal(view, list, 23, 1)).toBeNull();
    expect(movedProposal(view, list, 24, 1)).toBeNull();
    expect(movedProposal(view, [proposal(12)], 12, -1)).toBeNull();
  });
  it('goes over the parts of a transcript as over one', () => {
    const parts = {
      chunks: [
        chunk(1, [turn(11, 0), turn(12, 60)], 'none'),
        chunk(2, [turn(21, 120), turn(22, 180)], 'none'),
        chunk(3, [turn(31, 240)]),
      ],
    } as EpisodeView;
    const rows = proposedRows(parts, [proposal(12), proposal(21), proposal(31)]);
    expect(rows.map((row) => [row.turn, row.runsBefore! / SECOND, row.runs! / SECOND])).toEqual([
      [12, 60, 60],
      [21, 60, 120],
    ]);
    expect(movedProposal(parts, [proposal(12)], 12, 1)).toBe(21);
    expect(movedProposal(parts, [proposal(22)], 22, 1)).toBeNull();
  });
  it('says where a chunk would be short or long', () => {
    const limits = { shortest: 2, longest: 8 };
    expect(runs(119 * SECOND, limits)).toEqual({ text: '1:59', odd: 'short' });
    expect(runs(120 * SECOND, limits).odd).toBe('');
    expect(runs(481 * SECOND, limits).odd).toBe('long');
    expect(runs(null, limits).text).toBe('untimed');
  });
});

describe('the boundary of a chunk', () => {
  const all = boundariesOf(view);
  it('can go to each turn of both sides but the first', () => {
    expect(all.map(({ chunk: of, own, choices }) => [of, own, choices.map((each) => each.turn)])).toEqual([
      [2, 2, [12, 13, 21, 23, 24]],
      [3, 2, [23, 24, 31]],
    ]);
  });
  it('goes to the nearest, and says what moves', () => {
    const [first] = all;
    expect(nearestChoice(first!, 100 * SECOND)).toBe(1);
    expect(nearestChoice(first!, -5 * SECOND)).toBe(0);
    expect(moves(first!, 1)).toBe('1 turn to 2: 1 runs 2:00, 2 5:00');
    expect(moves(first!, 4)).toBe('2 turns to 1: 1 runs 6:00, 2 1:00');
    expect(moves(first!, 2)).toBe('As it was: 1 runs 3:00, 2 4:00');
  });
  it('is the one that is nearest to the caret, or was moved last', () => {
    expect(boundaryNear(view, 12, 1, null)).toEqual({ chunk: 2, turn: 22 });
    expect(boundaryNear(view, 21, -1, null)).toEqual({ chunk: 2, turn: 13 });
    expect(boundaryNear(view, 24, -1, null)).toEqual({ chunk: 3, turn: 24 });
    expect(boundaryNear(view, 24, -1, 2)).toEqual({ chunk: 2, turn: 13 });
    expect(boundaryNear(view, 31, 1, null)).toBeNull();
    expect(boundaryNear(view, 99, 1, null)).toBeNull();
  });
});
