import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as bridge from '../bridge/find';
import type { Misheard } from '../model/find';
import type { EpisodeView } from '../model/views';
import type { Episode } from './episode.svelte';
import { Glossaries } from './glossaries.svelte';
import type { Notices } from './notices.svelte';

const view = (id: number) => ({ id, series: `Series ${id}` }) as EpisodeView;
const pair = (id: number) => ({ wrong: `wrong ${id}`, right: `right ${id}` });

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(bridge, 'glossary').mockImplementation((series) => Promise.resolve([pair(Number(series.at(-1)))]));
  vi.spyOn(bridge, 'misheard').mockImplementation((episode) => Promise.resolve([{ episode } as Misheard]));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('has what another episode mishears at once, however often that changes, and nothing of the one before', async () => {
  const episode = { view: view(1) };
  const glossaries = new Glossaries(episode as Episode, {} as Notices);
  const shows = async (id: number) => {
    glossaries.follow((episode.view = view(id)));
    const before = [...glossaries.misheard];
    await vi.advanceTimersByTimeAsync(100);
    return before;
  };
  await shows(1);
  expect(glossaries.misheard).toEqual([{ episode: 1 }]);
  glossaries.fresh = pair(3);
  expect(await shows(2)).toEqual([]);
  expect([glossaries.pairs, glossaries.misheard]).toEqual([[pair(2)], [{ episode: 2 }]]);
  expect(glossaries.fresh).toBe(null);
  await shows(1);
  for (let n = 0; n < 3; n++) await shows(2);
  expect(glossaries.pairs).toEqual([pair(2)]);
});
