/** The calls about what a sound looks like. */
import type { SilenceView, WaveformView } from '../model/soundviews';
import type { Flicks } from '../model/views';
import { fetched, fetchedBytes } from './backend';
import { callService } from './window';

export const waveform = () => callService<WaveformView>('Waveform');
/** Goes on with a waveform that was stopped. */
export const drawWaveform = () => callService<void>('DrawWaveform');

/** Points of a level, three bytes each. */
export const points = (episode: number, level: number, from: number, to: number) =>
  fetchedBytes(`/api/episodes/${episode}/waveform?level=${level}&from=${from}&to=${to}`).then((b) => new Int8Array(b));

export const silences = (episode: number, from: Flicks, to: Flicks) =>
  fetched<SilenceView[]>(`/api/episodes/${episode}/silences?from=${Math.round(from)}&to=${Math.round(to)}`);
