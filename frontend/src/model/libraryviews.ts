/** What the library lists: the mirror of backend/service/libraryviews.go. */
import type { ID, Status } from './views';

export interface LibraryView {
  path: string;
  name: string;
  chunks: number;
  series: SeriesView[];
  /** Where the editor was when the library was last open; zeros if nowhere. */
  last: PlaceView;
}

export interface PlaceView {
  episode: number;
  turn: ID;
  para: number;
  /** UTF-16 units from the paragraph's start. */
  offset: number;
}

export interface SeriesView {
  name: string;
  episodes: EpisodeItem[];
}

export interface EpisodeItem {
  id: number;
  key: string;
  title: string;
  sound: boolean;
  /** For people, such as "1:11:37"; "" when not known. */
  length: string;
  chunks: ChunkItem[];
}

export interface ChunkItem {
  id: ID;
  number: string;
  title: string;
  status: Status;
  length: string;
  words: number;
  turns: number;
  /** How many of its turns somebody has checked. */
  checked: number;
  errors: number;
  warnings: number;
  dirty: boolean;
  file: string;
}
