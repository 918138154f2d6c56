/** What is written below the lanes: the words where they are said, or how the turns begin where there is no room. Pure. */
import { turnOf } from './episode';
import { type Block, inSight, type Window } from './lanes';
import { isSure, isTimed, unpack, wordPlaces } from './times';
import type { EpisodeView, Flicks, ID, TurnView } from './views';

/** Left and width are fractions of the window. */
export interface Written {
  left: number;
  width: number;
  text: string;
  /** It is a word where it is said, and not how a turn begins. */
  word: boolean;
  /** Its time is an estimate. */
  estimated: boolean;
  /** Which word of which turn it is, counted from the first, and when it is said. */
  said?: SaidWord;
}

export interface SaidWord {
  turn: ID;
  word: number;
  from: Flicks;
  to: Flicks;
  how: number;
  confidence?: number | undefined;
}

/** The word that is said at a place. */
export const wordNear = (texts: readonly Written[], at: Flicks): Written | undefined =>
  texts.find(({ said }) => said && said.from <= at && at < said.to);

export interface WordEdge extends SaidWord {
  end: boolean;
  at: Flicks;
}

/** The edge of a word that is nearest to a place, if it is nearer than `reach`; where two words touch, the later one's. */
export function edgeNear(texts: readonly Written[], at: Flicks, reach: Flicks): WordEdge | null {
  let best: WordEdge | null = null;
  for (const { said } of texts) {
    if (!said) continue;
    for (const end of [true, false]) {
      const edge = end ? said.to : said.from;
      if (Math.abs(edge - at) <= Math.min(reach, best ? Math.abs(best.at - at) : reach))
        best = { ...said, end, at: edge };
    }
  }
  return best;
}

/** Nothing can be read in less, in pixels. */
const least = 14;
/** What a letter takes at least, for the ticks of words to stand apart. Which words then are written, their width tells. */
const letter = 1.5;

/** What stands below each of the blocks in a window that is so many pixels wide. */
export function written(view: EpisodeView, blocks: readonly Block[], window: Window, width: number): Written[] {
  return blocks.flatMap((block): Written[] => {
    // First of all: from far away there are thousands.
    if (block.width * width < least) return [];
    const seen = inSight(block);
    const turn = turnOf(view, block.turn);
    if (!turn || seen.width * width < least) return [];
    const words = wordsOf(turn, block, width);
    if (words) {
      const placed = words.map(({ from, to, at, how, confidence, ...word }) => ({
        ...word,
        word: true,
        said: { turn: turn.id, word: at, from, to, how, confidence },
        left: (from - window.from) / window.span,
        width: (to - from) / window.span,
      }));
      return placed.filter((word) => word.left + word.width > 0 && word.left < 1);
    }
    // No letter is narrower than that, and more than fits is not shown.
    const text = turn.paragraphs[0]?.slice(0, Math.ceil((seen.width * width) / 2)) ?? '';
    return [{ left: seen.left, width: seen.width, text, word: false, estimated: false }];
  });
}

interface Said {
  text: string;
  from: number;
  to: number;
  estimated: boolean;
  at: number;
  how: number;
  confidence?: number | undefined;
}

/** The words of a turn and when they are said; null where nobody knows, or there is no room for them. */
function wordsOf(turn: TurnView, block: Block, width: number): Said[] | null {
  if (turn.times === '') return null;
  const text = turn.paragraphs.join('\n');
  if (block.width * width < text.length * letter) return null;
  const times = unpack(turn.times);
  const places = wordPlaces(text);
  // Where the text runs ahead of its times, it says nothing rather than something wrong.
  if (times.length !== places.length) return null;
  const said: Said[] = [];
  places.forEach((place, i) => {
    const { how, confidence, from, to } = times[i]!;
    // One behind the other: they stand in a row.
    if (isTimed(how) && from >= (said.at(-1)?.to ?? from)) {
      said.push({ text: text.slice(place.from, place.to), from, to, estimated: !isSure(how), at: i, how, confidence });
    }
  });
  return said.length > 0 ? said : null;
}
