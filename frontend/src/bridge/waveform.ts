/** The calls about what a sound looks like. */
import type { SilenceView, WaveformView } from '../model/soundviews';
import type { Flicks } from '../model/views';
import { fetched, fetchedBytes } from './backend';
import { callApp, callService } from './window';

export const waveform = () => callService<WaveformView>('Waveform');
/** Goes on with a waveform that was stopped. */
export const drawWaveform = () => callService<void>('DrawWaveform');

/** Writes the episode's waveform as audiowaveform has it, and returns the job. */
export const saveWaveform = (episode: number, path: string) => callService<number>('SaveWaveform', episode, path);
/** Shows a file of audiowaveform in the place of what would be drawn. */
export const takeWaveform = (episode: number, path: string) => callService<void>('TakeWaveform', episode, path);
/** Asks where to write one, or for one to take; "" if the person thinks better of it. */
export const chooseWaveformToSave = (name: string) => callApp<string>('ChooseWaveformToSave', name);
export const chooseWaveform = () => callApp<string>('ChooseWaveform');

/** Points of a level, three bytes each. */
export const points = (episode: number, level: number, from: number, to: number) =>
  fetchedBytes(`/api/episodes/${episode}/waveform?level=${level}&from=${from}&to=${to}`).then((b) => new Int8Array(b));

export const silences = (episode: number, from: Flicks, to: Flicks) =>
  fetched<SilenceView[]>(`/api/episodes/${episode}/silences?from=${Math.round(from)}&to=${Math.round(to)}`);
