/**
 * A sound card that plays to nobody, and a recorder that hears it: PulseAudio with a null sink. At the card's own rate
 * nothing between the program and the recorder changes a sample.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child } from './child';
import { root } from './places';

const run = promisify(execFile);

/** Samples a second, of two channels of 16 bits. */
export const cardRate = 44_100;

const frameBytes = 4;
const sink = 'stet_null';

export interface SoundCard {
  env: Record<string, string>;
  record(): Promise<Recorder>;
  /** The card goes away, as when its plug is pulled. */
  end(): Promise<void>;
}

export async function plugIn(env: Record<string, string>, folder: string): Promise<SoundCard> {
  const pulse = (what: 'start' | 'stop') => run(join(root, 'build', 'pulse.sh'), [what, folder], { env });
  await pulse('start');
  const here = { ...env, XDG_RUNTIME_DIR: folder, PULSE_COOKIE: join(folder, 'pulse', 'cookie') };
  return { env: here, record: () => Recorder.start(here), end: async () => void (await pulse('stop')) };
}

/** What was heard, and when. */
export class Recorder {
  private readonly blocks: Buffer[] = [];
  private frames = 0;
  /** The earliest that frame 0 can have been heard, by any block so far: in milliseconds since 1970. */
  private began = Infinity;
  private started = () => {};
  private readonly child: Child;

  private constructor(env: Record<string, string>) {
    this.child = new Child(
      'parec',
      'parec',
      ['-d', `${sink}.monitor`, '--format=s16le', `--rate=${cardRate}`, '--channels=2', '--latency-msec=5', '--raw'],
      { env, output: (bytes) => this.hear(bytes) },
    );
  }

  static async start(env: Record<string, string>): Promise<Recorder> {
    const recorder = new Recorder(env);
    await Promise.race([
      new Promise<void>((resolve) => (recorder.started = resolve)),
      recorder.child.ended.then((code) =>
        Promise.reject(new Error(`parec ended with ${code}: ${recorder.child.said}`)),
      ),
    ]);
    return recorder;
  }

  private hear(bytes: Buffer): void {
    const now = Date.now();
    this.blocks.push(bytes);
    this.frames += bytes.length / frameBytes;
    // A block can come late, never early: the earliest of all tells when the sound was there.
    this.began = Math.min(this.began, now - (this.frames / cardRate) * 1000);
    this.started();
  }

  async stop(): Promise<Heard> {
    await this.child.end();
    const bytes = Buffer.concat(this.blocks);
    const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
    return new Heard(samples, this.began);
  }
}

/** A recording: two channels, a sample after the other, and the moment of the first. */
export class Heard {
  constructor(
    readonly samples: Int16Array,
    readonly began: number,
  ) {}

  get frames(): number {
    return this.samples.length / 2;
  }

  /** When a frame was heard, in milliseconds since 1970. */
  momentOf(frame: number): number {
    return this.began + (frame / cardRate) * 1000;
  }

  frameAt(moment: number): number {
    return Math.round(((moment - this.began) / 1000) * cardRate);
  }
}
