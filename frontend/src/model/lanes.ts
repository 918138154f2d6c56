/** The stretch of the sound around the playhead, a lane a speaker: who speaks when, as geometry. Pure. */
import { SECOND, clockTime } from './timecode';
import type { Timed } from './place';
import type { Flicks, ID } from './views';

/** What of the sound is in sight. */
export interface Window {
  from: Flicks;
  span: Flicks;
}

/** A turn in its lane; left and width are fractions of the window. */
export interface Block {
  turn: ID;
  speaker: string;
  left: number;
  width: number;
}

export interface Tick {
  left: number;
  label: string;
}

/** A turn's stretch of the sound, to where the next begins when it has no end of its own. */
export interface Stretch extends Timed {
  to: Flicks;
}

export function stretches(turns: Timed[], length: Flicks): Stretch[] {
  return turns.map((turn, i) => ({
    ...turn,
    to:
      turn.to !== null && turn.to >= turn.from ? turn.to : (turns[i + 1]?.from ?? Math.max(length, turn.from + SECOND)),
  }));
}

/** What of the turns is in sight. */
export function blocks(all: Stretch[], window: Window): Block[] {
  const end = window.from + window.span;
  return all
    .filter((each) => each.to > window.from && each.from < end)
    .map((each) => ({
      turn: each.turn,
      speaker: each.speaker,
      left: (each.from - window.from) / window.span,
      width: (each.to - each.from) / window.span,
    }));
}

/** The part of a block that is in sight at the window's left. */
export const inSight = (block: Block): Block => ({
  ...block,
  left: Math.max(0, block.left),
  width: block.width + Math.min(0, block.left),
});

/** Says how far each lies behind the end of the one before it; less than nothing where they overlap. */
export function inARow<T extends { left: number; width: number }>(blocks: readonly T[]): (T & { gap: number })[] {
  let end = 0;
  return blocks.map((block) => {
    const gap = block.left - end;
    end = block.left + block.width;
    return { ...block, gap };
  });
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** Marks on round seconds, about eight of them. Labels leave the hour out in the first hour. */
export function ticks(window: Window): Tick[] {
  const seconds = window.span / SECOND;
  const step = steps.find((each) => seconds / each <= 8) ?? 600;
  const out: Tick[] = [];
  for (let at = Math.ceil(window.from / SECOND / step) * step; at * SECOND < window.from + window.span; at += step) {
    if (at < 0) continue;
    const label = clockTime(at * SECOND);
    out.push({
      left: (at * SECOND - window.from) / window.span,
      label: label.startsWith('00:') ? label.slice(3) : label,
    });
  }
  return out;
}

/** The window to show when the playhead is at a place: the same one, until the playhead comes near its end. */
export function around(window: Window, playhead: Flicks, length: Flicks): Window {
  const { from, span } = window;
  if (playhead >= from && playhead <= from + span * 0.94) return window;
  const latest = Math.max(0, length - span * 0.9);
  return { from: Math.max(0, Math.min(playhead - span * 0.08, latest)), span };
}
