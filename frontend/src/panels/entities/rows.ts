/** The names of a chunk as the rows of one list, which arrows walk. Pure. */
import {
  type ChunkNames,
  fold,
  type Heard,
  type NameHere,
  type NamePlace,
  type SuggestedName,
  type Unspoken,
} from '../../model/names';

export type NameRow =
  | { group: 'heard'; key: string; what: Heard; places: NamePlace[] }
  | { group: 'suggested'; key: string; what: SuggestedName; places: NamePlace[] }
  | { group: 'here'; key: string; what: NameHere; places: NamePlace[] }
  | { group: 'unspoken'; key: string; what: Unspoken; places: NamePlace[] };

export const whereNames: Record<Unspoken['where'], string> = {
  speaker: 'speaker',
  participant: 'participant',
  header: 'in front matter',
};

/** What is told of a name that is here, besides its name. */
export const beside = (here: NameHere): string => {
  if (here.mention) return 'mention only';
  if (here.item === '') return 'not listed';
  const note = here.item === here.name ? '' : noteOf(here);
  return [here.firstAlone ? 'the first name alone' : '', note].filter((each) => each !== '').join(', ');
};

const noteOf = ({ item, name }: NameHere): string =>
  item.startsWith(name)
    ? item
        .slice(name.length)
        .trim()
        .replace(/^\((.*)\)$/, '$1')
    : item;

/** Why words are taken for a name, and whose name it is where what was said is none of the registry's own. */
export const whyHeard = ({ form, entity, reason }: Heard): string =>
  form === entity || reason.includes(entity) ? reason : `${reason}, for ${entity}`;

export function rowsOf(report: ChunkNames, filter: string): NameRow[] {
  const wanted = fold(filter);
  const all: (NameRow & { says: string })[] = [
    ...report.heard.map((what) => ({
      group: 'heard' as const,
      key: `heard ${what.text} ${what.entity}`,
      says: what.text + what.form + what.entity,
      what,
      places: what.places,
    })),
    ...report.suggested.map((what) => ({
      group: 'suggested' as const,
      key: `suggested ${what.name}`,
      says: what.name,
      what,
      places: what.places,
    })),
    ...report.here.map((what) => ({
      group: 'here' as const,
      key: `here ${what.name}`,
      says: what.name,
      what,
      places: what.places,
    })),
    ...report.unspoken.map((what) => ({
      group: 'unspoken' as const,
      key: `unspoken ${what.item}`,
      says: what.name,
      what,
      places: [],
    })),
  ];
  return all.filter(({ says }) => fold(says).includes(wanted));
}
