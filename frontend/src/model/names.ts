/** Who and what a series speaks of, and where: the mirror of the program's views of names. Pure. */
import type { ID } from './views';
import type { Tag } from './vocabulary';

export const kinds = ['person', 'organisation', 'product', 'technology', 'place', 'work', 'concept'] as const;
/** "" where nobody has said. */
export type Kind = (typeof kinds)[number] | '';

export const kindNames: Record<Kind, string> = {
  person: 'Person',
  organisation: 'Organisation',
  product: 'Product',
  technology: 'Technology',
  place: 'Place',
  work: 'Work',
  concept: 'Concept',
  '': 'No kind yet',
};

/** A stretch of a paragraph, in UTF-16 units, and what stands there. */
export interface NamePlace {
  turn: ID;
  para: number;
  from: number;
  to: number;
  text: string;
}

/** Words that are most likely meant as a name otherwise written. */
export interface Heard {
  text: string;
  entity: string;
  /** How what was said is rightly written: the entity's name, or an alias of it. */
  form: string;
  reason: string;
  places: NamePlace[];
}

export interface SuggestedName {
  name: string;
  kind: Kind;
  reason: string;
  /** What speaks for it in the words. */
  why: string;
  /** It is in the registry. */
  known: boolean;
  /** It can be taken without a look. */
  sure: boolean;
  places: NamePlace[];
}

export interface NameHere {
  name: string;
  kind: Kind;
  /** What the list of entities has for it, with its note; "" for nothing. */
  item: string;
  mention: boolean;
  /** Of a person nothing but the first name is said. */
  firstAlone: boolean;
  marks: ID[];
  places: NamePlace[];
  /** Those of the places that nobody has marked. */
  found: NamePlace[];
}

export interface Unspoken {
  name: string;
  kind: Kind;
  item: string;
  where: 'speaker' | 'participant' | 'header';
}

export interface ChunkNames {
  heard: Heard[];
  suggested: SuggestedName[];
  here: NameHere[];
  unspoken: Unspoken[];
}

export interface SameNames {
  here: number;
  places: NamePlace[];
}

export interface Entity {
  name: string;
  kind: Kind;
  aliases: string[];
  misheard: string[];
  note: string;
  links: string[];
}

export interface EntityUse extends Entity {
  /** How many chunks list it. */
  chunks: number;
}

export interface SeriesNames {
  series: string;
  entities: EntityUse[];
  /** What would be taken back, or done again; "" for nothing. */
  undo: string;
  redo: string;
  /** The step to take back; 0 for none. */
  step: number;
}

/** What the chunks of a series list that the registry does not have. */
export interface Gathered {
  /** The kind is what a name most likely is of, by why; "" where nothing tells. */
  fresh: { name: string; count: number; kind: Kind; why: string }[];
  chunks: number;
  variants: { id: string; names: { name: string; count: number; why: string }[]; unclear: boolean }[];
}

/** What somebody decided of what was gathered. */
export interface RegistryBuild {
  /** The groups whose spellings are one name. */
  join: string[];
  /** The names that are not to be added. */
  leave: string[];
  kinds: Record<string, Kind>;
}

export interface Rejection {
  entity: string;
  form: string;
}

export interface RegistryEdit {
  wasEntity?: Entity;
  entity?: Entity;
  wasTag?: Tag;
  tag?: Tag;
  wasTopic?: string;
  topic?: string;
  rejection?: Rejection;
}

export interface MarkOf {
  entity: string;
  tag: boolean;
  mention: boolean;
  write: boolean;
  /** What is written, where it is not the entity's name. */
  as?: string;
  places: NamePlace[];
}

export interface MarkRequest {
  episode: number;
  name: string;
  marks: MarkOf[];
  unmark: ID[];
  unlist: { chunk: ID; item: string }[];
}

/** A name in the words, as it is drawn. */
export interface DrawnName extends NamePlace {
  name: string;
  kind: Kind;
  suggested: boolean;
}

/** What two spellings of a name have in common. */
export const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** How well an entity fits what is typed: 0 for not at all. */
function fits(entity: Entity, wanted: string): number {
  const name = fold(entity.name);
  const others = [...entity.aliases, ...entity.misheard].map(fold);
  if (name === wanted) return 5;
  if (others.includes(wanted)) return 4;
  if (name.startsWith(wanted)) return 3;
  if (others.some((each) => each.startsWith(wanted))) return 2;
  return name.includes(wanted) ? 1 : 0;
}

/** The entities that fit what is typed, the best first; of those that fit alike, the one that more chunks list. */
export function matching(entities: readonly EntityUse[], query: string, most: number): EntityUse[] {
  const wanted = fold(query);
  if (wanted === '') return [];
  return entities
    .map((entity) => ({ entity, fit: fits(entity, wanted) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || b.entity.chunks - a.entity.chunks)
    .slice(0, most)
    .map(({ entity }) => entity);
}

/** Whether words are a part of a longer name, as a first name is. */
export const isPart = (name: string, words: string): boolean =>
  name.split(/\s+/).length > 1 && name.split(/\s+/).some((word) => fold(word) === fold(words));

/** Whether words are best written as the name: they are no other right way to say it. */
export function wantsWriting(entity: Entity, words: string): boolean {
  if (words === entity.name || isPart(entity.name, words)) return false;
  return !entity.aliases.includes(words);
}

/** An entity that knows what is heard for it, or is rightly said for it. */
export function learned(entity: Entity, words: string, written: boolean): Entity {
  const known = [entity.name, ...entity.aliases, ...entity.misheard].some((each) => fold(each) === fold(words));
  if (known || isPart(entity.name, words)) return entity;
  return written
    ? { ...entity, misheard: [...entity.misheard, words] }
    : { ...entity, aliases: [...entity.aliases, words] };
}

/** What is drawn of a chunk's names: marks draw themselves. */
export function drawnNames({ suggested, here }: ChunkNames): DrawnName[] {
  const drawn = (name: string, kind: Kind, places: NamePlace[], isSuggested: boolean) =>
    places.map((place) => ({ ...place, name, kind, suggested: isSuggested }));
  return [
    ...here.flatMap(({ name, kind, found }) => drawn(name, kind, found, false)),
    ...suggested.flatMap(({ name, kind, places }) => drawn(name, kind, places, true)),
  ];
}

/** The place after the one that somebody went to last. */
export const nextPlace = (places: readonly NamePlace[], last: number): number =>
  places.length === 0 ? -1 : (last + 1) % places.length;

/** An entity without what is not its own, as an edit of the registry has it. */
export const entityOf = ({ name, kind, aliases, misheard, note, links }: Entity): Entity => ({
  name,
  kind,
  aliases,
  misheard,
  note,
  links,
});

export const newEntity = (name: string, kind: Kind): Entity => ({
  name,
  kind,
  aliases: [],
  misheard: [],
  note: '',
  links: [],
});
