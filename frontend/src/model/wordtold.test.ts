import { expect, it } from 'vitest';
import { SECOND } from './timecode';
import { MEASURED, pack, UNKNOWN, UNSPOKEN } from './times';
import type { ClockView, TurnView } from './views';
import { wordTold, wordToldAt } from './wordtold';

const clock = { rate: '25', num: 25, den: 1, drop: false, offset: 0 } as ClockView;
const turn = {
  paragraphs: ['Good morning.', 'It is late.'],
  times: pack([
    { how: MEASURED, confidence: 97, from: SECOND, to: 2 * SECOND },
    { how: MEASURED, from: 2 * SECOND, to: 3 * SECOND },
    { how: UNSPOKEN, from: 0, to: 0 },
    { how: UNKNOWN, from: 0, to: 0 },
    { how: UNKNOWN, from: 0, to: 0 },
  ]),
} as TurnView;

it('tells of the word at a place, or before it', () => {
  const at = (para: number, offset: number) => wordToldAt(turn, para, offset, { clock })?.text;
  expect([0, 3, 4, 5, 13].map((offset) => at(0, offset))).toEqual(['Good', 'Good', 'Good', 'morning.', 'morning.']);
  expect([0, 3, 11].map((offset) => at(1, offset))).toEqual(['It', 'is', 'late.']);
  expect(wordToldAt({ ...turn, paragraphs: [''] }, 0, 0, { clock })).toBeNull();
});

it('tells when it is said and how that is known, or why it has no time', () => {
  expect(wordTold(turn, 0, { clock })).toEqual({
    text: 'Good',
    at: '00:00:01:00',
    origin: 'heard in the sound, 97 % sure',
    mark: null,
  });
  expect(wordTold(turn, 2, { clock })).toEqual({
    text: 'It',
    at: '',
    origin: 'the sound does not hold the word',
    mark: 'unspoken',
  });
  expect(wordTold(turn, 3, { clock })).toEqual({ text: 'is', at: '', origin: 'not known', mark: 'unknown' });
  expect(wordTold(turn, 5, { clock })).toBeNull();
  // While the sound is searched it may yet be found.
  expect(wordTold(turn, 2, { clock, searching: true })).toMatchObject({
    origin: 'not known so far: the sound is still searched',
    mark: 'unknown',
  });
  expect(wordTold({ ...turn, paragraphs: ['Good'] }, 0, { clock })).toEqual({
    text: 'Good',
    at: '',
    origin: 'not known',
    mark: 'unknown',
  });
});
