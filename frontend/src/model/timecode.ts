/**
 * Media time as people read it. Flicks in, labels out; labels in, flicks out. Whole numbers throughout: a rate is a
 * fraction, and no second is ever a float. It holds the SMPTE drop-frame rule for the window, as backend/timecode
 * does for the program; it does not know where an episode's labels begin in the sound.
 */
import type { ClockView, Flicks } from './views';

export const SECOND = 705_600_000;
export const MILLISECOND = SECOND / 1000;

/** Frames a second, as a fraction, and whether labels leave numbers out to keep pace with the clock. */
export interface Rate {
  num: number;
  den: number;
  drop: boolean;
}

export const nominal = (rate: Rate): number => Math.ceil(rate.num / rate.den);

const frameLength = (rate: Rate): number => (SECOND / rate.num) * rate.den;

/** How many numbers drop-frame leaves out at the start of every minute that ten does not divide. */
const dropped = (rate: Rate): number => (rate.drop ? nominal(rate) / 15 : 0);

/** The parts of a label: hours, minutes, seconds and frames. */
export interface Label {
  hours: number;
  minutes: number;
  seconds: number;
  frames: number;
}

/** The label that shows at a time counted from 00:00:00:00, rounded down. Below zero it stays at zero. */
export function labelAt(flicks: Flicks, rate: Rate): Label {
  const frame = Math.max(0, Math.floor(flicks / frameLength(rate)));
  const perSecond = nominal(rate);
  const skip = dropped(rate);
  const perTen = perSecond * 600 - 9 * skip;
  let number = frame + Math.floor(frame / perTen) * 9 * skip;
  const rest = (frame % perTen) - perSecond * 60;
  if (rest >= 0) number += (Math.floor(rest / (perSecond * 60 - skip)) + 1) * skip;
  const seconds = Math.floor(number / perSecond);
  return {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
    frames: number % perSecond,
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** "00:28:51" and "28": the readout sets its frames apart. */
export function readout(flicks: Flicks, rate: Rate): { time: string; frames: string } {
  const label = labelAt(flicks, rate);
  return { time: `${two(label.hours)}:${two(label.minutes)}:${two(label.seconds)}`, frames: two(label.frames) };
}

/** HH:MM:SS:FF, with a semicolon before the frames of a drop-frame rate. */
export function code(flicks: Flicks, rate: Rate): string {
  const { time, frames } = readout(flicks, rate);
  return `${time}${rate.drop ? ';' : ':'}${frames}`;
}

/** The frame that a place in the sound lies in, or one so many frames from it: where it begins and where it ends. */
export function frameAt(sound: Flicks, clock: ClockView, away = 0): { from: Flicks; to: Flicks } {
  const length = frameLength(clock);
  const label = labelTime(sound, clock);
  const begins = sound - label;
  const frame = Math.floor(label / length) + away;
  return { from: begins + frame * length, to: begins + (frame + 1) * length };
}

/** How far after 00:00:00:00 the label lies that stands at a place in the sound; in a gap it stands still. */
export function labelTime(sound: Flicks, { offset, gap }: ClockView): Flicks {
  const at = sound - offset;
  return gap && at >= gap.at ? Math.max(gap.at, at - gap.length) : at;
}

/** Where in the sound a label lies that is so far after 00:00:00:00. */
export function soundTime(label: Flicks, { offset, gap }: ClockView): Flicks {
  return offset + (gap && label >= gap.at ? Math.max(gap.at, label + gap.length) : label);
}

/** Where in the sound ends what ends at a label: where something was put in, before it. */
export const endTime = (label: Flicks, clock: ClockView): Flicks =>
  clock.gap && clock.gap.length > 0 && label === clock.gap.at ? clock.offset + label : soundTime(label, clock);

/** How long it is from one place in the sound to a later one, without what labels do not count: backend/timecode's Between. */
export function between(from: Flicks, to: Flicks, clock: ClockView): Flicks {
  const put = putIn(clock);
  return put ? to - from - Math.max(0, Math.min(to, put.to) - Math.max(from, put.from)) : to - from;
}

/** What was put into the sound and labels do not count; null where nothing was. */
function putIn({ offset, gap }: ClockView): { from: Flicks; to: Flicks } | null {
  return gap && gap.length > 0 ? { from: offset + gap.at, to: offset + gap.at + gap.length } : null;
}

/**
 * Where an edge of a turn comes to stand that is let go at a place in the sound: in what labels do not count it begins
 * behind that, or ends before.
 */
export function standing(sound: Flicks, clock: ClockView, ends: boolean): Flicks {
  const put = putIn(clock);
  if (!put || sound < put.from || sound >= put.to) return sound;
  return ends ? put.from : put.to;
}

/** The label of a place in the sound, at the episode's clock. */
export const codeAt = (sound: Flicks, clock: ClockView): string => code(labelTime(sound, clock), clock);

const written = /^(\d{1,3})[:;](\d{1,2})(?:[:;](\d{1,2})(?:([:;.,])(\d{1,3}))?)?$/;

/**
 * Where a label that somebody typed lies, counted from 00:00:00:00; null if it is none. HH:MM:SS:FF, HH:MM:SS,
 * HH:MM:SS.mmm and MM:SS are read. A frame that the rate does not have is none.
 */
export function parse(text: string, rate: Rate): Flicks | null {
  const match = written.exec(text.trim());
  if (!match) return null;
  const [, first = '', second = '', third, mark, sub] = match;
  const [hours, minutes, seconds] = third === undefined ? [0, +first, +second] : [+first, +second, +third];
  if (minutes > 59 || seconds > 59) return null;
  const whole = (hours * 60 + minutes) * 60 + seconds;
  if (mark === '.' || mark === ',') {
    return sub?.length === 3 ? (whole * 1000 + Number(sub)) * MILLISECOND : null;
  }
  const perSecond = nominal(rate);
  const all = hours * 60 + minutes;
  const least = seconds === 0 && all % 10 !== 0 ? dropped(rate) : 0;
  const frames = sub === undefined ? least : Number(sub);
  if (frames >= perSecond || frames < least) return null;
  return (whole * perSecond + frames - dropped(rate) * (all - Math.floor(all / 10))) * frameLength(rate);
}

/** A length as people say it: 8:26, 1:11:37. */
export function length(flicks: Flicks): string {
  const seconds = Math.floor(Math.max(0, flicks) / SECOND);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** A length, to the tenth of a second where it is short: 4.2 s, 8:26. */
export const brief = (flicks: Flicks): string =>
  flicks < 10 * SECOND ? `${(flicks / SECOND).toFixed(1)} s` : length(flicks);

/** A place in the sound by the clock, without frames: 00:28:51. */
export function clockTime(flicks: Flicks): string {
  const seconds = Math.floor(Math.max(0, flicks) / SECOND);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The same to the millisecond: 00:28:51.040. */
export const exactTime = (flicks: Flicks): string =>
  `${clockTime(flicks)}.${String(Math.floor((Math.max(0, flicks) % SECOND) / MILLISECOND)).padStart(3, '0')}`;

/** A shift with its sign: "+0.120 s", "−3.6 s", "0 s". */
export function shift(flicks: Flicks, digits = 3): string {
  const seconds = Number((Math.abs(flicks) / SECOND).toFixed(digits));
  if (seconds === 0) return '0 s';
  return `${flicks < 0 ? '−' : '+'}${seconds.toFixed(digits)} s`;
}

/** What is left over, to the millisecond: "12 ms early". */
export function apart(flicks: Flicks): string {
  const ms = Math.round(Math.abs(flicks) / MILLISECOND);
  return ms === 0 ? 'exact' : `${ms.toLocaleString('en')} ms ${flicks < 0 ? 'early' : 'late'}`;
}

/** Further from the start of a sound nothing lies: a thousand hours. */
export const furthest = 1000 * 3600 * SECOND;

/** Reads a shift such as "+1.250", "-3.6 s" or "−00:00:03.600" to flicks; null if it is none. */
export function parseShift(text: string): Flicks | null {
  const match = /^([+\-−]?)\s*(?:(\d+):)?(?:(\d{1,2}):)?(\d+(?:[.,]\d{1,9})?)\s*s?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, first, second, last = '0'] = match;
  const minutes = second === undefined ? Number(first ?? 0) : Number(first ?? 0) * 60 + Number(second);
  const seconds = minutes * 60 * SECOND + Math.round(Number(last.replace(',', '.')) * SECOND);
  return sign === '-' || sign === '−' ? -seconds : seconds;
}
