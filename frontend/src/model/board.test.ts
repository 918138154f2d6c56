import { describe, expect, it } from 'vitest';
import { afterEdits, choicesFor, effectOf, rowOf, usesOf } from './board';

const row = (tags: string[], topics: string[] = []) =>
  rowOf(1, 2, {
    form: 'fields',
    raw: '',
    fields: [
      { key: 'tags', kind: 'list', items: tags },
      { key: 'topics', kind: 'list', items: topics },
      { key: 'summary', kind: 'scalar', value: 'Of rope.' },
      { key: 'title', kind: 'scalar', value: 'Rope' },
    ],
  });

describe('a chunk on the board', () => {
  it('tells what it lists, and what is filled', () => {
    expect(row(['rope'])).toEqual({
      episode: 1,
      chunk: 2,
      lists: { tags: ['rope'], topics: [] },
      filled: ['tags', 'summary'],
      unread: false,
    });
  });

  it('shows one name in the place of another, once', () => {
    const edit = { kind: 'item.rename', field: 'tags', value: 'rope', to: 'sea' } as const;
    expect(afterEdits(row(['rope', 'sea', 'net']), [edit]).lists.tags).toEqual(['sea', 'net']);
  });

  it('shows what edits will leave', () => {
    const edits = [
      { kind: 'item.add', field: 'topic_tags', value: 'sea' },
      { kind: 'item.remove', field: 'tags', value: 'rope' },
      { kind: 'set', field: 'topics', items: ['The Sea'] },
    ] as const;
    const after = afterEdits(row(['rope']), edits.map((edit) => ({ ...edit })) as never);
    expect(after.lists).toEqual({ tags: [], topics: ['The Sea'], topic_tags: ['sea'] });
    expect(after.filled).toEqual(['topics', 'topic_tags', 'summary']);
  });
});

describe('names', () => {
  it('are counted once a chunk, the one used most first', () => {
    expect([...usesOf([row(['rope']), row(['sea', 'rope', 'rope'])], ['tags'])]).toEqual([
      ['rope', 2],
      ['sea', 1],
    ]);
  });

  it('are offered with the approved ones first, and what is new last', () => {
    const uses = new Map([
      ['cost', 9],
      ['low-cost', 2],
    ]);
    expect(choicesFor('cost', uses, ['cost-model']).map(({ name }) => name)).toEqual([
      'cost-model',
      'cost',
      'low-cost',
    ]);
    expect(choicesFor('cos', uses, []).at(-1)).toEqual({ name: 'cos', count: 0, approved: false, fresh: true });
  });

  it('say what adding them does', () => {
    expect(effectOf([row(['rope']), row([])], 'tags', 'rope')).toEqual({ adds: 1, on: 1 });
  });
});
