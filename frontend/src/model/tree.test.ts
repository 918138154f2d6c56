import { describe, expect, it } from 'vitest';
import { byStatus, type Filter, leastFar, parent, progress, rows, spoken, step } from './tree';
import type { ChunkItem, EpisodeItem, LibraryView } from './libraryviews';
import type { Status } from './views';

const chunk = (id: number, status: Status, more: Partial<ChunkItem> = {}): ChunkItem => ({
  id,
  number: `0${id}`,
  title: `Chunk ${id}`,
  status,
  length: '8:26',
  words: 100,
  turns: 12,
  checked: 3,
  errors: 0,
  warnings: 0,
  dirty: false,
  file: '',
  ...more,
});
const episode = (id: number, ...chunks: ChunkItem[]): EpisodeItem => ({
  id,
  key: String(id),
  title: `Episode ${id}`,
  sound: true,
  length: '1:00',
  chunks,
});
const library: LibraryView = {
  path: '',
  name: 'clocks',
  chunks: 3,
  series: [
    { name: 'Town clocks', episodes: [episode(2, chunk(1, 'draft'), chunk(2, 'exported')), episode(1)] },
    { name: 'Bells', episodes: [episode(3, chunk(1, 'ready'))] },
  ],
  last: { episode: 0, turn: 0, para: 0, offset: 0 },
};
const filtered = (filter: Filter) =>
  rows(library, new Set(), new Set(['e:2', 'e:1', 'e:3']), filter).map((row) => row.key);
const keys = (list: ReturnType<typeof rows>) => list.map((row) => row.key);

describe('rows', () => {
  it('shows series open and episodes shut at first', () => {
    expect(keys(rows(library, new Set(), new Set()))).toEqual(['s:Town clocks', 'e:2', 'e:1', 's:Bells', 'e:3']);
  });
  it('shows what is open and hides what is shut', () => {
    const list = rows(library, new Set(['s:Bells']), new Set(['e:2']));
    expect(keys(list)).toEqual(['s:Town clocks', 'e:2', 'c:2:1', 'c:2:2', 'e:1', 's:Bells']);
    expect(parent(list, 3)).toBe(1);
    expect(parent(list, 1)).toBe(0);
    expect(parent(list, 0)).toBe(0);
    expect(step(list, 5, 'ArrowDown')).toBe(5);
    expect(step(list, 0, 'End')).toBe(5);
  });
});

describe('an episode', () => {
  const mixed = episode(8, chunk(1, 'draft'), chunk(2, 'exported'), chunk(3, 'review'), chunk(4, 'draft'));
  it('is summed up in words', () => expect(progress(mixed)).toBe('1 exported, 1 in review, 2 draft'));
  it('is as far as its least chunk', () => {
    expect(byStatus(mixed)).toEqual(['exported', 'review', 'draft', 'draft']);
    expect(leastFar(mixed)).toBe('draft');
  });
});

it('says a length', () => {
  expect(spoken('8:26')).toBe('8 minutes 26');
  expect(spoken('1:11:37')).toBe('1 hour 11 minutes');
});

describe('a filter', () => {
  it('leaves what passes, and what it stands in', () => {
    expect(filtered('exported')).toEqual(['s:Town clocks', 'e:2', 'c:2:2']);
    expect(filtered('ready')).toEqual(['s:Bells', 'e:3', 'c:3:1']);
    expect(filtered('problems')).toEqual([]);
    expect(filtered('all')).toHaveLength(8);
  });
});
