import { afterEach, describe, expect, it, vi } from 'vitest';
import * as backend from '../bridge/backend';
import type { JobView } from '../model/fileviews';
import { fraction, Jobs } from './jobs.svelte';

const job = (id: number, state: JobView['state'], done = 0): JobView => ({
  id,
  kind: 'import',
  state,
  what: 'Reading',
  done,
  total: 4,
  problem: '',
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('jobs', () => {
  it('run until they end', async () => {
    const jobs = new Jobs();
    jobs.take(job(1, 'running', 1));
    jobs.take(job(1, 'running', 2));
    expect(jobs.of('import')?.done).toBe(2);
    expect(jobs.of('export')).toBeNull();
    const end = jobs.ended(1);
    jobs.take(job(1, 'done', 4));
    expect((await end).state).toBe('done');
    expect(jobs.running).toEqual([]);
  });
  it('may be over before anybody asks', async () => {
    const jobs = new Jobs();
    jobs.take(job(2, 'failed'));
    expect((await jobs.ended(2)).state).toBe('failed');
  });
  it('are stopped when they are heard of, if nobody wants them any more', async () => {
    const cancelled = vi.spyOn(backend, 'cancelJob').mockResolvedValue();
    const jobs = new Jobs();
    jobs.stop('import');
    jobs.take(job(4, 'running'));
    jobs.take(job(4, 'running', 1));
    jobs.take(job(5, 'running'));
    expect(cancelled.mock.calls).toEqual([[4]]);
    jobs.stop('export');
    jobs.want('export');
    jobs.take({ ...job(6, 'running'), kind: 'export' });
    expect(cancelled).toHaveBeenCalledTimes(1);
  });
  it('take the time of what they count now, and stand still where nothing is heard of them', () => {
    vi.useFakeTimers();
    const jobs = new Jobs();
    const took = () => jobs.of('import')?.took;
    jobs.take(job(7, 'running', 1), 1_000);
    jobs.take(job(7, 'running', 3), 9_000);
    expect(took()).toBe(8_000);
    jobs.take({ ...job(7, 'running'), what: 'Looking', total: 0 }, 10_000);
    jobs.take(job(7, 'running', 1), 30_000);
    jobs.take(job(7, 'running', 2), 31_000);
    expect(took()).toBe(1_000);
    vi.advanceTimersByTime(5_000);
    expect(took()).toBe(0);
    jobs.take(job(7, 'running', 3), 38_000);
    expect(took()).toBe(8_000);
    jobs.take(job(7, 'done', 4));
    vi.advanceTimersByTime(5_000);
    expect(jobs.running).toEqual([]);
  });
  it('stay over when word of their progress comes late', () => {
    const jobs = new Jobs();
    jobs.take(job(3, 'done'));
    jobs.take(job(3, 'running', 4));
    expect(jobs.running).toEqual([]);
  });
});

it('tells how far a job is', () => {
  expect(fraction(job(1, 'running', 1))).toBe(0.25);
  expect(fraction({ ...job(1, 'running'), total: 0 })).toBeNull();
});
