/** What the program says without being asked, typed. */
import type { JobView } from '../model/fileviews';
import type { PressView } from '../model/pedals';
import type { PlayerView, WaveformView } from '../model/soundviews';
import type { ID, PatchView } from '../model/views';
import { wholePatch } from './whole';

export interface Events {
  player: PlayerView;
  waveform: WaveformView;
  job: JobView;
  /** The library's list changed: fetch it again. */
  library: undefined;
  /** An episode changed from outside: fetch it again. */
  episode: { id: number };
  /** Other programs did something to the files of an episode: look at them. */
  disk: { id: number };
  /** What a series of this name shares is another now: fetch it again. */
  registry: string;
  /** Words of turns of an episode have other times, which is no change of theirs: fetch these. */
  times: { id: number; turns: ID[] };
  /** A search of an episode's sound has begun, or come to its end. */
  search: { id: number; searching: boolean };
  /** What differs from the files now, after an export. */
  patch: PatchView;
  /** Files were dropped on the window. */
  drop: { paths: string[] };
  /** A switch of a foot pedal was pressed or let go. */
  pedal: PressView;
  /** Another device that is a pedal, or could be, has come or gone: fetch them again. */
  pedals: undefined;
  /** A command was chosen in the menu bar. */
  command: { id: string };
  note: { code: string; message: string };
  /** The window is about to close: save what is under the hands, then quit. */
  close: undefined;
}

/** Listens until the function that comes back is called. */
export function listen<K extends keyof Events>(name: K, then: (data: Events[K]) => void): () => void {
  const runtime = window.runtime;
  if (!runtime) return () => {};
  return runtime.EventsOn(name, (data) => {
    if (name === 'patch') then(wholePatch(data as PatchView) as Events[K]);
    else if (name === 'drop') then({ paths: (data as Events['drop']).paths ?? [] } as Events[K]);
    else then(data as Events[K]);
  });
}
