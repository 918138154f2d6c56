/** The stretch of the sound around the playhead, a lane a speaker: who speaks when, as geometry. Pure. */
import { SECOND, clockTime } from './timecode';
import type { EpisodeView, Flicks, ID } from './views';

/** What of the sound is in sight. */
export interface Window {
  from: Flicks;
  span: Flicks;
}

/** A turn in its lane; left and width are fractions of the window. */
export interface Block {
  turn: ID;
  chunk: ID;
  speaker: string;
  from: Flicks;
  left: number;
  width: number;
  opening: string;
}

export interface Tick {
  left: number;
  label: string;
}

const openingLength = 80;

/** A turn's stretch of the sound, to where the next begins when it has no end of its own. */
interface Stretch {
  turn: ID;
  chunk: ID;
  speaker: string;
  from: Flicks;
  to: Flicks;
  text: string;
}

export function stretches(view: EpisodeView, length: Flicks): Stretch[] {
  const out: Stretch[] = [];
  for (const chunk of view.chunks) {
    for (const turn of chunk.turns) {
      if (turn.from === null) continue;
      const text = turn.paragraphs[0] ?? '';
      out.push({
        turn: turn.id,
        chunk: chunk.id,
        speaker: turn.speaker ?? '',
        from: turn.from,
        to: turn.to ?? -1,
        text: text.slice(0, openingLength),
      });
    }
  }
  out.sort((a, b) => a.from - b.from);
  out.forEach((stretch, i) => {
    if (stretch.to < stretch.from) stretch.to = out[i + 1]?.from ?? Math.max(length, stretch.from + SECOND);
  });
  return out;
}

/** What of the turns is in sight. */
export function blocks(all: Stretch[], window: Window): Block[] {
  const end = window.from + window.span;
  return all
    .filter((each) => each.to > window.from && each.from < end)
    .map((each) => ({
      turn: each.turn,
      chunk: each.chunk,
      speaker: each.speaker,
      from: each.from,
      left: (each.from - window.from) / window.span,
      width: (each.to - each.from) / window.span,
      opening: each.text,
    }));
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
