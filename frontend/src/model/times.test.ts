import { expect, it } from 'vitest';
import { BETWEEN, CARRIED, GUESSED, IMPORTED, legend, markOf, MEASURED, pack, toldOf, UNKNOWN, unpack } from './times';

it('keeps how sure of a word whoever found it was', () => {
  const words = [
    { how: MEASURED, confidence: 97, from: 705_600_000, to: 1_411_200_000 },
    { how: UNKNOWN, from: 0, to: 0 },
    { how: GUESSED, confidence: 1, from: 1_411_200_000, to: 1_411_200_001 },
    { how: BETWEEN, from: 1_411_200_000, to: 2_000_000_000 },
  ];
  expect(unpack(pack(words))).toEqual(words);
  expect(words.map(toldOf)).toEqual([
    'heard in the sound, 97 % sure',
    'not known',
    'estimated: it was not heard for sure, 1 % sure',
    'put between the words beside it',
  ]);
});

it('tells the kinds of estimates apart, in words and by their marks', () => {
  const hows = [IMPORTED, GUESSED, BETWEEN, CARRIED];
  expect(hows.map((how) => toldOf({ how }))).toEqual([
    'told by a file',
    'estimated: put where somebody speaks',
    'put between the words beside it',
    'carried over from the old word',
  ]);
  const named = hows.map((how) => legend.find(({ mark }) => mark === markOf(how))?.name);
  expect(named).toEqual(['told by a file', 'estimated', 'put between the words beside it', 'carried over']);
});

// The bytes are those that transcript.Timings packs; one without a confidence is as it always was.
it('reads what the program packs', () => {
  expect(unpack(btoa('\x84\x61\x02\x04\x02\x02\x00'))).toEqual([
    { how: MEASURED, confidence: 97, from: 1, to: 3 },
    { how: BETWEEN, from: 4, to: 4 },
  ]);
});
