import { describe, expect, it } from 'vitest';
import { countOf, isPlain, itemsIn, keyFor, shapeOf, withItems } from './fields';

describe('shapeOf', () => {
  it.each([
    ['title', 'The night it struck thirteen', 'text'],
    ['slug', 'ep03-03-struck-thirteen', 'code'],
    ['slug', '', 'code'],
    ['start_time', '00:12:04:10', 'code'],
    ['timecode', '00:12:04:10 - 00:13:00:02', 'code'],
    ['recorded', '2024-05-02', 'code'],
    ['episode', '3', 'text'],
    ['segment', 'Well-known', 'text'],
  ])('%s: %s is %s', (key, value, want) => expect(shapeOf({ key, kind: 'scalar', value })).toBe(want));

  it('tells tokens from sentences', () => {
    expect(shapeOf({ key: 'tags', kind: 'list', items: ['clocks', 'town hall'] })).toBe('tokens');
    expect(shapeOf({ key: 'topics', kind: 'list', items: ['How weights drive a clock'] })).toBe('rows');
    expect(shapeOf({ key: 'topics', kind: 'list', items: [] })).toBe('tokens');
    expect(shapeOf({ key: 'guest', kind: 'opaque', value: '{a: b}' })).toBe('opaque');
  });
});

describe('lists', () => {
  it('splits what was pasted', () =>
    expect(itemsIn(' clocks, bells ,,\nbrass ')).toEqual(['clocks', 'bells', 'brass']));
  it('puts in only what is new', () => {
    expect(withItems(['clocks', 'bells'], ['brass', 'clocks', 'brass'], 1)).toEqual(['clocks', 'brass', 'bells']);
  });
});

it('counts what is worth counting', () => {
  expect(countOf({ key: 'tags', kind: 'list', items: ['a', 'b', 'c'] })).toBe('');
  expect(countOf({ key: 'tags', kind: 'list', items: ['a', 'b', 'c', 'd'] })).toBe('4');
  expect(countOf({ key: 'summary', kind: 'scalar', value: 'tick '.repeat(17) })).toBe('17 words');
  expect(countOf({ key: 'title', kind: 'scalar', value: 'Noon' })).toBe('');
});

it('tells a transcript from a chunk', () => {
  const speakers = { key: 'speakers', kind: 'list' as const, items: ['Ada'] };
  const title = { key: 'title', kind: 'scalar' as const, value: '' };
  expect(isPlain({ form: 'none', fields: [], raw: '' })).toBe(true);
  expect(isPlain({ form: 'fields', fields: [speakers], raw: '' })).toBe(true);
  expect(isPlain({ form: 'fields', fields: [speakers, title], raw: '' })).toBe(false);
  expect(isPlain({ form: 'fields', fields: [{ ...speakers, kind: 'scalar' as const }], raw: '' })).toBe(false);
  expect(isPlain({ form: 'raw', fields: [], raw: 'speakers: [' })).toBe(false);
});

it('makes keys of names', () => {
  expect(keyFor('Topic tags')).toBe('topic_tags');
  expect(keyFor('guestName')).toBe('guestName');
  expect(keyFor('Slug')).toBe('slug');
  expect(keyFor('  ')).toBe('');
});
