/** The approved tags and the topics of a series: the mirror of the program's view of them. Pure. */

export interface Tag {
  name: string;
  description: string;
  synonyms: string[];
  retired: boolean;
  /** What takes the place of a retired one; "" for nothing. */
  instead: string;
}

export interface TagUse extends Tag {
  /** How many chunks list it. */
  chunks: number;
}

export interface TopicUse {
  name: string;
  chunks: number;
  /** The series keeps it, whoever lists it. */
  kept: boolean;
}

/** A list of tags that lies beside the files, and what the library does not have of it. */
export interface TagsBeside {
  path: string;
  name: string;
  tags: number;
  fresh: number;
  /** Of so many it says more or something else. */
  fuller: number;
  sum: string;
  problem: string;
}

export interface Vocabulary {
  tags: TagUse[];
  /** Tags in use that the list does not have. */
  others: { name: string; chunks: number; nearest: string[] }[];
  topics: TopicUse[];
  beside: TagsBeside | null;
}

export const newTag = (name: string): Tag => ({ name, description: '', synonyms: [], retired: false, instead: '' });

/** A tag without what is not its own, as an edit of the registry has it. */
export const tagOf = ({ name, description, synonyms, retired, instead }: Tag): Tag => ({
  name,
  description,
  synonyms,
  retired,
  instead,
});

/** What somebody types, as a tag is written. */
export const kebab = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');
