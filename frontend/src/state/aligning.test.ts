import { expect, it, vi } from 'vitest';
import * as backend from '../bridge/aligning';
import type { PatchView } from '../model/views';
import { Aligning } from './aligning';

it('looks again for turns that could not be looked for while another search had just begun', async () => {
  vi.useFakeTimers();
  const asked = vi.spyOn(backend, 'alignEdited').mockRejectedValueOnce(new Error('under way')).mockResolvedValue(0);
  const aligning = new Aligning(
    ...([
      { view: { id: 1 } },
      { view: { loaded: true, episode: 1 } },
      { settled: () => Promise.resolve() },
      { of: () => null },
      {},
      () => true,
    ] as unknown as ConstructorParameters<typeof Aligning>),
  );
  aligning.changed({ episode: 1, turns: [{ id: 5, times: '' }] } as unknown as PatchView);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.mock.calls).toEqual([
    [1, [5]],
    [1, [5]],
  ]);
  vi.useRealTimers();
});
