/** How fast and how loud sound is heard: the steps between, and what they are called. Pure. */

export const slowest = 0.5;
export const fastest = 3;
/** What the list of speeds offers. Keys go by `speedStep` between. */
export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const speedStep = 0.1;

/** The next speed in tenths, faster or slower. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const steps = speed / speedStep;
  const whole = by > 0 ? Math.floor(steps + 1e-6) + 1 : Math.ceil(steps - 1e-6) - 1;
  return Math.min(fastest, Math.max(slowest, Math.round(whole) / 10));
}

/** A speed as it is written: "1.25×". */
export const speedName = (speed: number): string => `${Number(speed.toFixed(2))}×`;

/** The loudest that sound is played: 12 dB above as recorded. */
export const loudest = 4;
/** Where on a slider from 0 to `longest` a volume stands: what is louder than recorded takes the last third. */
export const longest = 1.5;
const louder = longest - 1;

export function placeOfVolume(volume: number): number {
  return volume <= 1 ? volume : 1 + (louder * Math.log(volume)) / Math.log(loudest);
}

export function volumeAt(place: number): number {
  return place <= 1 ? place : loudest ** ((place - 1) / louder);
}

/** So many decibels louder, or softer below zero, held within what there is. From silence it comes back as recorded. */
export function volumeBy(volume: number, decibels: number): number {
  if (volume <= 0) return decibels > 0 ? 1 : 0;
  const to = volume * 10 ** (decibels / 20);
  return Math.abs(to - 1) < 0.02 ? 1 : Math.min(loudest, Math.max(0.05, to));
}

/** "75 per cent", "as recorded", "6 dB louder". */
export function volumeName(volume: number): string {
  if (volume === 0) return 'muted';
  if (volume === 1) return 'as recorded';
  if (volume > 1) return `${Math.round(20 * Math.log10(volume))} dB louder`;
  return `${Math.round(volume * 100)} per cent`;
}
