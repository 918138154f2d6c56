/** The library as the rows of a tree, in the order in which they show. Pure. */
import type { ChunkItem, EpisodeItem, LibraryView, SeriesView } from './libraryviews';
import type { Status } from './views';
import { count } from './words';

export type Row =
  | { kind: 'series'; key: string; level: 1; open: boolean; series: SeriesView }
  | { kind: 'episode'; key: string; level: 2; open: boolean; series: SeriesView; episode: EpisodeItem }
  | { kind: 'chunk'; key: string; level: 3; episode: EpisodeItem; chunk: ChunkItem };

export const seriesKey = (series: SeriesView): string => `s:${series.name}`;
export const episodeKey = (id: number): string => `e:${id}`;
export const chunkKey = (episode: number, chunk: number): string => `c:${episode}:${chunk}`;

/** Which chunks of the library are listed. */
export type Filter = 'all' | 'problems' | 'changed' | Status;

/** What the choice of them is called. */
export const filters: readonly [Filter, string][] = [
  ['all', 'All chunks'],
  ['problems', 'With problems'],
  ['changed', 'Changed since the export'],
  ['draft', 'Draft'],
  ['review', 'In review'],
  ['ready', 'Ready'],
  ['exported', 'Exported'],
];

function passes(chunk: ChunkItem, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'problems') return chunk.errors + chunk.warnings > 0;
  return filter === 'changed' ? chunk.dirty : chunk.status === filter;
}

/**
 * The rows that show when the series in `closed` are shut and the episodes in `open` are not. With a filter, what has no
 * chunk that passes is left out.
 */
export function rows(
  library: LibraryView,
  closed: ReadonlySet<string>,
  open: ReadonlySet<string>,
  filter: Filter = 'all',
): Row[] {
  const out: Row[] = [];
  const shows = (episode: EpisodeItem) => filter === 'all' || episode.chunks.some((chunk) => passes(chunk, filter));
  for (const series of library.series) {
    if (!series.episodes.some(shows)) continue;
    const key = seriesKey(series);
    out.push({ kind: 'series', key, level: 1, open: !closed.has(key), series });
    if (closed.has(key)) continue;
    for (const episode of series.episodes.filter(shows)) {
      const mine = episodeKey(episode.id);
      out.push({ kind: 'episode', key: mine, level: 2, open: open.has(mine), series, episode });
      if (!open.has(mine)) continue;
      for (const chunk of episode.chunks.filter((each) => passes(each, filter))) {
        out.push({ kind: 'chunk', key: chunkKey(episode.id, chunk.id), level: 3, episode, chunk });
      }
    }
  }
  return out;
}

/** The row that a key of the tree leads to from row `at`: arrows up and down, Home, End. */
export function step(rows: Row[], at: number, key: string): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows.length - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    default:
      return at;
  }
}

/** The row above that a row belongs to; the row itself at the top. */
export function parent(rows: Row[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let i = at - 1; i >= 0; i--) if (rows[i]!.level < level) return i;
  return at;
}

const order: Status[] = ['exported', 'ready', 'review', 'draft'];
const names: Record<Status, string> = { exported: 'exported', ready: 'ready', review: 'in review', draft: 'draft' };

/** An episode's chunks in the order of how far they are, for its bar. */
export function byStatus(episode: EpisodeItem): Status[] {
  return episode.chunks.map((chunk) => chunk.status).sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** "2 exported, 1 ready, 2 in review, 4 draft". */
export function progress(episode: EpisodeItem): string {
  return order
    .map((status) => [episode.chunks.filter((chunk) => chunk.status === status).length, names[status]] as const)
    .filter(([n]) => n > 0)
    .map(([n, name]) => `${n} ${name}`)
    .join(', ');
}

/** How far a whole episode is: as far as the chunk that is least far. */
export function leastFar(episode: EpisodeItem): Status {
  const all = byStatus(episode);
  return all[all.length - 1] ?? 'draft';
}

/** A length for a screen reader: "8:26" as "8 minutes 26", "1:11:37" as "1 hour 11 minutes". */
export function spoken(length: string): string {
  const parts = length.split(':');
  if (parts.length === 3) return `${count(Number(parts[0]), 'hour')} ${count(Number(parts[1]), 'minute')}`;
  return `${count(Number(parts[0]), 'minute')} ${Number(parts[1])}`;
}
