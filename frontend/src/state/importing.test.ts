import { afterEach, expect, it, vi } from 'vitest';
import * as backend from '../bridge/backend';
import type { AgainView } from '../model/cutviews';
import type { IncomingView } from '../model/fileviews';
import type { EditReply } from '../model/views';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import { Importing } from './importing.svelte';
import type { Jobs } from './jobs.svelte';
import type { Library } from './library.svelte';
import { Notices } from './notices.svelte';

afterEach(() => void vi.restoreAllMocks());

it('gives the sound to the episode that the times are of, also where another one has to stay open', async () => {
  const reply = {} as EditReply;
  vi.spyOn(backend, 'takeTimes').mockResolvedValue({ words: 2, heard: 2, told: 2, shift: 0, reply });
  const attached = vi.spyOn(backend, 'attachSound').mockResolvedValue(reply);
  const heard = vi.spyOn(backend, 'openEpisode').mockResolvedValue();
  const episode = {
    view: { id: 1 },
    open: () => Promise.resolve(),
    perform: (_id: number, run: () => Promise<EditReply>) => run(),
    undoable: () => {},
  } as unknown as Episode;
  const dialogs = { close: () => {} } as unknown as Dialogs;
  const notices = new Notices();
  const importing = new Importing({} as Library, episode, {} as Jobs, notices, dialogs);
  importing.waiting = { files: [{ file: 'a.json', timed: 2 } as IncomingView], paths: ['a.json'], sound: 'a.wav' };
  importing.recutting.of = { episode: 2 } as AgainView;
  await importing.agreeToTimes();
  expect(attached.mock.calls).toEqual([[2, 'a.wav']]);
  expect(heard).not.toHaveBeenCalled();
  expect(notices.notes).toEqual([]);
});

it('says what else came of giving an episode its sound', async () => {
  const reply = { told: 'The times that a file gave to 12 words were taken away.' } as EditReply;
  vi.spyOn(backend, 'takeTimes').mockResolvedValue({ words: 2, heard: 2, told: 2, shift: 0, reply });
  vi.spyOn(backend, 'attachSound').mockResolvedValue(reply);
  const said: string[] = [];
  const episode = {
    view: { id: 1 },
    open: () => Promise.resolve(),
    perform: (_id: number, run: () => Promise<EditReply>) => run(),
    undoable: (text: string) => said.push(text),
  } as unknown as Episode;
  const importing = new Importing({} as Library, episode, {} as Jobs, new Notices(), { close: () => {} } as Dialogs);
  importing.waiting = { files: [{ file: 'a.json', timed: 2 } as IncomingView], paths: ['a.json'], sound: '/b/a.wav' };
  importing.recutting.of = { episode: 2 } as AgainView;
  await importing.agreeToTimes();
  expect(said.at(-1)).toBe('The sound is a.wav. The times that a file gave to 12 words were taken away.');
});
