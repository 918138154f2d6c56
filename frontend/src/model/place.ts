/** Where things lie in the sound: turns and chunks by time, and the regions of the overview strip. Pure. */
import { turnOf } from './episode';
import { between, endTime, parse } from './timecode';
import { isTimed, unpack } from './times';
import type { ChunkView, ClockView, EpisodeView, Flicks, ID, PatchView, TurnView } from './views';

/** A turn that has a time. */
export interface Timed {
  turn: ID;
  chunk: ID;
  speaker: string;
  from: Flicks;
  /** Null when nobody has said. */
  to: Flicks | null;
  /** Nobody has heard where it begins, or where it ends. */
  guessed: boolean;
}

/** The turns that have a time, in the order of the sound. */
export function timedTurns(view: EpisodeView): Timed[] {
  const out: Timed[] = [];
  for (const chunk of view.chunks) {
    for (const { id, from, to, speaker, estimated } of chunk.turns) {
      if (from === null) continue;
      const guessed = estimated !== 0 || to === null;
      out.push({ turn: id, chunk: chunk.id, speaker: speaker ?? '', from, to, guessed });
    }
  }
  return out.sort((a, b) => a.from - b.from);
}

/** From where to where the words of a turn are said; null where nobody knows. A turn stays the same until it changes. */
const extents = new WeakMap<TurnView, { from: Flicks; to: Flicks } | null>();

function extentOf(turn: TurnView): { from: Flicks; to: Flicks } | null {
  let extent = extents.get(turn);
  if (extent === undefined) {
    const said = unpack(turn.times).filter(({ how }) => isTimed(how));
    extent = said.length === 0 ? null : { from: said[0]!.from, to: Math.max(...said.map(({ to }) => to)) };
    extents.set(turn, extent);
  }
  return extent;
}

/** The turns without a time whose words have some, as if these were theirs, in the order of the sound. */
export function heardTurns(view: EpisodeView): (Timed & { to: Flicks })[] {
  const out: (Timed & { to: Flicks })[] = [];
  for (const chunk of view.chunks) {
    for (const turn of chunk.turns) {
      const extent = turn.from === null && turn.times !== '' ? extentOf(turn) : null;
      if (extent) out.push({ turn: turn.id, chunk: chunk.id, speaker: turn.speaker ?? '', ...extent, guessed: true });
    }
  }
  return out.sort((a, b) => a.from - b.from);
}

/** How long it is from the beginning of the first turn that has a time to the end of the last; 0 where that is no stretch. */
export function lengthOf(turns: readonly TurnView[], clock: ClockView): Flicks {
  const first = turns.find((turn) => turn.start !== '');
  const last = turns.findLast((turn) => turn.start !== '');
  const from = first?.from ?? null;
  const to = last?.to ?? last?.from ?? null;
  return from !== null && to !== null ? Math.max(0, between(from, to, clock)) : 0;
}

/** Where the last word ends, as far as anybody has said: a turn that began before the last may end after it. */
export const wordsEnd = (turns: readonly Timed[]): Flicks =>
  turns.reduce((last, { from, to }) => Math.max(last, to ?? from), 0);

/** Whether a patch leaves the times and the speakers of all turns as they are: it is about words, or about heads. */
export function keepsTimes(view: EpisodeView, patch: PatchView): boolean {
  if (patch.orders.length > 0 || patch.clock) return false;
  return patch.turns.every((turn) => {
    const was = turnOf(view, turn.id);
    const still = was !== null && was.from === turn.from && was.to === turn.to;
    return still && was.speaker === turn.speaker && was.estimated === turn.estimated;
  });
}

/** How many of `turns` begin at `flicks` or before. */
function begun(turns: Timed[], flicks: Flicks): number {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle]!.from <= flicks) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The turn whose time has begun last; null before the first. */
export const turnAt = (turns: Timed[], flicks: Flicks): Timed | null => turns[begun(turns, flicks) - 1] ?? null;

/** The next turn's beginning; null after the last. */
export const turnAfter = (turns: Timed[], flicks: Flicks): Timed | null => turns[begun(turns, flicks)] ?? null;

/**
 * The beginning to go back to: that of the turn under the playhead, or of the one before when the playhead stands
 * within `grace` of it, so that pressing twice goes back two.
 */
export function turnBefore(turns: Timed[], flicks: Flicks, grace: Flicks): Timed | null {
  const i = begun(turns, flicks) - 1;
  if (i < 0) return null;
  return flicks - turns[i]!.from <= grace ? (turns[i - 1] ?? turns[0]!) : turns[i]!;
}

/**
 * Where a chunk is said: from its first turn to where the next turn of another chunk begins, or to its end where there is
 * none; null while it has no times.
 */
export function chunkStretch(
  turns: readonly Timed[],
  chunk: ChunkView,
  clock: ClockView,
  length: Flicks,
): { from: Flicks; to: Flicks } | null {
  const own = turns.filter((turn) => turn.chunk === chunk.id);
  if (own.length === 0) return null;
  const last = Math.max(...own.map(({ from }) => from));
  const after = turns.filter((turn) => turn.chunk !== chunk.id && turn.from > last).map(({ from }) => from);
  if (after.length === 0) after.push(chunkEnd(chunk, clock) ?? length);
  return { from: Math.min(...own.map(({ from }) => from)), to: Math.min(length, ...after) };
}

/** A chunk's stretch of the overview, as fractions of the whole. */
export interface Region {
  chunk: ID;
  number: string;
  title: string;
  left: number;
  width: number;
  from: Flicks;
}

