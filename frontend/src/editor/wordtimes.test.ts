import { describe, expect, it } from 'vitest';
import { BETWEEN, MEASURED, pack, UNKNOWN } from '../model/times';
import { SECOND } from '../model/timecode';
import type { TurnRow } from './script';
import { partAt, placeOf, timeOf } from './spoken';
import { begunAt, heardAt, spokenWords, wordAt } from './wordtimes';

const s = (n: number) => n * SECOND;

/** "Odd🔔", "hands" (nobody knows when), "turn", "back", half a second each, from 10, 12 and 13 s on. */
const text = 'Odd🔔 hands\nturn back';
const times = pack([
  { how: MEASURED, from: s(10), to: s(10.5) },
  { how: UNKNOWN, from: 0, to: 0 },
  { how: BETWEEN, from: s(12), to: s(12.5) },
  { how: MEASURED, from: s(13), to: s(13.5) },
]);
const words = spokenWords(times, text)!;

describe('the words of a turn with their times', () => {
  it('stand where they stand in its text', () => {
    expect(words.map(({ from, to }) => text.slice(from, to))).toEqual(['Odd🔔', 'hands', 'turn', 'back']);
    expect(words.map(({ said }) => said?.from ?? null)).toEqual([s(10), null, s(12), s(13)]);
  });

  it('are none while the text has other words than the times', () => {
    expect(spokenWords(times, `${text} again`)).toBeNull();
    expect(spokenWords('', text)).toBeNull();
  });

  it('are heard in their time, and none is in a gap or before', () => {
    expect([9.9, 10, 10.4, 10.5, 11, 12, 12.9, 13.4, 14].map((at) => heardAt(words, s(at)))).toEqual([
      -1, 0, 0, -1, -1, 2, -1, 3, -1,
    ]);
  });

  it('where two are heard, the one that began last', () => {
    const over = spokenWords(
      pack([
        { how: MEASURED, from: s(1), to: s(3) },
        { how: MEASURED, from: s(2), to: s(4) },
      ]),
      'well well',
    )!;
    expect([1.5, 2.5, 3.5].map((at) => heardAt(over, s(at)))).toEqual([0, 1, 1]);
  });

  it('have begun by a time: the last one, or before all of them the first', () => {
    expect([0, 10, 11, 12.6, 99].map((at) => begunAt(words, s(at)))).toEqual([0, 0, 0, 2, 3]);
    expect(begunAt([{ from: 0, to: 1, said: null }], 0)).toBe(-1);
  });

  it('are found by a place in the text', () => {
    expect([0, 5, 6, 11, 12, 18, 21].map((at) => wordAt(words, at))).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(wordAt(words, 99)).toBe(-1);
  });
});

describe('time and place of a turn whose words have times', () => {
  const row: TurnRow = {
    id: 1,
    chunk: 1,
    start: '00:00:10:00',
    end: '00:00:14:00',
    from: s(10),
    to: s(14),
    speaker: 'Mira',
    changed: false,
    estimated: 0,
    times,
    checked: false,
  };
  it('are exact', () => {
    expect(timeOf(row, row.to, text, text.indexOf('back') + 2)).toBe(s(13));
    expect(text.slice(placeOf(row, row.to, text, s(12.2)))).toBe('turn back');
  });
  it('part it at the word that is said, or behind the one that was', () => {
    const at = (second: number) => {
      const part = partAt(row, row.to, text, s(second));
      return part && [text.slice(part.place), part.heard === undefined ? null : part.heard / SECOND];
    };
    expect(at(13.2)).toEqual(['back', null]);
    expect(at(12.2)).toEqual(['turn back', 12.2]);
    expect(at(12.7)).toEqual(['back', 12.7]);
    expect(at(11)).toEqual(['hands\nturn back', 11]);
    expect([9.9, 10.2, 13.7].map(at)).toEqual([null, null, null]);
  });
  it('part a turn of whose words nothing is known about there', () => {
    expect(partAt({ ...row, times: '' }, row.to, text, s(12))).toEqual({ place: text.indexOf('hands'), heard: s(12) });
    expect(partAt({ ...row, times: '' }, row.to, text, s(10))).toBeNull();
  });
  it('are a guess at a word without a time', () => {
    expect(timeOf(row, row.to, text, text.indexOf('hands'))).toBeCloseTo(s(10) + s(4) * (6 / text.length), -1);
  });
  it('are a guess while the text has other words', () => {
    expect(timeOf(row, row.to, `${text} again`, text.indexOf('back'))).not.toBe(s(13));
  });
});
