import { expect, it } from 'vitest';
import { damage } from './damage';
import { SECOND } from './timecode';

const clock = { rate: '25', num: 25, den: 1, drop: false, offset: 2 * SECOND };
const whole = { lost: 0, gaps: [], done: 4, total: 4 };
const sound = { path: '/tapes/mix.mp3', warnings: [] };
const gap = (at: number) => ({ from: at * SECOND, to: (at + 1) * SECOND });

it('says nothing of a sound that is as it should be', () => {
  expect(damage(sound, whole, clock)).toBeNull();
});

it('names the sound, and the place by the episode’s clock', () => {
  expect(damage(sound, { ...whole, lost: 1.3 * SECOND, gaps: [gap(74)] }, clock)).toEqual({
    title: 'The sound is damaged: mix.mp3',
    text: 'It is silent for 1.3 s that cannot be decoded, at 00:01:12:00.',
    first: { at: 74 * SECOND, code: '00:01:12:00' },
  });
});

it('counts the places, and tells of less than a tenth of a second', () => {
  const text = damage(sound, { ...whole, lost: 1, gaps: [gap(3), gap(9)] }, clock)?.text;
  expect(text).toBe('It is silent for 0.1 s that cannot be decoded, in 2 places, first at 00:00:01:00.');
});

it('waits until all is read', () => {
  expect(damage(sound, { ...whole, lost: SECOND, gaps: [gap(3)], done: 3 }, clock)).toBeNull();
});

it('says once that it is silent in places', () => {
  const warnings = [{ kind: 'in-places', what: 'It is damaged in places: there it is silent.' }];
  expect(damage({ ...sound, warnings }, { ...whole, done: 1 }, clock)?.text).toBe(warnings[0]!.what);
  expect(damage({ ...sound, warnings }, { ...whole, lost: SECOND, gaps: [gap(3)] }, clock)?.text).toBe(
    'It is silent for 1.0 s that cannot be decoded, at 00:00:01:00. What follows may be a little early or late.',
  );
});

it('tells of what is amiss and has no place', () => {
  expect(damage({ ...sound, warnings: [{ kind: 'cut-off', what: 'Its end may be missing.' }] }, whole, clock)).toEqual({
    title: 'Something is wrong with the sound: mix.mp3',
    text: 'Its end may be missing. It is played as far as it goes.',
    first: null,
  });
});

it('does not say that it ends early where more is there than its header tells of', () => {
  const what = 'Its header is wrong: it was not cut off.';
  const warnings = [{ kind: 'misstated', what }];
  expect(damage({ ...sound, warnings }, whole, clock)?.text).toBe(what);
});
