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
  it('takes everything for nothing', () => expect(match(' ', 'Next turn')).toEqual({ score: 0, marks: [] }));
});

it('cuts a text at its marks', () => {
  expect(pieces('Next turn', [[5, 9]])).toEqual([
    { text: 'Next ', on: false },
    { text: 'turn', on: true },
  ]);
  expect(pieces('bell', [])).toEqual([{ text: 'bell', on: false }]);
});
