/** Comments and bookmarks in the order of the episode, and the way from one to the next. Pure. */
import { wordPlaces } from './times';
import type { EpisodeView, ID, NoteView, TurnView } from './views';

/** What a person wrote at words, or wants to come back to. Marks of names are none. */
export type Remark = NoteView & { kind: 'comment' | 'bookmark' };

export const isRemark = (note: NoteView): note is Remark => note.kind === 'comment' || note.kind === 'bookmark';

/** Remarks in order, and the turns that they were put in order by. */
const ordered = new WeakMap<readonly NoteView[], { turns: TurnView[][]; notes: Remark[] }>();

/**
 * The remarks as their words follow one another; those without a turn come last. The same list comes again as long as
 * neither the notes nor the order of the turns is another: thousands of notes are not sorted for every key.
 */
export function inOrder(view: EpisodeView): Remark[] {
  const known = ordered.get(view.notes);
  const turns = view.chunks.map((chunk) => chunk.turns);
  if (known && known.turns.length === turns.length && known.turns.every((was, i) => sameTurns(was, turns[i]!))) {
    return known.notes;
  }
  const place = placesOf(view);
  const at = (note: NoteView) => place.get(note.turn) ?? Infinity;
  const notes = view.notes
    .filter(isRemark)
    .sort((a, b) => at(a) - at(b) || a.from - b.from || a.to - b.to || a.id - b.id);
  ordered.set(view.notes, { turns, notes });
  return notes;
}

const sameTurns = (a: readonly TurnView[], b: readonly TurnView[]) =>
  a === b || (a.length === b.length && a.every((turn, i) => turn.id === b[i]!.id));

function placesOf(view: EpisodeView): Map<ID, number> {
  const places = new Map<ID, number>();
  for (const chunk of view.chunks) for (const turn of chunk.turns) places.set(turn.id, places.size);
  return places;
}

/** The words that a note stands at, as a list shows them; "" where it has no turn. */
export function quoteOf(note: NoteView, paragraphs: readonly string[] | null): string {
  if (!paragraphs) return '';
  const text = paragraphs.join('\n');
  const places = wordPlaces(text);
  if (places.length === 0) return 'No words here yet';
  return text.slice(places[note.from]?.from ?? 0, places[note.to - 1]?.to ?? 0);
}

/** The next, or the one before, of notes in order from a place on; around the end it goes on. Null where there is none. */
export function stepNote(
  view: EpisodeView,
  notes: readonly Remark[],
  from: { turn: ID; from: number } | null,
  by: 1 | -1,
): Remark | null {
  const place = placesOf(view);
  const here = from ? (place.get(from.turn) ?? -1) : -1;
  const side = (note: NoteView) => (place.get(note.turn) ?? Infinity) - here || note.from - (from?.from ?? 0);
  const standing = notes.filter((note) => place.has(note.turn));
  if (by > 0) return standing.find((note) => side(note) > 0) ?? standing[0] ?? null;
  return standing.findLast((note) => side(note) < 0) ?? standing.at(-1) ?? null;
}

/** The note of a kind that stands at a word. */
export function noteAt(
  notes: readonly NoteView[],
  kind: Remark['kind'],
  at: { turn: ID; from: number; to: number },
): Remark | null {
  const here = notes.filter(
    (note): note is Remark =>
      note.kind === kind && note.turn === at.turn && note.from < Math.max(at.to, at.from + 1) && note.to > at.from,
  );
  return here.find((note) => !note.resolved) ?? here[0] ?? null;
}
