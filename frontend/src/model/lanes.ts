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
  /** Nobody has heard where it begins, or where it ends. */
  guessed: boolean;
}

export interface Tick {
  left: number;
  label: string;
}

/** A turn's stretch of the sound, to where the next begins when it has no end of its own. */
export interface Stretch extends Timed {
  to: Flicks;
  /** Its end is not its own. */
  open: boolean;
}

export function stretches(turns: Timed[], length: Flicks): Stretch[] {
  return turns.map((turn, i) => {
    if (turn.to !== null && turn.to >= turn.from) return { ...turn, to: turn.to, open: false };
    return { ...turn, to: turns[i + 1]?.from ?? Math.max(length, turn.from + SECOND), open: true };
  });
}

/** The stretches with those of other turns among them. */
export function withOthers(all: readonly Stretch[], others: readonly (Timed & { to: Flicks })[]): readonly Stretch[] {
  if (others.length === 0) return all;
  const more = others.map((each) => ({ ...each, open: false }));
  return [...all, ...more].sort((a, b) => a.from - b.from);
}

/** How long the longest of the stretches is. */
const longest = new WeakMap<readonly Stretch[], Flicks>();

/** Which of the stretches can be in sight: from one number up to another. An episode has thousands, a frame little time. */
function near(all: readonly Stretch[], window: Window): [number, number] {
  let most = longest.get(all);
  if (most === undefined) longest.set(all, (most = all.reduce((m, { from, to }) => Math.max(m, to - from), 0)));
  return [firstFrom(all, window.from - most), firstFrom(all, window.from + window.span + 1)];
}

/** The first of the stretches that begins at a place or behind it. */
function firstFrom(all: readonly Stretch[], at: Flicks): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.from < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of the turns is in sight. */
export function blocks(all: readonly Stretch[], window: Window): Block[] {
  const end = window.from + window.span;
  return all
    .slice(...near(all, window))
    .filter((each) => each.to > window.from && each.from < end)
    .map((each) => ({
      turn: each.turn,
      speaker: each.speaker,
      left: (each.from - window.from) / window.span,
      width: (each.to - each.from) / window.span,
      guessed: each.guessed,
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

/** Where a turn begins or ends, and how far it can go. */
export interface Edge {
  /** Names it among all. */
  key: string;
  turn: ID;
  end: boolean;
  speaker: string;
  at: Flicks;
  earliest: Flicks;
  latest: Flicks;
}

/** Two edges closer than that cannot be told apart, and are not shown; in pixels. */
const apart = 9;
/** So many lines are a fence, and no edges. */
const mostEdges = 120;

/** The edges in sight: an end and a beginning at one place are one, the beginning. None where they lie too close. */
export function edgesInSight(all: readonly Stretch[], window: Window, width: number): Edge[] {
  const out: Edge[] = [];
  const until = window.from + window.span;
  let shown = -Infinity;
  const add = (stretch: Stretch, end: boolean, at: Flicks, earliest: Flicks, latest: Flicks): void => {
    const x = ((at - window.from) / window.span) * width;
    if (at < window.from || at > until || x - shown < apart) return;
    shown = x;
    const { turn, speaker } = stretch;
    out.push({ key: `${turn}${end ? '-end' : ''}`, turn, end, speaker, at, earliest, latest });
  };
  const [first, last] = near(all, window);
  for (let i = first; i < last; i++) {
    const each = all[i]!;
    if (each.to < window.from) continue;
    const before = all[i - 1];
    const meets = before?.to === each.from;
    add(each, false, each.from, meets ? before!.from : 0, each.to);
    // Who has no end of their own ends where the next begins. Where two speak at once, nothing draws an end back.
    if (!each.open && all[i + 1]?.from !== each.to)
      add(each, true, each.to, each.from, Math.max(each.to, all[i + 1]?.from ?? Infinity));
    if (out.length > mostEdges) return [];
  }
  return out;
}

/** The stretches while an edge is held: it, and what meets it there, are where the hand is. */
export function withEdge(all: readonly Stretch[], edge: Edge | null): readonly Stretch[] {
  if (!edge) return all;
  const i = all.findIndex(({ turn }) => turn === edge.turn);
  const own = all[i];
  if (!own) return all;
  const out = [...all];
  const before = all[i - 1];
  if (edge.end) out[i] = { ...own, to: edge.at };
  else {
    out[i] = { ...own, from: edge.at };
    if (before?.to === own.from) out[i - 1] = { ...before, to: edge.at };
  }
  return out;
}
