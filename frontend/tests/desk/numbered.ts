/**
 * A sound whose every sample tells its own number, so that a recording says which place of the file was heard when.
 * The number stands in both channels, eleven bits each and wide apart, and a mark beyond them tells sound from silence.
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
  if (frames > 1 << (2 * bits)) throw new Error(`${seconds} seconds have more samples than ${2 * bits} bits can number`);
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

/** Which sample of the file was heard at a frame of the recording; null where it was silent. */
export function numberAt(heard: Heard, frame: number): number | null {
  if (frame < 0 || frame >= heard.frames) return null;
  const left = valueOf(heard.samples[2 * frame]!);
  const right = valueOf(heard.samples[2 * frame + 1]!);
  return left === null || right === null ? null : (right << bits) | left;
}

function valueOf(sample: number): number | null {
  const value = Math.round((sample - base) / step);
  return value < 0 || value > low || Math.abs(sample - base - value * step) > 3 ? null : value;
}
