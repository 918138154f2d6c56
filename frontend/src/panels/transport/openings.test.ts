import { expect, it } from 'vitest';
import type { Written } from '../../model/lanewords';
import { fitting, place, underline } from './openings';

const measure = (text: string) => text.length;

it('shows as many whole words as there is room for, and no piece of one', () => {
  expect(fitting('And there it goes', 17, measure)).toBe('And there it goes');
  expect(fitting('And there it goes', 16, measure)).toBe('And there it');
  expect(fitting('And there it goes', 9, measure)).toBe('And there');
  expect(fitting('And there it goes', 8, measure)).toBe('And');
  expect(fitting('Everything', 4, measure)).toBe('');
  expect(fitting('Everything', 0, measure)).toBe('');
});

const wordsOf = (turn: number, ...words: [from: number, text: string][]): Written[] =>
  words.map(([from, text], word) => ({
    left: from / 100,
    width: 0.01,
    text,
    word: true,
    estimated: false,
    said: { turn, word, from, to: from + 1, how: 4 },
  }));
const shown = (texts: Written[]) => place(texts, 100, measure).map(({ at, text }) => `${at} ${text}`.trim());

it('writes words where they are said, whole, and leaves those out that have no room behind the one before', () => {
  expect(shown(wordsOf(1, [0, 'Good'], [10, 'morning'], [14, 'I'], [21, 'have'], [27, 'a']))).toEqual([
    ...['0 Good', '10 morning', '14', '21 have', '27'],
  ]);
});
it('lets a word that is wider than it is said give way to one that has room for itself', () => {
  const texts = wordsOf(1, [0, 'the'], [4, 'second'], [20, 'the'], [24, 'door'], [34, 'a']);
  texts[1]!.width = 0.12;
  texts[3]!.width = 0.09;
  expect(shown(texts)).toEqual(['0', '4 second', '20', '24 door', '34 a']);
});

it('lets no word run into the next turn, out of sight, or begin out of sight', () => {
  expect(shown([...wordsOf(1, [-3, 'Over'], [10, 'elephants']), ...wordsOf(2, [20, 'Yes'])])).toEqual([
    ...['-3', '10', '20 Yes'],
  ]);
  expect(shown(wordsOf(1, [92, 'Good'], [99, 'morning']))).toEqual(['92 Good', '99']);
  const opening = { left: 0.2, width: 0.1, text: 'And so', word: false, estimated: false };
  expect(shown([...wordsOf(1, [10, 'morning']), opening])).toEqual(['10', '20 And so']);
});

it('draws a line below a word for each way to know its time, and none below one that was heard', () => {
  const drawn = (mark: Parameters<typeof underline>[0]) =>
    underline(mark, 12).map(({ left, width, top, height }) => `${left}+${width} at ${top}, ${height}`);
  expect(drawn(null)).toEqual([]);
  expect(drawn('hand')).toEqual(['0+12 at 17, 2']);
  expect(drawn('told')).toEqual(['0+12 at 17, 1', '0+12 at 19, 1']);
  expect(drawn('guessed')).toEqual(['0+3 at 18, 1', '5+3 at 18, 1', '10+2 at 18, 1']);
  expect(drawn('between')).toEqual(['0+7 at 18, 1', '10+2 at 18, 1']);
  expect(drawn('carried')).toEqual(['0+5 at 18, 1', '7+1 at 18, 1', '10+2 at 18, 1']);
  expect(underline('hand', 0)).toEqual([]);
});
