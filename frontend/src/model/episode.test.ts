import { describe, expect, it } from 'vitest';
import {
  applyHeadOp,
  applyPatch,
  chunkOf,
  firstTurnOf,
  nothingNew,
  relabelled,
  retimed,
  sameField,
  sameWords,
  turnOf,
} from './episode';
import type { ChunkView, EpisodeView, PatchView, TurnView } from './views';

const turn = (id: number, text: string): TurnView => ({
  id,
  start: '',
  end: '',
  from: null,
  to: null,
  speaker: 'Mira',
  paragraphs: [text],
  changed: false,
  estimated: 0,
  times: '',
  checked: false,
});
const chunk = (id: number, ...turns: TurnView[]): ChunkView => ({
  id,
  number: String(id),
  title: `Chunk ${id}`,
  status: 'draft',
  file: `${id}.md`,
  dirty: false,
  matter: { form: 'fields', fields: [{ key: 'title', kind: 'scalar', value: `Chunk ${id}` }], raw: '' },
  lead: [],
  problems: [],
  touched: [],
  until: '',
  turns,
});
const before: EpisodeView = {
  id: 7,
  series: 'Town clocks',
  key: '3',
  title: 'The clock',
  clock: { rate: '25', num: 25, den: 1, drop: false, offset: 0 },
  sound: '',
  speakers: [],
  chunks: [chunk(1, turn(10, 'a'), turn(11, 'b')), chunk(2, turn(12, 'c'))],
  notes: [],
  history: { undo: '', redo: '' },
  numbers: [1, 0],
};
const patch = (more: Partial<PatchView>): PatchView => ({
  episode: 7,
  heads: [],
  orders: [],
  turns: [],
  removed: [],
  notes: [],
  notesGone: [],
  speakers: [{ label: 'Mira', number: 1, name: '' }],
  history: { undo: 'Type', redo: '' },
  ...more,
});
const ids = (view: EpisodeView) => view.chunks.map((each) => each.turns.map((t) => t.id));

describe('applyPatch', () => {
  it('replaces a turn and shares the chunks that it does not touch', () => {
    const after = applyPatch(before, patch({ turns: [turn(11, 'bell')] }));
    expect(turnOf(after, 11)?.paragraphs).toEqual(['bell']);
    expect(after.chunks[1]).toBe(before.chunks[1]);
    expect(after.history.undo).toBe('Type');
    expect(before.chunks[0]!.turns[1]!.paragraphs).toEqual(['b']);
  });

  it('has the chunks that there are now, with their turns', () => {
    const heads = [1, 3].map((id) => ({ ...before.chunks[0]!, id }));
    const orders = [
      { chunk: 1, turns: [10, 12] },
      { chunk: 3, turns: [11] },
    ];
    const after = applyPatch(before, patch({ chunks: [1, 3], heads, orders }));
    expect(after.chunks.map(({ id }) => id)).toEqual([1, 3]);
    expect(ids(after)).toEqual([[10, 12], [11]]);
    expect(turnOf(after, 12)?.paragraphs).toEqual(['c']);
  });

  it('inserts, removes and moves turns as the orders say', () => {
    const after = applyPatch(
      before,
      patch({
        turns: [turn(13, 'new')],
        orders: [
          { chunk: 1, turns: [10, 13] },
          { chunk: 2, turns: [11, 12] },
        ],
      }),
    );
    expect(ids(after)).toEqual([
      [10, 13],
      [11, 12],
    ]);
    expect(firstTurnOf(after, patch({ turns: [turn(12, ''), turn(13, '')] }))).toBe(13);
  });

  it('keeps front matter that the window is ahead with', () => {
    const late = { ...before.chunks[0]!, title: 'Old', dirty: true, touched: ['title'] };
    const ahead = applyPatch(before, patch({ heads: [late] }), new Set([1]));
    expect(ahead.chunks[0]).toMatchObject({ title: 'Chunk 1', dirty: true, touched: ['title'] });
    expect(applyPatch(before, patch({ heads: [late] })).chunks[0]!.title).toBe('Old');
    expect(ids(ahead)).toEqual(ids(before));
  });

  it('leaves another episode alone', () => expect(applyPatch(before, patch({ episode: 8 }))).toBe(before));
});

describe('relabelled', () => {
  const speakers = [
    { label: 'Mira', number: 1, name: 'Mira Holm' },
    { label: 'Ada', number: 2, name: '' },
  ];
  const view = { ...before, speakers, chunks: [chunk(1, turn(10, 'a'), { ...turn(11, 'b'), speaker: 'Ada' })] };

  it('keeps the number, and says which turns are others now', () => {
    const { turns, speakers: now } = relabelled(view, 'Mira', 'Marit');
    expect(now[0]).toEqual({ label: 'Marit', number: 1, name: 'Mira Holm' });
    expect(turns).toEqual([{ ...turn(10, 'a'), speaker: 'Marit', changed: true }]);
  });
  it('leaves one of two that become one', () => {
    expect(relabelled(view, 'Mira', 'Ada').speakers).toEqual([speakers[1]]);
  });
});

describe('applyHeadOp', () => {
  it('shows a title at once', () => {
    const op = {
      kind: 'field',
      chunk: 1,
      at: 0,
      was: 'title',
      field: { key: 'title', kind: 'scalar', value: 'Noon' },
    } as const;
    const after = applyHeadOp(before, op);
    expect(after.chunks[0]).toMatchObject({ title: 'Noon' });
    expect(after.chunks[1]).toBe(before.chunks[1]);
  });
  it('inserts and removes fields', () => {
    const more = applyHeadOp(before, {
      kind: 'field.insert',
      chunk: 1,
      at: 1,
      field: { key: 'tags', kind: 'list', items: [] },
    });
    expect(more.chunks[0]!.matter.fields.map((f) => f.key)).toEqual(['title', 'tags']);
    const less = applyHeadOp(more, { kind: 'field.remove', chunk: 1, at: 1, was: 'tags' });
    expect(less.chunks[0]!.matter.fields).toHaveLength(1);
    expect(
      applyHeadOp(more, { kind: 'field.remove', chunk: 1, at: 0, was: 'tags' }).chunks[0]!.matter.fields,
    ).toHaveLength(2);
  });
  it('has nothing to do with words', () => {
    expect(applyHeadOp(before, { kind: 'turn.delete', turn: 10 })).toBe(before);
  });
});

it('tells other words from other times, and from what is said of files', () => {
  const took = (p: PatchView) => sameWords(before, applyPatch(before, p));
  const [first] = before.chunks;
  const [said] = first!.turns;
  expect(took(retimed(before, [{ turn: said!.id, times: 'AA==' }]))).toBe(true);
  expect(took({ ...nothingNew(before), heads: [{ ...first!, dirty: true }] })).toBe(true);
  expect(took({ ...nothingNew(before), turns: [{ ...said!, paragraphs: ['other'] }] })).toBe(false);
  expect(took({ ...nothingNew(before), removed: [said!.id], orders: [{ chunk: first!.id, turns: [] }] })).toBe(false);
  expect(sameWords(before, null)).toBe(false);
});

it('finds the chunk of a turn', () => {
  expect(chunkOf(before, 12)?.id).toBe(2);
  expect(chunkOf(before, 99)).toBeNull();
});

it('compares fields', () => {
  expect(sameField({ key: 'a', kind: 'scalar' }, { key: 'a', kind: 'scalar', value: '' })).toBe(true);
  expect(sameField({ key: 'a', kind: 'list', items: ['x'] }, { key: 'a', kind: 'list', items: ['y'] })).toBe(false);
});
