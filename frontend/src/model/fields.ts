/** How a front-matter field is shown and what a hand on its list does to it. Pure. */
import type { Field, Matter } from './views';

/** "tokens" for short items, "rows" for sentences, "code" for names and times, "text" for words, "opaque" as it is. */
export type Shape = 'tokens' | 'rows' | 'code' | 'text' | 'opaque';

const longItem = 32;
const codeKeys = /(^|_)(slug|id|guid|url|file|date|time|timecode)$/i;
const codeValue = /^(?=.*\d)[\w.+-]+(?:[:;/.,-][\w.+-]+)*$/;

export function shapeOf(field: Field): Shape {
  if (field.kind === 'opaque') return 'opaque';
  if (field.kind === 'list') return (field.items ?? []).some(isSentence) ? 'rows' : 'tokens';
  const value = field.value ?? '';
  if (codeKeys.test(field.key) && !value.includes('\n')) return 'code';
  return value.length > 3 && codeValue.test(value) && /[:;_/-]/.test(value) ? 'code' : 'text';
}

const isSentence = (item: string): boolean =>
  item.length > longItem || item.includes(',') || item.trim().split(/\s+/).length > 3;

/** That of a transcript, and not of a chunk: none, or a list of who speaks, by which turns without times are known. */
export const isPlain = ({ form, fields }: Matter): boolean =>
  form === 'none' ||
  (form === 'fields' && fields.length === 1 && fields[0]!.key === 'speakers' && fields[0]!.kind === 'list');

/** Items out of what was typed or pasted: split at commas and line ends, without space and without empty ones. */
export function itemsIn(text: string): string[] {
  return text
    .split(/[,\n\r]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A list with more items put in at a place; those that it has already are left out. */
export function withItems(items: readonly string[], more: readonly string[], at: number): string[] {
  const fresh = more.filter((item, i) => !items.includes(item) && more.indexOf(item) === i);
  return items.toSpliced(at, 0, ...fresh);
}

/** The counts that a field's head shows: words of a long text, items of a list; "" where nobody would count. */
export function countOf(field: Field): string {
  if (field.kind === 'list') return (field.items ?? []).length > 3 ? String((field.items ?? []).length) : '';
  const words = (field.value ?? '').match(/\S+/g)?.length ?? 0;
  return field.kind === 'scalar' && words > 16 ? `${words} words` : '';
}

/** The key of a field that somebody names: as YAML keys are written, "Topic tags" is topic_tags. "" for none. */
export function keyFor(name: string): string {
  const words = name.trim();
  if (words === '') return '';
  return /^[A-Z][^A-Z]*(\s|$)/.test(words) || /\s/.test(words) ? words.toLowerCase().replace(/\s+/g, '_') : words;
}
