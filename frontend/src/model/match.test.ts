import { describe, expect, it } from 'vitest';
import { match, pieces } from './match';

const score = (query: string, text: string) => match(query, text)?.score ?? -1;

describe('match', () => {
  it('likes the beginning best, then the beginning of a word', () => {
    expect(score('spe', 'Speed up')).toBeGreaterThan(score('spe', 'Change speaker'));
    expect(score('spe', 'Change speaker')).toBeGreaterThan(score('spe', 'Inspect'));
  });
  it('wants every word, in any order', () => {
    expect(match('turn next', 'Next turn')).not.toBeNull();
    expect(match('turn last', 'Next turn')).toBeNull();
  });
  it('marks what was typed', () => {
    expect(match('ne tu', 'Next turn')!.marks).toEqual([
      [0, 2],
      [5, 7],
    ]);
    expect(match('aa ab', 'aab')!.marks).toEqual([[0, 3]]);
  });
  it.each([
    [
      'np',
      'Next problem',
      [
        [0, 1],
        [5, 6],
      ],
    ],
    [
      'expl',
      'Export the library…',
      [
        [0, 3],
        [11, 12],
      ],
    ],
    [
      'nxtprb',
      'Next problem',
      [
        [0, 1],
        [2, 4],
        [5, 7],
        [8, 9],
      ],
    ],
    [
      'sel tu',
      'Select the turn',
      [
        [0, 3],
        [11, 13],
      ],
    ],
  ])('finds %s in %s by a few letters', (query, text, marks) => {
    expect(match(query, text)?.marks ?? []).toEqual(query.includes(' ') ? marks : []);
    expect(match(query, text, true)!.marks).toEqual(marks);
  });
  it('likes whole words better than initials, these better than letters', () => {
    const loose = (query: string, text: string) => match(query, text, true)?.score ?? -1;
    expect(loose('pro', 'Next problem')).toBeGreaterThan(loose('pro', 'Put rows on'));
    expect(loose('nep', 'Next problem')).toBeGreaterThan(loose('nep', 'Nicely put'));
    expect(loose('nt', 'Next turn')).toBeGreaterThan(loose('nt', 'Next'));
  });
  it('takes no letter in the middle of a word for a beginning', () => {
    expect(match('xt', 'Ex post', true)).toBeNull();
    expect(match('z', 'Next problem', true)).toBeNull();
  });
  it('takes everything for nothing', () => expect(match(' ', 'Next turn')).toEqual({ score: 0, marks: [] }));
});

it('cuts a text at its marks', () => {
  expect(pieces('Next turn', [[5, 9]])).toEqual([
    { text: 'Next ', on: false },
    { text: 'turn', on: true },
  ]);
  expect(pieces('bell', [])).toEqual([{ text: 'bell', on: false }]);
});
