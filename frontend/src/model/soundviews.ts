/** A stretch of a sound that was written as a file of its own. */
export interface ClipView {
  file: string;
  problems: string[];
}

/** What is told of the sound and its clock: the mirror of backend/service/soundviews.go. */
import type { Flicks, ID } from './views';

export interface PlayerView {
  episode: number;
  loaded: boolean;
  path: string;
  /** A job is making the sound one that can be played. */
  converting: boolean;
  /** What was asked for. */
  playing: boolean;
  /** `heard` goes on from `at` by `pace` seconds a second. */
  moving: boolean;
  pace: number;
  /** What the device plays at the moment `at`. */
  heard: Flicks;
  /** Milliseconds since 1970, with fractions. */
  at: number;
  length: Flicks;
  /** The stretch that is played by itself; null if the sound just goes on. */
  range: RangeView | null;
  device: 'device' | 'null' | 'lost';
  /** What is wrong with the sound file, and what to do; "" when all is well. */
  problem: string;
  /** The same of the device. */
  deviceProblem: string;
  /** What is amiss with a sound file that is played all the same. */
  warnings: WarningView[];
  /** 1 is as recorded, `loudest` the most. */
  volume: number;
  /** What was asked for: 1 is as recorded. */
  speed: number;
}

/** A sentence, and of which kind the problem is: "cut-off" is one whose end is missing, or may be. */
export interface WarningView {
  kind: string;
  what: string;
}

/** A stretch of the sound, played once or, if `again`, until it is let go. */
export interface RangeView {
  from: Flicks;
  to: Flicks;
  again: boolean;
}

/** What there is of the waveform of the sound that is open. */
export interface WaveformView {
  episode: number;
  /** Another one for each sound that is opened; 0 while there is no waveform. */
  key: number;
  /** Samples a second, samples a point of the finest level; each coarser one has four times as many. */
  rate: number;
  perPoint: number;
  points: number;
  levels: number;
  /** So many parts of all are built. */
  done: number;
  total: number;
  /** The integrated loudness in LUFS, if anything is heard in a sound that is built as a whole. */
  loudness: number;
  heard: boolean;
  problem: string;
  /** How much of what is built could not be decoded, and the stretches where that was. */
  lost: Flicks;
  gaps: GapView[];
}

/** A stretch in which something could not be decoded, and is silent. */
export interface GapView {
  from: Flicks;
  to: Flicks;
}

/** A stretch where nobody speaks. */
export interface SilenceView {
  from: Flicks;
  to: Flicks;
}

export interface AnchorRequest {
  code: string;
  audio: Flicks;
}

/** A frame rate, and what it makes of an episode. */
export interface RateView {
  name: string;
  /** How many turns would have no place in the sound. */
  misfits: number;
  /** The first one's timecode that does not exist at this rate, and the turn. */
  first: string;
  turn: ID;
}

export interface FitView {
  rate: string;
  offset: Flicks;
  /** How far each of the two places then lies from where it was heard. */
  leftOver: [Flicks, Flicks];
  /** What cannot be told from these two places. */
  note: string;
}

/** What a search of the sound for the words of an episode has come to. */
export interface AlignedView {
  words: number;
  found: number;
  guessed: number;
  unspoken: number;
  /** Says of the times of a file that they were taken away, since they go on behind the end of the sound. */
  beyond: string;
  /** Says that all are estimated, where there is no model of the language. */
  note: string;
}
