/**
 * What the window asks of the transcript's editor. The editor itself is put in by the page; until then, and in tests,
 * nothing is there and nothing happens.
 */
import type { DrawnName, Kind, NamePlace } from './names';
import type { DoubtfulWords } from './spelling';
import type { EpisodeView, Flicks, ID, PatchView } from './views';

/** Where the caret is. */
export interface Place {
  turn: ID;
  chunk: ID;
  para: number;
  /** UTF-16 units from the paragraph's start. */
  offset: number;
  /** Empty unless whole turns are selected; then all of them, in the order of the episode. */
  selectedTurns: ID[];
  /** Whether words are selected, so that a number gives them to somebody. */
  words: boolean;
}

/** Whether places are in the same paragraph, and as much is selected there. */
export function sameParagraph(a: Omit<Place, 'offset'>, b: Omit<Place, 'offset'>): boolean {
  return (
    a.turn === b.turn &&
    a.chunk === b.chunk &&
    a.para === b.para &&
    a.words === b.words &&
    a.selectedTurns.length === b.selectedTurns.length &&
    a.selectedTurns.every((id, i) => id === b.selectedTurns[i])
  );
}

/** Words of a turn, counted from its first: from one up to another. */
export interface WordAnchor {
  turn: ID;
  from: number;
  to: number;
}

/** A part of the sound; null is its end. */
export interface SoundStretch {
  from: Flicks;
  to: Flicks | null;
}

/** What words say, and where on the screen they begin and end. */
export interface WordsShown {
  text: string;
  box: { left: number; top: number; bottom: number } | null;
}

/** A hit of a search that somebody is at: which of how many, and where it is. */
export interface HitAt {
  at: number;
  of: number;
  turn: ID;
  para: number;
  from: number;
  to: number;
  text: string;
}

/**
 * Where a patch comes from: the history, somebody else, or the reply to an edit of this editor. Marks say nothing of
 * words.
 */
export type Source = 'undo' | 'other' | 'own' | 'marks';

/** What a speaker would be given: turns, or the words of theirs that are selected, and where they show. */
export interface Chosen {
  turns: ID[];
  words: string | null;
  box: { left: number; top: number; bottom: number };
}

/** Words that somebody picked, and where they show. */
export interface Picked extends NamePlace {
  box: { left: number; top: number; bottom: number };
}

/** A boundary that is proposed before a turn, and what is said of it; somebody may be at it. */
export interface Proposed {
  turn: ID;
  text: string;
  now: boolean;
}

/** A turn that the mouse is over: where its words begin, and where they end at the right, in the window. */
export interface TurnUnder {
  turn: ID;
  top: number;
  right: number;
}

/** Where in a turn to go: to a word, counted from its first, or to a stretch of a paragraph, which is selected. */
export interface Reveal {
  focus?: boolean;
  /** Only the page goes there, and no caret. */
  look?: boolean;
  word?: number;
  /** Behind a word. */
  after?: number;
  at?: { para: number; from: number; to: number };
}

export interface Transcript {
  /** Shows an episode; shown again, the same episode keeps its place. What waits or is composed is given up. */
  load(episode: EpisodeView): void;
  patch(patch: PatchView, from: Source): void;
  /** Resolves when what an input method composes has become an edit; null while none composes. */
  composing(): Promise<void> | null;
  /** Makes an edit of what an input method composes, as it stands. */
  endComposition(): void;
  /** Says where the sound is; null when there is none. */
  playhead(flicks: Flicks | null, playing: boolean): void;
  follow(on: boolean): void;
  /** Scrolls to a turn; with focus the caret goes to its start, to a word of it, or to a place in it. */
  reveal(turn: ID, options?: Reveal): void;
  /** Shows a chunk that has no turns, in which one may be begun. */
  showChunk(chunk: ID): void;
  /** The words that are selected, or the one at the caret; null in an episode without turns. */
  anchor(): WordAnchor | null;
  /** The words that are selected in a paragraph, or the one at the caret, as a name has them; null for none. */
  picked(): Picked | null;
  /** Draws names: of which kind each is, and what was found in the words besides marks. */
  names(kinds: ReadonlyMap<string, Kind>, found: readonly DrawnName[]): void;
  /** Null when the turn is not here. */
  wordsAt(anchor: WordAnchor): WordsShown | null;
  focus(): void;
  /** The turn at a height of the window; null where there is none. */
  under(y: number): TurnUnder | null;
  /**
   * In which of so many parts of all of the text turns begin, counted from 0 and rounded, as far as heights are known; null
   * for a turn that is not here.
   */
  partsDown(turns: readonly ID[], parts: number): (number | null)[];
  /** Selects a turn that is in sight, as a whole, unless it is selected already, alone or with others. */
  select(turn: ID): void;
  chosen(): Chosen;
  /** Gives that to a speaker; says whether there was anything to do. */
  give(speaker: string): boolean;
  /** Where in the sound is what is selected, or else the turn that is being heard, or the caret's; null where it has no place. */
  stretch(): SoundStretch | null;
  /** The words that are selected; "" for none, and for more than one paragraph. */
  selected(): string;
  /** Shows boundaries that are proposed; none for an empty list. */
  proposed(list: readonly Proposed[]): void;
  /** Tints hits of a search: turn, paragraph, from and to of each, in the order of the episode; none for an empty list. */
  hits(hits: readonly number[]): void;
  /**
   * Goes to the next hit one way, or with 0 to the nearest, and says which it is. With `select` the caret goes there;
   * else it stays where it is.
   */
  goToHit(way: 1 | -1 | 0, options?: { select?: boolean }): HitAt | null;
  /** The hit that somebody is at. */
  hitNow(): HitAt | null;
  readonly doubts: DoubtfulWords;
  /** What can be done here, by name; each says whether there was anything to do. See the editor's commands.ts. */
  commands: Record<string, () => boolean>;
  textSize(px: number): void;
  /** Marks all words by how their times are known, or those alone that the sound does not hold; while it is searched, none of these. */
  howTimed(all: boolean, searching: boolean): void;
}
