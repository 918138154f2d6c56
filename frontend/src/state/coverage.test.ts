import { afterEach, describe, expect, it, vi } from 'vitest';
import * as checking from '../bridge/checks';
import * as cutting from '../bridge/cutting';
import type { CoverageFinding, CoverageView } from '../model/cutviews';
import { Failure } from '../model/failure';
import type { EpisodeView } from '../model/views';
import { Coverage } from './coverage.svelte';
import type { Episode } from './episode.svelte';
import { Notices } from './notices.svelte';

const fault = { episode: 1, chunk: 2, turn: 0, field: '', code: 'chunk.gap', words: '' };

describe('what stands where the gate told of it', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each([null, new Failure('read-only', 'The file cannot be written.')])(
    'is looked at again here and in the checks when it is taken back, also where that failed: %s',
    async (failure) => {
      const waived = vi.spyOn(checking, 'waive');
      if (failure) waived.mockRejectedValue(failure);
      else waived.mockResolvedValue([]);
      const now = { findings: [] as CoverageFinding[] } as CoverageView;
      vi.spyOn(cutting, 'coverage').mockResolvedValue(now);
      const view = { id: 1, chunks: [] as EpisodeView['chunks'] } as EpisodeView;
      const notices = new Notices();
      const coverage = new Coverage({ view } as unknown as Episode, notices);
      coverage.tookBack = vi.fn();
      coverage.follow(view, true);
      await coverage.takeBack({ faults: [fault], waived: 'It was cut.' } as CoverageFinding);
      expect(waived.mock.calls).toEqual([[1, 2, fault, '']]);
      expect(coverage.tookBack).toHaveBeenCalledOnce();
      expect(coverage.view).toBe(now);
      expect(notices.notes.map(({ title }) => title)).toEqual(failure ? ['It still stands'] : []);
    },
  );
});
