import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SECOND,
  apart,
  between,
  code,
  codeAt,
  endTime,
  exactTime,
  frameAt,
  labelTime,
  length,
  parse,
  parseShift,
  readout,
  shift,
  soundTime,
  standing,
  type Rate,
} from './timecode';

const names = ['23.976', '24', '25', '29.97', '29.97 drop', '30', '50', '59.94', '59.94 drop', '60'];
const at = (name: string): Rate => {
  const [num, den = 1] = rates[name.replace(' drop', '')]!;
  return { num, den, drop: name.endsWith(' drop') };
};
const rates: Record<string, [number, number?]> = {
  '23.976': [24000, 1001],
  '24': [24],
  '25': [25],
  '29.97': [30000, 1001],
  '30': [30],
  '50': [50],
  '59.94': [60000, 1001],
  '60': [60],
};
const frame = (name: string, n: number) => n * (SECOND / at(name).num) * at(name).den;

describe('frameAt', () => {
  it.each(names)('has at %s each place in one frame, and its neighbours beside it', (name) => {
    const clock = { ...at(name), rate: name, offset: 7 * SECOND + 13 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 * SECOND }), (place) => {
        const { from, to } = frameAt(place, clock);
        expect(from <= place && place < to).toBe(true);
        expect(to - from).toBe(frame(name, 1));
        expect(frameAt(place, clock, 1)).toEqual({ from: to, to: to + frame(name, 1) });
        expect(frameAt(to, clock, -1)).toEqual({ from, to });
      }),
    );
  });
});

describe('a clock with a gap', () => {
  const clock = (length: number) => ({
    ...at('25'),
    rate: '25',
    offset: 2 * SECOND,
    gap: { at: 60 * SECOND, length: length * SECOND },
  });
  it.each([
    [30, 59, 61, 59],
    [30, 60, 92, 60],
    [30, 61, 93, 61],
    [-5, 59, 61, 59],
    [-5, 62, 62, 65],
    [-5, 66, 63, 66],
  ])('of %i s has the label at %i s at %i s of the sound, where that at %i s stands', (length, label, sound, back) => {
    expect(soundTime(label * SECOND, clock(length))).toBe(sound * SECOND);
    expect(labelTime(sound * SECOND, clock(length))).toBe(back * SECOND);
  });

  it('lets nothing go on longer for what was put in, and ends before it what ends there', () => {
    const put = clock(30);
    expect(endTime(60 * SECOND, put)).toBe(62 * SECOND);
    expect(endTime(61 * SECOND, put)).toBe(93 * SECOND);
    expect(endTime(60 * SECOND, clock(-5))).toBe(62 * SECOND);
    expect(between(60 * SECOND, 94 * SECOND, put)).toBe(4 * SECOND);
    expect(between(70 * SECOND, 80 * SECOND, put)).toBe(0);
    expect(between(60 * SECOND, 64 * SECOND, clock(-5))).toBe(4 * SECOND);
  });

  it('has edges that are let go in what was put in stand beside it', () => {
    expect(standing(70 * SECOND, clock(30), false)).toBe(92 * SECOND);
    expect(standing(70 * SECOND, clock(30), true)).toBe(62 * SECOND);
    expect(standing(61 * SECOND, clock(30), false)).toBe(61 * SECOND);
    expect(standing(70 * SECOND, clock(-5), false)).toBe(70 * SECOND);
  });

  it('stands still in what was put in, and frames go on there', () => {
    expect(codeAt(75 * SECOND, clock(30))).toBe('00:01:00:00');
    const { from, to } = frameAt(75 * SECOND, clock(30));
    expect(from <= 75 * SECOND && 75 * SECOND < to).toBe(true);
    expect(frameAt(75 * SECOND, clock(30), 1).from).toBe(to);
  });
});

describe('code', () => {
  it.each([
    ['25', 0, '00:00:00:00'],
    ['25', 1731 * 25 + 7, '00:28:51:07'],
    ['30', 30 * 3600 * 27 + 29, '27:00:00:29'],
    ['29.97 drop', 1799, '00:00:59;29'],
    ['29.97 drop', 1800, '00:01:00;02'],
    ['29.97 drop', 17981, '00:09:59;29'],
    ['29.97 drop', 17982, '00:10:00;00'],
    ['59.94 drop', 3600, '00:01:00;04'],
    ['29.97', 1800, '00:01:00:00'],
  ])('at %s, frame %i is %s', (name, n, want) => {
    expect(code(frame(name, n), at(name))).toBe(want);
    expect(code(frame(name, n + 1) - 1, at(name))).toBe(want);
  });

  it('is zero before the beginning', () => {
    expect(code(-SECOND, at('25'))).toBe('00:00:00:00');
  });

  it('reads back what it wrote, at every rate', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 60 * 3600 * 30 }), (name, n) => {
        expect(parse(code(frame(name, n), at(name)), at(name))).toBe(frame(name, n));
      }),
    );
  });

  it('leaves out what drop-frame leaves out, at every minute of 24 hours', () => {
    const rate = at('29.97 drop');
    let n = 0;
    for (let minute = 0; minute < 24 * 60; minute++) {
      const first = minute % 10 === 0 ? '00' : '02';
      expect(readout(frame('29.97 drop', n), rate)).toEqual({
        time: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`,
        frames: first,
      });
      n += minute % 10 === 0 ? 1800 : 1798;
    }
  });
});

describe('parse', () => {
  it.each([
    ['00:00:10', '25', 10 * SECOND],
    ['01:30', '25', 90 * SECOND],
    ['00:00:10.250', '25', 10.25 * SECOND],
    ['00:00:10,250', '29.97', 10.25 * SECOND],
    [' 00:00:01:05 ', '25', 1.2 * SECOND],
  ])('%s at %s', (text, name, want) => expect(parse(text, at(name))).toBe(want));

  it.each([
    ['00:00:10:25', '25'],
    ['00:01:00;01', '29.97 drop'],
    ['00:60:00:00', '25'],
    ['00:00:60', '25'],
    ['twelve', '25'],
    ['00:00:10.25', '25'],
    ['', '25'],
  ])('%s at %s is none', (text, name) => expect(parse(text, at(name))).toBeNull());
});

describe('lengths and shifts', () => {
  it.each([
    [0, '0:00'],
    [506 * SECOND, '8:26'],
    [4297 * SECOND, '1:11:37'],
  ])('%i is %s', (flicks, want) => expect(length(flicks)).toBe(want));

  it.each([
    ['+0.120', 0.12 * SECOND],
    ['-3.6 s', -3.6 * SECOND],
    ['−00:00:03.600', -3.6 * SECOND],
    ['1:02', 62 * SECOND],
  ])('%s', (text, want) => expect(parseShift(text)).toBe(want));

  it('refuses what is no shift', () => expect(parseShift('soon')).toBeNull());
  it('shows a sign', () => {
    expect(shift(0.12 * SECOND)).toBe('+0.120 s');
    expect(shift(-3.6 * SECOND, 1)).toBe('−3.6 s');
    expect(shift(100, 3)).toBe('0 s');
  });
  it('says what is left over', () => {
    expect(apart(-0.012 * SECOND)).toBe('12 ms early');
    expect(apart(3.6 * SECOND)).toBe('3,600 ms late');
    expect(apart(SECOND / 3000)).toBe('exact');
  });
  it('says a place to the millisecond', () => {
    expect(exactTime(1731.0409 * SECOND)).toBe('00:28:51.040');
    expect(exactTime(-1)).toBe('00:00:00.000');
  });
});
