/** An answer that comes after a later one, or when it is wanted no more, takes the place of nothing. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as backend from '../bridge/backend';
import * as cutting from '../bridge/cutting';
import * as exportBridge from '../bridge/exporting';
import * as namesBridge from '../bridge/names';
import * as speakersBridge from '../bridge/speakers';
import * as taggingBridge from '../bridge/tagging';
import type { Spelled } from '../model/spelling';
import type { ChunkView, EpisodeView } from '../model/views';
import { Coverage } from './coverage.svelte';
import type { Episode } from './episode.svelte';
import { Exporting } from './exporting.svelte';
import { History } from './history.svelte';
import type { Notices } from './notices.svelte';
import { Pedals } from './pedals.svelte';
import type { Player } from './player.svelte';
import { Proposing } from './proposing.svelte';
import { Registry } from './registry.svelte';
import { Spelling } from './spelling.svelte';
import { Suggestions } from './suggestions.svelte';
import { Tagging } from './tagging.svelte';
import { Timing } from './timing.svelte';

/** Holds what is asked of the program back, until answer() answers the question of that number. */
function holding(bridge: object, name: string): (number: number, says: unknown) => Promise<void> {
  const waiting: ((says: unknown) => void)[] = [];
  vi.spyOn(bridge as Record<string, () => Promise<unknown>>, name).mockImplementation(
    () => new Promise((resolve) => waiting.push(resolve)),
  );
  return async (number, says) => {
    waiting[number]!(says);
    await vi.advanceTimersByTimeAsync(0);
  };
}

const pass = () => vi.advanceTimersByTimeAsync(2000);
const quiet = { show: () => {}, say: () => {}, fail: () => {} } as unknown as Notices;
const turn = (id: number) => ({ id, start: `00:00:0${id}:00` });
const view = (id: number) =>
  ({
    id,
    series: `Series ${id}`,
    speakers: [],
    chunks: [{ id: 10 * id, matter: { fields: [] }, turns: [turn(1), turn(2)] }],
  }) as unknown as EpisodeView;

/** An episode that shows, and can be another. */
function shown(is: EpisodeView): Episode & { view: EpisodeView } {
  return {
    view: is,
    place: { turn: 1 },
    settled: () => Promise.resolve(null),
    revealTurn: () => {},
  } as unknown as Episode & { view: EpisodeView };
}

