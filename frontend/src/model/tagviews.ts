/** What the program says of a chunk's tags and topics; see tagviews.go. */
import type { ID } from './views';

export type Strength = 'none' | 'weak' | 'fair' | 'strong';

export interface TagSentence {
  turn: ID;
  text: string;
  why: string;
}

export interface WeighedTag {
  tag: string;
  strength: Strength;
  why: string;
  sentences: TagSentence[];
  approved: boolean;
  retired: boolean;
  instead: string;
  nearest: string[];
}

export interface WeighedTopic {
  topic: string;
  new: boolean;
  why: string;
}

export interface ChunkTagsView {
  /** The series has a list of approved tags. */
  approved: boolean;
  listed: WeighedTag[];
  suggested: WeighedTag[];
  topics: WeighedTopic[];
}
