import { describe, expect, it } from 'vitest';
import { inline, sideBySide, touched } from './diff';
import type { DiffLine, DiffView } from './fileviews';

const line = (kind: DiffLine['kind'], old: number, now: number, text = '', count?: number): DiffLine => ({
  kind,
  old,
  new: now,
  text,
  ...(count === undefined ? {} : { count }),
});
const diff: DiffView = {
  path: 'ep03-01.md',
  lines: [
    line('fold', 1, 1, '', 9),
    line('same', 10, 10, 'tags:'),
    line('add', 0, 11, '- clocks'),
    line('del', 11, 0, 'the bel rang'),
    line('del', 12, 0, 'twise'),
    line('add', 0, 12, 'the bell rang'),
    line('same', 13, 13, 'and stopped'),
    line('fold', 14, 14, '', 1),
  ],
};

describe('side by side', () => {
  const rows = sideBySide(diff);
  it('puts what came beside what went', () => {
    expect(rows.map((row) => row.kind)).toEqual(['fold', 'same', 'changed', 'changed', 'same', 'fold']);
    expect(rows[2]).toMatchObject({ old: { text: 'the bel rang' }, now: { text: '- clocks' } });
  });
  it('names folds', () => {
    expect(rows[0]).toMatchObject({ text: 'Lines 1 to 9, the same' });
    expect(rows[5]).toMatchObject({ text: 'Line 14, the same' });
  });
  it('has a key of its own for every row', () => {
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    expect(new Set(inline(diff).map((row) => row.key)).size).toBe(diff.lines.length);
  });
  it('leaves the other side empty where lines only came', () => {
    const added = sideBySide({ path: '', lines: [line('add', 0, 1, 'new')] });
    expect(added[0]).toMatchObject({ kind: 'added', old: null });
  });
});

it('counts what is touched', () => expect(touched(diff)).toEqual({ touched: 2, of: 14 }));
