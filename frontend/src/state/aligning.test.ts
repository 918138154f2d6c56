import { expect, it, vi } from 'vitest';
import * as backend from '../bridge/aligning';
import type { AlignedView } from '../model/soundviews';
import type { PatchView } from '../model/views';
import { Aligning } from './aligning';
import { Notices } from './notices.svelte';

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

it('says of a search that nobody asked for that words lost the times of a file', async () => {
  vi.stubGlobal('innerHeight', 600);
  vi.spyOn(backend, 'alignUnasked').mockResolvedValue(7);
  vi.spyOn(backend, 'alignOthers').mockResolvedValue(0);
  vi.spyOn(backend, 'aligned').mockResolvedValue({ beyond: 'The times went on behind the end.' } as AlignedView);
  const notices = new Notices();
  const aligning = new Aligning(
    ...([
      { view: { id: 1 } },
      { view: { loaded: true, episode: 1, path: 'a.wav' } },
      {},
      { ended: () => Promise.resolve({ state: 'done' }), of: () => null },
      notices,
      () => true,
    ] as unknown as ConstructorParameters<typeof Aligning>),
  );
  aligning.look();
  await vi.waitFor(() => expect(notices.notes.map(({ text }) => text)).toEqual(['The times went on behind the end.']));
  vi.unstubAllGlobals();
});
