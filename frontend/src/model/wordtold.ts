/** Tells of a word of a turn when it is said, and how that is known. Pure. */
import { codeAt } from './timecode';
import { isTimed, type Mark, markOf, toldOf, UNKNOWN, UNSPOKEN, unpack, wordPlaces } from './times';
import type { EpisodeView, TurnView } from './views';

export interface WordTold {
  text: string;
  /** Its timecode; '' where it has no time. */
  at: string;
  /** How its time is known, or why it has none. */
  origin: string;
  /** The mark that it bears for it, if any. */
  mark: Mark | null;
}

/** What an episode tells of its times. */
type When = Pick<EpisodeView, 'clock' | 'searching'>;

/** The word of a turn with a number; null where there is none. */
export function wordTold(turn: TurnView, n: number, when: When): WordTold | null {
  const text = turn.paragraphs.join('\n');
  return told(turn.times, text, wordPlaces(text), n, when);
}

/** The word that a place of a turn stands at, in UTF-16 units of a paragraph; the last before it, else the first. */
export function wordToldAt(turn: TurnView, para: number, offset: number, when: When): WordTold | null {
  const text = turn.paragraphs.join('\n');
  const before = turn.paragraphs.slice(0, para).reduce((sum, { length }) => sum + length + 1, 0);
  const places = wordPlaces(text);
  const n = places.findLastIndex(({ from }) => from <= before + offset);
  return told(turn.times, text, places, Math.max(0, n), when);
}

function told(
  times: string,
  text: string,
  places: readonly { from: number; to: number }[],
  n: number,
  { clock, searching = false }: When,
): WordTold | null {
  const place = places[n];
  if (!place) return null;
  const known = unpack(times);
  // Where the text runs ahead of its times, nothing is known.
  const word = (known.length === places.length && known[n]) || { how: UNKNOWN, from: 0, to: 0 };
  return {
    text: text.slice(place.from, place.to),
    at: isTimed(word.how) ? codeAt(word.from, clock) : '',
    origin: searching && word.how === UNSPOKEN ? 'not known so far: the sound is still searched' : toldOf(word),
    mark: markOf(word.how, searching),
  };
}
