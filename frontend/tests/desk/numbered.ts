/**
 * A sound whose every sample tells its own number, so that a recording says which place of the file was heard when.
 * The number stands in both channels, eleven bits in each, its values wide apart.
 */
import { writeFile } from 'node:fs/promises';
import type { Heard } from './soundcard';
import { cardRate } from './soundcard';

const bits = 11;
const low = (1 << bits) - 1;
/** Between two values: more than any rounding on the way. */
const step = 14;
/** Above zero, so that silence is no number. */
const base = 200;

export async function writeNumberedSound(path: string, seconds: number): Promise<void> {
  const frames = seconds * cardRate;
  if (frames > 1 << (2 * bits))
    throw new Error(`${seconds} seconds have more samples than ${2 * bits} bits can number`);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + frames * 4, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(cardRate, 24);
  head.writeUInt32LE(cardRate * 4, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(frames * 4, 40);
  const body = new Int16Array(frames * 2);
  for (let frame = 0; frame < frames; frame++) {
    body[2 * frame] = base + (frame & low) * step;
    body[2 * frame + 1] = base + (frame >> bits) * step;
  }
  await writeFile(path, Buffer.concat([head, Buffer.from(body.buffer)]));
}

/** How many numbers in a row tell that they are numbers and not the sound of something else, or one that fades. */
const run = 16;

/** Which sample of the file was heard at a frame of the recording; null where it was silent or fading. */
export function numberAt(heard: Heard, frame: number): number | null {
  const first = valueAt(heard, frame);
  if (first === null) return null;
  for (let n = 1; n < run; n++) if (valueAt(heard, frame + n) !== first + n) return null;
  return first;
}

function valueAt(heard: Heard, frame: number): number | null {
  if (frame < 0 || frame >= heard.frames) return null;
  const left = part(heard.samples[2 * frame]!);
  const right = part(heard.samples[2 * frame + 1]!);
  return left === null || right === null ? null : (right << bits) | left;
}

function part(sample: number): number | null {
  const value = Math.round((sample - base) / step);
  return value < 0 || value > low || Math.abs(sample - base - value * step) > 2 ? null : value;
}

/** Where something is heard again after a silence, from a frame of the recording on; and which sample of the file that was. */
export function onset(heard: Heard, from: number): number | null {
  let silent = 0;
  let start = from;
  for (let frame = from; frame < heard.frames; frame++) {
    const quiet = heard.samples[2 * frame] === 0 && heard.samples[2 * frame + 1] === 0;
    if (quiet) silent++;
    else if (silent > 0) {
      start = frame;
      silent = 0;
    }
    const number = numberAt(heard, frame);
    if (number !== null && start > from) return number - (frame - start);
  }
  return null;
}
