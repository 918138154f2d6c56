import { describe, expect, it } from 'vitest';
import type { BoardChunk } from './board';
import { type ChangeForm, requestOf } from './chunkchange';

const form = (change: Partial<ChangeForm>): ChangeForm => ({
  kind: 'rename',
  scope: 'series',
  from: '',
  to: '',
  field: '',
  value: '',
  list: false,
  indent: 2,
  series: '',
  ...change,
});

describe('what a change of many chunks asks for', () => {
  it('is nothing while something is missing', () => {
    for (const kind of ['rename', 'topic', 'retire', 'remove', 'add', 'drop'] as const)
      expect(requestOf(form({ kind }), 1, new Set()), kind).toBeNull();
    expect(requestOf(form({ from: 'rope', to: ' rope ' }), 1, new Set())).toBeNull();
  });

  it('is a merge where the other name is in use', () => {
    expect(requestOf(form({ from: 'ropes', to: 'rope' }), 1, new Set(['rope']))).toEqual({
      name: 'Merged ropes into rope',
      scope: 'series',
      episode: 1,
      chunks: [],
      edits: [
        { kind: 'item.rename', field: 'tags', value: 'ropes', to: 'rope' },
        { kind: 'item.rename', field: 'topic_tags', value: 'ropes', to: 'rope' },
      ],
      tag: { tag: 'ropes', to: 'rope', retired: false },
    });
  });

  it('removes a tag that is retired for nothing', () => {
    const { name, edits, tag } = requestOf(form({ kind: 'retire', from: 'go' }), 1, new Set())!;
    expect(name).toBe('Retired go');
    expect(edits[0]).toEqual({ kind: 'item.remove', field: 'tags', value: 'go' });
    expect(tag).toEqual({ tag: 'go', to: '', retired: true });
  });

  it('is of the chosen chunks alone, except where the series shares what changes', () => {
    const row = { episode: 7, chunk: 'c1' } as unknown as BoardChunk;
    const of = (change: Partial<ChangeForm>, some = [row]) =>
      requestOf(form({ scope: 'chosen', ...change }), 1, new Set(), some);
    const edits = [{ kind: 'set', field: 'mood', value: 'quiet' }];
    expect(of({ kind: 'set', field: 'Mood', value: ' quiet ' })).toEqual({
      name: 'Set the field Mood',
      scope: 'chunks',
      episode: 1,
      chunks: [{ episode: 7, chunk: 'c1' }],
      edits,
    });
    expect(of({ kind: 'drop', field: 'mood' }, [])).toBeNull();
    expect(of({ kind: 'set', field: 'mood' })).toBeNull();
    expect(of({ kind: 'retire', from: 'go' })).toMatchObject({ scope: 'series', chunks: [] });
  });

  it('parts the value of a list', () => {
    const of = (list: boolean) =>
      requestOf(form({ kind: 'add', field: 'Mood board', value: 'a, b,', list }), 1, new Set());
    expect(of(true)!.edits).toEqual([{ kind: 'add', field: 'mood_board', items: ['a', 'b'], list: true }]);
    expect(of(false)!.edits).toEqual([{ kind: 'add', field: 'mood_board', value: 'a, b,' }]);
  });
});
