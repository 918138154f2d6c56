import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as backend from '../bridge/backend';
import type { ChunkView, EpisodeView, TurnView } from '../model/views';
import { Checks } from './checks';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

const chunk = (id: number, more: Partial<ChunkView> = {}): ChunkView => ({
  id,
  number: String(id),
  title: '',
  status: 'unreviewed' as ChunkView['status'],
  file: '',
  dirty: false,
  matter: { form: 'fields' } as ChunkView['matter'],
  lead: [],
  problems: [],
  touched: [],
  until: '',
  turns: [{ id: 10 * id } as TurnView],
  ...more,
});

const four = [chunk(1), chunk(2), chunk(3), chunk(4)];

/** The chunks whose problems are told again when an episode becomes another. */
async function toldAgain(chunks: ChunkView[]): Promise<number[]> {
  const heads = vi.spyOn(backend, 'heads').mockResolvedValue([]);
  const episode = { view: { id: 1, chunks: four } as EpisodeView, marked: () => {} };
  const checks = new Checks(episode as unknown as Episode, {} as Notices);
  checks.follow(episode.view);
  episode.view = { ...episode.view, chunks };
  checks.follow(episode.view);
  await vi.advanceTimersByTimeAsync(1000);
  return heads.mock.calls[0]?.[1] ?? [];
}

describe('checks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('look again at what has changed, and at the chunk behind it, where a gap or an overlap is told', async () => {
    const [a, b, c, d] = four as [ChunkView, ChunkView, ChunkView, ChunkView];
    expect(await toldAgain([a, { ...b, turns: [{ id: 20 } as TurnView] }, c, d])).toEqual([2, 3]);
  });
  it('look again behind a chunk whose header ends elsewhere', async () => {
    const [a, b, c, d] = four as [ChunkView, ChunkView, ChunkView, ChunkView];
    expect(await toldAgain([a, { ...b, until: '00:01:00:00' }, c, d])).toEqual([2, 3]);
  });
  it('look at all where one has another number', async () => {
    const [a, b, c, d] = four as [ChunkView, ChunkView, ChunkView, ChunkView];
    expect(await toldAgain([a, b, { ...c, number: '7' }, d])).toEqual([1, 2, 3, 4]);
  });
});