/**
 * The regions of the chunks along a sound of a given length. Each runs to where its chunk ends, or where nobody has
 * said that, to where the next begins. Chunks without any time share the room that is left between their neighbours, by
 * their words.
 */
export function regions(view: EpisodeView, length: Flicks): Region[] {
  const whole = wholeLength(view, length);
  const chunks = inTime(view.chunks);
  const starts = chunks.map(chunkStart);
  if (whole <= 0 || starts.every((start) => start === null)) return evenRegions(view.chunks);
  // What comes before the first word belongs to the first chunk.
  if (starts[0] !== null) starts[0] = 0;
  const edges = fillGaps(starts, chunks.map(chunkWeight), whole);
  return chunks.map((chunk, i) => {
    const from = edges[i]!;
    const to = Math.max(Math.min(edges[i + 1] ?? whole, chunkEnd(chunk, view.clock) ?? whole), from);
    return {
      chunk: chunk.id,
      number: chunk.number,
      title: chunk.title,
      left: from / whole,
      width: (to - from) / whole,
      from: chunkStart(chunk) ?? from,
    };
  });
}

/** The chunks as they follow one another in the sound; one without a time stays behind the one before it. */
function inTime(chunks: ChunkView[]): ChunkView[] {
  let last = -1;
  return chunks
    .map((chunk) => ({ chunk, at: (last = chunkStart(chunk) ?? last) }))
    .sort((a, b) => a.at - b.at)
    .map(({ chunk }) => chunk);
}

/** The sound's length, or where the words end when they go further or there is no sound. */
export function wholeLength(view: EpisodeView, length: Flicks): Flicks {
  let last = length;
  for (const chunk of view.chunks) last = Math.max(last, sumOf(chunk).end);
  return last;
}

function evenRegions(chunks: ChunkView[]): Region[] {
  const total = chunks.reduce((sum, chunk) => sum + chunkWeight(chunk), 0);
  let left = 0;
  return chunks.map((chunk) => {
    const width = chunkWeight(chunk) / total;
    const region = { chunk: chunk.id, number: chunk.number, title: chunk.title, left, width, from: 0 };
    left += width;
    return region;
  });
}

/** The bit of `estimated` for an end that nobody has heard. */
const guessedEnd = 2;

/** What the turns of a chunk come to. */
interface Sum {
  weight: number;
  start: Flicks | null;
  end: Flicks;
  /** Somebody says something behind the end, or it is a guess: the chunk may end later. */
  open: boolean;
}

/** Kept as long as the turns are the same: a key changes those of one chunk, and the strip asks about all. */
const sums = new WeakMap<readonly TurnView[], Sum>();

function sumOf({ turns }: ChunkView): Sum {
  const known = sums.get(turns);
  if (known) return known;
  const sum: Sum = { weight: 1, start: null, end: 0, open: true };
  for (const { paragraphs, from, to, estimated } of turns) {
    for (const text of paragraphs) sum.weight += text.length;
    if (from !== null && (sum.start === null || from < sum.start)) sum.start = from;
    sum.end = Math.max(sum.end, to ?? from ?? 0);
    if (from !== null) sum.open = to === null || to <= from || (estimated & guessedEnd) !== 0;
    else if (paragraphs.length > 0) sum.open = true;
  }
  if (sum.start !== null) sum.start = Math.max(0, sum.start);
  sums.set(turns, sum);
  return sum;
}

const chunkWeight = (chunk: ChunkView): number => sumOf(chunk).weight;
const chunkStart = (chunk: ChunkView): Flicks | null => sumOf(chunk).start;

/** Where a chunk ends, by its turns, or else by its header; null where nobody has said. */
function chunkEnd(chunk: ChunkView, clock: ClockView): Flicks | null {
  const { end, open } = sumOf(chunk);
  if (!open) return end;
  const label = chunk.until === '' ? null : parse(chunk.until, clock);
  const said = label === null ? null : endTime(label, clock);
  return said !== null && said > end ? said : null;
}

function fillGaps(starts: (Flicks | null)[], weights: number[], whole: Flicks): Flicks[] {
  const out: Flicks[] = [];
  for (let i = 0; i < starts.length;) {
    if (starts[i] !== null) {
      out.push(Math.max(starts[i]!, out.length > 0 ? out[out.length - 1]! : 0));
      i++;
      continue;
    }
    let end = i;
    while (end < starts.length && starts[end] === null) end++;
    // A chunk without times begins where its share of the stretch since the last known beginning begins.
    const known = i - 1;
    const from = known < 0 ? 0 : out[known]!;
    const to = end < starts.length ? Math.max(starts[end]!, from) : whole;
    const first = Math.max(0, known);
    const sum = weights.slice(first, end).reduce((a, b) => a + b, 0);
    let at = from;
    if (known >= 0) at += ((to - from) * weights[known]!) / sum;
    for (; i < end; i++) {
      out.push(at);
      at += ((to - from) * weights[i]!) / sum;
    }
  }
  return out;
}

/** From the first timecode of a chunk to the last, as written: ["00:27:51:12", "00:36:18:11"]; null without any. */
export function writtenSpan(chunk: ChunkView): [string, string] | null {
  const timed = chunk.turns.filter((turn: TurnView) => turn.start !== '');
  const first = timed[0];
  const last = timed[timed.length - 1];
  return first && last ? [first.start, last.end || last.start] : null;
}