describe('late answers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('about turns that may be their neighbour’s', async () => {
    const answer = holding(speakersBridge, 'suggestions');
    const suggestions = new Suggestions(shown(view(1)), quiet);
    for (const each of [view(1), view(1)]) {
      suggestions.follow(each);
      await pass();
    }
    await answer(1, []);
    await answer(0, [{ turn: 1 }]);
    expect(suggestions.list).toEqual([]);
  });

  it('about the tags of a chunk', async () => {
    const answer = holding(taggingBridge, 'chunkTags');
    const tagging = new Tagging(shown(view(1)), quiet);
    for (const each of [{ id: 10 }, { id: 10 }]) {
      tagging.follow(each as ChunkView);
      await pass();
    }
    await answer(1, { listed: ['now'] });
    await answer(0, { listed: ['before'] });
    expect(tagging.view).toEqual({ listed: ['now'] });
  });

  it('about the steps of the history', async () => {
    const answer = holding(backend, 'steps');
    const history = new History(shown(view(1)), quiet);
    for (let n = 0; n < 2; n++) {
      history.refresh();
      await pass();
    }
    await answer(1, { steps: [{ seq: 2 }, { seq: 1 }], total: 2 });
    await answer(0, { steps: [{ seq: 1 }], total: 1 });
    expect(history.total).toBe(2);
  });

  it('about a step that was opened, has gone on, and was closed', async () => {
    const answer = holding(backend, 'stepDiff');
    const history = new History(shown(view(1)), quiet);
    void history.open(3);
    void history.open(3);
    await answer(1, 'goes on');
    await answer(0, 'began');
    expect(history.opened.get(3)).toBe('goes on');
    void history.open(3);
    history.close(3);
    await answer(2, 'goes on');
    expect(history.opened.has(3)).toBe(false);
  });

  it('about a transcript that was chosen in another episode, or before another one', async () => {
    const answer = holding(cutting, 'chooseTranscripts');
    const episode = shown(view(1));
    const coverage = new Coverage(episode, quiet);
    coverage.follow(episode.view, false);
    void coverage.forget();
    void coverage.forget();
    await answer(1, 'second');
    await answer(0, 'first');
    expect(coverage.view).toBe('second');
    void coverage.forget();
    coverage.follow((episode.view = view(2)), false);
    await answer(2, 'of the first episode');
    expect(coverage.view).toBe(null);
  });

  it('about the rates that two places fit', async () => {
    const answer = holding(backend, 'calibrate');
    const episode = shown(view(1));
    const timing = new Timing(episode, { now: () => 0 } as Player);
    timing.mark(0);
    timing.mark(1);
    timing.mark(1);
    await answer(1, ['now']);
    await answer(0, ['before']);
    expect(timing.fits).toEqual(['now']);
    timing.mark(0);
    timing.reset();
    await answer(2, ['before']);
    expect(timing.fits).toEqual([]);
  });

  it('about the rates that two places of another episode fit', async () => {
    const answer = holding(backend, 'calibrate');
    const episode = shown(view(1));
    const timing = new Timing(episode, { now: () => 0 } as Player);
    timing.follow(episode.view);
    timing.mark(0);
    timing.mark(1);
    timing.follow({ ...episode.view });
    expect(timing.anchors).not.toContain(null);
    timing.follow((episode.view = view(2)));
    await answer(0, ['of the first episode']);
    expect([timing.anchors, timing.fits]).toEqual([[null, null], []]);
  });

  it('about words that stand in an episode that was left', async () => {
    const answer = holding(backend, 'words');
    const episode = shown(view(1));
    const spelling = new Spelling(episode, {} as never, {} as never, quiet);
    const stands = () => spelling.standsBy({ word: 'Ambleford', after: -1 } as Spelled);
    void spelling.ask([]);
    episode.view = view(2);
    void spelling.ask([]);
    await answer(1, { names: [], titles: [], series: [], episode: ['Ambleford'] });
    await answer(0, { names: [], titles: [], series: [], episode: [] });
    expect(stands()).toBe('episode');
  });

  it('about the pedals', async () => {
    const answer = holding(backend, 'pedals');
    const pedals = new Pedals();
    void pedals.load();
    void pedals.load();
    await answer(1, []);
    await answer(0, [{ read: true }]);
    expect(pedals.heard).toBe(false);
  });

  it('about where to cut', async () => {
    const answer = holding(cutting, 'proposals');
    const episode = shown(view(1));
    const proposing = new Proposing(episode, quiet, {} as never);
    void proposing.start(10);
    void proposing.start(10);
    await pass();
    await answer(1, { shortest: 2, longest: 4, cuts: [] });
    await answer(0, { shortest: 2, longest: 9, cuts: [] });
    expect(proposing.limits.longest).toBe(4);
  });

  it('about what was ticked for the library, when a series is to go out by now', async () => {
    const answer = holding(backend, 'recall');
    const plan = vi.spyOn(exportBridge, 'planPublish').mockRejectedValue(new Error('No files.'));
    const none = {} as never;
    const exporting = new Exporting(shown(view(1)), { view: null } as never, none, quiet, none, none);
    void exporting.begin('library');
    await pass();
    void exporting.begin('series');
    await pass();
    await answer(1, '["srt"]');
    await answer(0, '["vtt"]');
    await pass();
    expect([exporting.ticked, plan.mock.calls.map(([{ formats }]) => formats)]).toEqual([['srt'], [['srt']]]);
  });

  describe('about a registry', () => {
    const registry = () => new Registry(shown(view(1)), { view: null } as never, {} as never, quiet);

    it('that is another now', async () => {
      const answer = holding(namesBridge, 'seriesNames');
      vi.spyOn(namesBridge, 'vocabulary').mockResolvedValue({} as never);
      const names = registry();
      void names.load();
      void names.load();
      await answer(1, { series: 'Series 1', step: 2 });
      await answer(0, { series: 'Series 1', step: 1 });
      expect(names.names?.step).toBe(2);
    });

    it('of a series that nobody looks at any more', async () => {
      const answer = holding(namesBridge, 'gathered');
      vi.spyOn(namesBridge, 'seriesNames').mockResolvedValue({} as never);
      vi.spyOn(namesBridge, 'vocabulary').mockResolvedValue({} as never);
      const names = registry();
      void names.gather();
      names.choose('Series 2');
      await answer(0, { found: [] });
      expect(names.building).toBe(null);
    });
  });
});
