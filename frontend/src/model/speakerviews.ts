/** What is asked and told of speakers, and the words that stand: the mirror of backend/service/speakerviews.go. */
import type { EditReply, ID, SpeakerView } from './views';

/** A label that has a number in the series, and how often it stands there. */
export interface SeriesSpeaker extends SpeakerView {
  turns: number;
  episodes: number;
}

export interface RenameRequest {
  episode: number;
  /** Narrows it to one chunk; 0 means the whole episode. */
  chunk: ID;
  /** Widens it to the series. */
  series: boolean;
  from: string;
  to: string;
}

export interface RenameReply {
  edit: EditReply;
  episodes: { episode: number; turns: number }[];
  /** What went wrong in other episodes; "" if nothing. */
  failed: string;
}

/** A turn of a word or two that may be its neighbour's. */
export interface SuggestionView {
  code: string;
  turn: ID;
  chunk: ID;
  words: string;
  from: string;
  to: string;
  /** It begins the sentence of the turn after it; else it ends that of the turn before. */
  begins: boolean;
  /** Somebody let it stand. */
  stands: boolean;
}

/** What stands in an episode whatever a dictionary says. */
export interface WordsView {
  /** Texts of which every word is known. */
  names: string[];
  titles: string[];
  /** Words that people let stand. */
  series: string[];
  episode: string[];
}
