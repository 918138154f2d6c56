import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../model/timecode';
import type { TurnView } from '../model/views';
import { Lines } from './lines';
import { head } from './program.testing';
import { Script } from './script';
import { nearTo, placeOf, spokenAt, timeOf } from './spoken';

const turn = (id: number, from: number | null, to: number | null): TurnView => ({
  id,
  start: from === null ? '' : `00:00:${from}`,
  end: '',
  from: from === null ? null : from * SECOND,
  to: to === null ? null : to * SECOND,
  speaker: 'Mira',
  paragraphs: ['one two three four.'],
  changed: false,
  estimated: 0,
  times: '',
  checked: false,
});

function script(...turns: TurnView[]): Script {
  return new Script({
    id: 1,
    series: '',
    key: '',
    title: '',
    clock: { rate: '30', num: 30, den: 1, drop: false, offset: 0 },
    sound: '',
    speakers: [],
    chunks: [{ ...head(1), turns }],
    notes: [],
    history: { undo: '', redo: '' },
    numbers: [1, 0],
  });
}

describe('the turn that is heard', () => {
  const of = (turns: TurnView[], seconds: number) => spokenAt(script(...turns).timed(), seconds * SECOND);

  it('is the one whose time it is', () => {
    const turns = [turn(1, 0, 4), turn(2, 4, 9), turn(3, 9, 12)];
    expect([0, 3.99, 4, 8.5, 9, 11.9].map((s) => of(turns, s))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('is the one before in the gap of a breath, and none in a silence', () => {
    const turns = [turn(1, 1, 4), turn(2, 4.25, 9), turn(3, 20, 30)];
    expect([0.5, 4.1, 9.2, 15, 19.9, 31].map((s) => of(turns, s))).toEqual([null, 1, null, null, null, null]);
  });

  it('lasts to the next where it has no end', () => {
    expect([1, 7, 99].map((s) => of([turn(1, 0, null), turn(2, 5, null)], s))).toEqual([1, 2, 2]);
  });

  it('is the earlier one again when a short one in its midst is over', () => {
    const turns = [turn(1, 0, 20), turn(2, 5, 6)];
    expect([4, 5.5, 7].map((s) => of(turns, s))).toEqual([1, 2, 1]);
  });

  it('is told by time where the file’s order is another', () => {
    expect(of([turn(1, 10, 15), turn(2, 0, 5)], 2)).toBe(2);
  });
});

describe('a place within a turn', () => {
  const text = 'one two three four.';
  const row = script(turn(1, 10, 29)).turn(1)!;
  const end = 29 * SECOND;

  it('is played from its word, by the share of the text before it', () => {
    expect(timeOf(row, end, text, 10)).toBe(18 * SECOND);
    expect(timeOf(row, end, text, 0)).toBe(10 * SECOND);
  });

  it('is played from the turn’s start where no end is known, and not at all without a time', () => {
    expect(timeOf(row, null, text, 10)).toBe(10 * SECOND);
    expect(timeOf(script(turn(1, null, null)).turn(1)!, null, text, 10)).toBeNull();
  });

  it('is found again from the time', () => {
    expect(placeOf(row, end, text, 18.5 * SECOND)).toBe(8);
    expect(placeOf(row, end, text, 0)).toBe(0);
    expect(placeOf(row, end, text, 99 * SECOND)).toBe(14);
  });
});

describe('an untimed turn', () => {
  const doc = Text.of(['ten chars.', 'ten chars.', 'ten chars.', 'ten chars.']);
  const lines = new Lines([1, 2, 3, 4]);

  it('is near its share of the time between its neighbours', () => {
    const s = script(turn(1, 0, 10), turn(2, null, null), turn(3, null, null), turn(4, 30, 40));
    expect(nearTo(s, lines, doc, 2)).toBe(10 * SECOND);
    expect(nearTo(s, lines, doc, 3)).toBe(20 * SECOND);
  });

  it('is near nothing after the last known time of its chunk', () => {
    const s = script(turn(1, 0, 10), turn(2, null, null), turn(3, null, null), turn(4, null, null));
    expect(nearTo(s, lines, doc, 3)).toBeNull();
  });
});
