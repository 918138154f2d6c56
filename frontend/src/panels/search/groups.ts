/** Hits by the chunks that they stand in, in the order of the library. Pure. */
import { type HitLine, parted } from '../../model/find';
import type { LibraryView } from '../../model/libraryviews';

export interface Group {
  key: string;
  /** "Episode 8 · 04". */
  where: string;
  title: string;
  lines: HitLine[];
}

export function grouped(library: LibraryView | null, lines: readonly HitLine[]): Group[] {
  const byChunk = parted(lines, (line) => `${line.episode}-${line.chunk}`);
  const out: Group[] = [];
  for (const series of library?.series ?? []) {
    for (const episode of series.episodes) {
      for (const chunk of episode.chunks) {
        const key = `${episode.id}-${chunk.id}`;
        const here = byChunk.get(key);
        if (!here) continue;
        const name = /^\d+$/.test(episode.key) ? `Episode ${episode.key}` : episode.title;
        out.push({
          key,
          where: chunk.number ? `${name} · ${chunk.number}` : name,
          title: chunk.title,
          lines: [...here].sort((a, b) => a.pos - b.pos || a.para - b.para || a.from - b.from),
        });
      }
    }
  }
  return out;
}
