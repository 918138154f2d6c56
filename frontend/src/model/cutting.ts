/** Boundaries between chunks that are proposed, and those that there are: where they can go, and what that makes of the chunks. Pure. */
import type { ProposalView } from './cutviews';
import { isPlain } from './fields';
import { length, SECOND } from './timecode';
import type { ChunkView, EpisodeView, Flicks, ID, TurnView } from './views';

/** A boundary that is proposed, as it is listed. */
export interface ProposedRow extends ProposalView {
  start: string;
  speaker: string;
  words: string;
  /** How long the chunk would run that begins here, and the one before it; null where no time tells. */
  runs: Flicks | null;
  runsBefore: Flicks | null;
}

/** How turns begin. All are asked whenever one changes, and each stays the same until it does. */
const beginnings = new WeakMap<TurnView, string>();

function firstWords(turn: TurnView): string {
  let words = beginnings.get(turn);
  if (words === undefined) {
    words = turn.paragraphs.join(' ').split(/\s+/u, 8).join(' ');
    beginnings.set(turn, words);
  }
  return words;
}

/** Where the last of some turns ends that has a time. */
function ends(turns: readonly TurnView[]): Flicks | null {
  const last = turns.findLast((turn) => turn.from !== null);
  return last ? (last.to ?? last.from) : null;
}

/** From where a stretch of turns begins to where it ends. */
function lasts(turns: readonly TurnView[]): Flicks | null {
  const from = turns.find((turn) => turn.from !== null)?.from ?? null;
  const to = ends(turns);
  return from === null || to === null || to < from ? null : to - from;
}

/** The turns that are cut together: those of each chunk, and of the parts of a transcript that has no front matter all. */
function stretches({ chunks }: EpisodeView): TurnView[][] {
  const out: TurnView[][] = [];
  chunks.forEach(({ matter, turns }, i) => {
    const before = chunks[i - 1];
    const goesOn = isPlain(matter) && before !== undefined && isPlain(before.matter);
    if (goesOn) out.push([...(out.pop() ?? []), ...turns]);
    else out.push(turns);
  });
  return out;
}

/** The proposals that still are some, in the order of the episode. */
export function proposedRows(view: EpisodeView, list: readonly ProposalView[]): ProposedRow[] {
  const out: ProposedRow[] = [];
  const before = new Map(list.map((each) => [each.turn, each]));
  for (const turns of stretches(view)) {
    const at: number[] = [];
    for (let i = 1; i < turns.length; i++) if (before.has(turns[i]!.id)) at.push(i);
    at.forEach((i, n) => {
      const turn = turns[i]!;
      out.push({
        ...before.get(turn.id)!,
        start: turn.start,
        speaker: turn.speaker ?? '',
        words: firstWords(turn),
        runsBefore: lasts(turns.slice(at[n - 1] ?? 0, i)),
        runs: lasts(turns.slice(i, at[n + 1] ?? turns.length)),
      });
    });
  }
  return out;
}

/** Whether two lists say the same. */
export const sameRows = (a: readonly ProposedRow[], b: readonly ProposedRow[]): boolean =>
  a.length === b.length &&
  a.every((row, i) => (Object.keys(row) as (keyof ProposedRow)[]).every((key) => row[key] === b[i]![key]));

/** The turn that a proposal moves to, so many turns on or back: not past another one, nor out of what is cut; null then. */
export function movedProposal(view: EpisodeView, list: readonly ProposalView[], turn: ID, by: 1 | -1): ID | null {
  const turns = stretches(view).find((each) => each.some(({ id }) => id === turn)) ?? [];
  const to = turns.findIndex((each) => each.id === turn) + by;
  const next = turns[to];
  return to < 1 || !next || list.some((each) => each.turn === next.id) ? null : next.id;
}

/** "3:40", and what is to be said of it where a chunk should run longer or shorter. */
export function runs(
  flicks: Flicks | null,
  limits: { shortest: number; longest: number },
): { text: string; odd: string } {
  if (flicks === null) return { text: 'untimed', odd: '' };
  const minutes = flicks / (60 * SECOND);
  return {
    text: length(flicks),
    odd: minutes < limits.shortest ? 'short' : minutes > limits.longest ? 'long' : '',
  };
}

