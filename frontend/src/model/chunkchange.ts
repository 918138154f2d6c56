/** A change of many chunks, as a person fills it in, and what it asks of the program. Pure. */
import { type BoardChunk, type FieldEdit, type FieldsRequest, kinOf, type ListKey, requestFor } from './board';
import { keyFor } from './fields';
import { count, fieldName } from './words';

export const changeKinds = {
  rename: 'Rename or merge a tag',
  retire: 'Retire a tag',
  remove: 'Remove a tag',
  topic: 'Rename or merge a topic',
  entity: 'Rename or merge an entity',
  title: 'Topics to Title Case',
  set: 'Set a field to a value',
  add: 'Add a field',
  drop: 'Drop a field',
  order: 'Put the fields in order',
  indent: 'Indent the lists',
} as const;
export type ChangeKind = keyof typeof changeKinds;

/** The lists of a chunk that name entities. */
const listing = ['entities', 'speakers', 'participants'];

/** Where chunks change: in all that there are, or in those that are chosen or listed on the board. */
export type ChangeScope = 'episode' | 'series' | 'library' | 'chosen' | 'listed';

/** Changes of what a series shares: they are of all its chunks. */
export const shares = (kind: ChangeKind): boolean => ['rename', 'retire', 'entity'].includes(kind);

export interface ChangeForm {
  kind: ChangeKind;
  scope: ChangeScope;
  /** The tag or topic, and what it becomes. */
  from: string;
  to: string;
  /** The field, and what it says; a list is parted by commas. */
  field: string;
  value: string;
  list: boolean;
  indent: number;
  /** The series that is meant; '' for that of the open episode. */
  series: string;
}

/** What a form asks for, of some chunks where the form is about those; null while something is missing. */
export function requestOf(
  form: ChangeForm,
  episode: number,
  known: ReadonlySet<string>,
  some: readonly BoardChunk[] = [],
): FieldsRequest | null {
  const from = form.from.trim();
  const to = form.to.trim();
  const field = keyFor(form.field);
  const items = form.value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const ask = (name: string, edits: FieldEdit[], tag?: FieldsRequest['tag']): FieldsRequest | null => {
    if (form.scope !== 'chosen' && form.scope !== 'listed')
      return { name, scope: form.scope, episode, chunks: [], edits, ...(tag ? { tag } : {}) };
    if (tag) return { name, scope: 'series', episode, chunks: [], edits, tag };
    return some.length === 0 ? null : requestFor(some, edits, name, episode);
  };
  const tags = (edit: FieldEdit) => kinOf('tags').map((key) => ({ ...edit, field: key }));
  switch (form.kind) {
    case 'rename':
    case 'topic': {
      if (from === '' || to === '' || from === to) return null;
      const name = known.has(to) ? `Merged ${from} into ${to}` : `Renamed ${from} to ${to}`;
      const edit: FieldEdit = { kind: 'item.rename', value: from, to };
      if (form.kind === 'topic') return ask(name, [{ ...edit, field: 'topics' }]);
      return ask(name, tags(edit), { tag: from, to, retired: false });
    }
    case 'entity': {
      if (from === '' || to === '' || from === to) return null;
      const name = known.has(to) ? `Merged ${from} into ${to}` : `Renamed ${from} to ${to}`;
      const edits = listing.map((key): FieldEdit => ({ kind: 'name.rename', field: key, value: from, to }));
      return { name, scope: 'series', episode, chunks: [], edits, series: form.series, entity: { name: from, to } };
    }
    case 'retire':
      if (from === '' || from === to) return null;
      return ask(
        to === '' ? `Retired ${from}` : `Retired ${from} for ${to}`,
        tags(to === '' ? { kind: 'item.remove', value: from } : { kind: 'item.rename', value: from, to }),
        { tag: from, to, retired: true },
      );
    case 'remove':
      return from === '' ? null : ask(`Removed ${from}`, tags({ kind: 'item.remove', value: from }));
    case 'title':
      return ask('Wrote topics in Title Case', [{ kind: 'title-case', field: 'topics' }]);
    case 'set':
      if (field === '' || (form.list ? items.length === 0 : form.value.trim() === '')) return null;
      return ask(`Set the field ${fieldName(field)}`, [
        form.list ? { kind: 'set', field, items, list: true } : { kind: 'set', field, value: form.value.trim() },
      ]);
    case 'add':
      if (field === '') return null;
      return ask(`Added the field ${fieldName(field)}`, [
        form.list ? { kind: 'add', field, items, list: true } : { kind: 'add', field, value: form.value.trim() },
      ]);
    case 'drop':
      return field === '' ? null : ask(`Dropped the field ${fieldName(field)}`, [{ kind: 'drop', field }]);
    case 'order':
      return ask('Put the fields in order', [{ kind: 'order' }]);
    case 'indent':
      return ask(`Indented the lists by ${form.indent}`, [{ kind: 'indent', indent: form.indent }]);
  }
}

/** A change of the lists of some chunks: what is to be done, in words, and what it asks of the program. */
export interface ListChange {
  what: string;
  rows: BoardChunk[];
  edits: FieldEdit[];
  /** How the history calls it where so many chunks change. */
  name: (changing: number) => string;
}

const listed = (field: ListKey) => fieldName(field).toLowerCase();
const having = (rows: readonly BoardChunk[], field: ListKey, item: string) =>
  rows.filter(({ lists }) => lists[field]?.includes(item));

export function adding(all: readonly BoardChunk[], field: ListKey, item: string): ListChange {
  const rows = all.filter(({ lists }) => !lists[field]?.includes(item));
  const edits: FieldEdit[] = [{ kind: 'item.add', field, value: item }];
  const name = (n: number) => `Added ${item} to ${count(n, 'chunk')}`;
  return { what: `Add ${item} to the ${listed(field)}`, rows, edits, name };
}

export function removing(all: readonly BoardChunk[], field: ListKey, item: string): ListChange {
  const rows = having(all, field, item);
  const edits: FieldEdit[] = [{ kind: 'item.remove', field, value: item }];
  const name = (n: number) => `Removed ${item} from ${count(n, 'chunk')}`;
  return { what: `Take ${item} out of the ${listed(field)}`, rows, edits, name };
}

export function replacing(all: readonly BoardChunk[], field: ListKey, from: string, to: string): ListChange {
  const rows = having(all, field, from);
  const edits: FieldEdit[] = [{ kind: 'item.rename', field, value: from, to }];
  const name = (n: number) => `Replaced ${from} by ${to} in ${count(n, 'chunk')}`;
  return { what: `Put ${to} in the place of ${from} among the ${listed(field)}`, rows, edits, name };
}

export function copying(from: BoardChunk, all: readonly BoardChunk[], field: ListKey): ListChange {
  const rows = all.filter((row) => row !== from);
  const edits = (from.lists[field] ?? []).map((value): FieldEdit => ({ kind: 'item.add', field, value, was: [value] }));
  const name = (n: number) => `Copied the ${listed(field)} of ${from.number} to ${count(n, 'chunk')}`;
  return { what: `Copy the ${listed(field)} of ${from.number} ${from.title}`, rows, edits, name };
}

export const requestOfChange = ({ rows, edits, name }: ListChange, episode: number): FieldsRequest =>
  requestFor(rows, edits, name(rows.length), episode);