/** What is said of a proposal in the words: "A chunk of 3:40 could begin here, after one of 4:12, short". */
export function proposedText(row: ProposedRow, limits: { shortest: number; longest: number }): string {
  const [own, before] = [row.runs, row.runsBefore].map((flicks) => {
    const { text, odd } = runs(flicks, limits);
    return odd ? `${text} (${odd})` : text;
  });
  return `A chunk of ${own} could begin here, after ${before}`;
}

/** The line between two chunks: the one that begins there, the one before it, and the turns that it may begin with. */
export interface Boundary {
  chunk: ID;
  before: ID;
  /** The numbers of the two, for people. */
  numbers: [string, string];
  /** Where it lies in the sound. */
  at: Flicks;
  /** The turns of both that have a time, in order: those that it can move to. `own` is the one that it is at. */
  choices: { turn: ID; at: Flicks; words: string }[];
  own: number;
  /** Where the two begin and end together. */
  from: Flicks;
  to: Flicks;
}

/** The boundaries of an episode that have a place in the sound. */
export function boundariesOf(view: EpisodeView): Boundary[] {
  const out: Boundary[] = [];
  for (let i = 1; i < view.chunks.length; i++) {
    const before = view.chunks[i - 1]!;
    const chunk = view.chunks[i]!;
    const first = chunk.turns[0];
    if (!first || first.from === null || before.turns.length === 0) continue;
    const choices = [...before.turns.slice(1), ...chunk.turns].flatMap((turn) =>
      turn.from === null ? [] : [{ turn: turn.id, at: turn.from, words: firstWords(turn) }],
    );
    out.push({
      chunk: chunk.id,
      before: before.id,
      numbers: [before.number, chunk.number],
      at: first.from,
      choices,
      own: choices.findIndex((each) => each.turn === first.id),
      from: before.turns.find((turn) => turn.from !== null)?.from ?? first.from,
      to: ends(chunk.turns) ?? first.from,
    });
  }
  return out;
}

/** Which of the places that a boundary can go to is nearest. */
export function nearestChoice({ choices }: Boundary, at: Flicks): number {
  let best = 0;
  choices.forEach((each, i) => {
    if (Math.abs(each.at - at) < Math.abs(choices[best]!.at - at)) best = i;
  });
  return best;
}

/** What moving a boundary does: how many turns go which way, and how long the two run then. */
export function moves(boundary: Boundary, to: number): string {
  const n = to - boundary.own;
  const before = boundary.numbers[0] || 'the chunk before';
  const after = boundary.numbers[1] || 'this chunk';
  const at = boundary.choices[to]?.at ?? boundary.at;
  const turns = `${Math.abs(n)} ${Math.abs(n) === 1 ? 'turn' : 'turns'}`;
  const what = n === 0 ? 'As it was' : `${turns} to ${n > 0 ? before : after}`;
  return `${what}: ${before} runs ${length(at - boundary.from)}, ${after} ${length(boundary.to - at)}`;
}

/**
 * The boundary that somebody at a turn means, and the turn that it moves to: that of its chunk's beginning, or of its end
 * where that is nearer. `last` is the chunk whose boundary was moved last, while the caret is where it was.
 */
export function boundaryNear(view: EpisodeView, turn: ID, by: 1 | -1, last: ID | null): { chunk: ID; turn: ID } | null {
  const i = view.chunks.findIndex((chunk) => chunk.turns.some((each) => each.id === turn));
  const here = view.chunks[i];
  if (!here) return null;
  const at = here.turns.findIndex((each) => each.id === turn);
  const next = view.chunks[i + 1];
  const ends = i === 0 || (next !== undefined && here.turns.length - at < at);
  const of = [here, next].find((each) => each !== undefined && each.id === last) ?? (ends ? next : here);
  return of ? movedBoundary(view.chunks, of, by) : null;
}

/** The turn that a chunk begins with once its boundary is one turn further on, or back; null where it cannot go there. */
export function movedBoundary(
  chunks: readonly ChunkView[],
  chunk: ChunkView,
  by: 1 | -1,
): { chunk: ID; turn: ID } | null {
  const before = chunks[chunks.indexOf(chunk) - 1];
  if (!before) return null;
  const to = by > 0 ? chunk.turns[1] : before.turns.length > 1 ? before.turns.at(-1) : undefined;
  return to ? { chunk: chunk.id, turn: to.id } : null;
}
