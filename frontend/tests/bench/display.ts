/**
 * An X server, asked for two things that no program at hand does: to press a key as a keyboard would (XTEST), and to tell
 * when something of the screen was drawn anew (DAMAGE). It speaks as much of the X11 protocol as that takes, over the
 * socket of a server on this machine that lets everybody in.
 */
import { connect, type Socket } from 'node:net';

/** A part of the screen that was drawn, and when this was heard of: milliseconds, as performance.now() has them. */
export interface Drawn {
  at: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Extension {
  opcode: number;
  event: number;
}

const keyPress = 2;
const keyRelease = 3;
/** Every drawing tells itself; nothing is put together. */
const raw = 0;

export class Display {
  private buffer = Buffer.alloc(0);
  private readonly replies: ((reply: Buffer) => void)[] = [];
  private readonly listeners = new Set<(drawn: Drawn) => void>();
  private test: Extension = { opcode: 0, event: 0 };
  private damage: Extension = { opcode: 0, event: 0 };
  private base = 0;
  private greeted: (() => void) | null = null;
  private minKey = 8;
  private keysyms: number[][] = [];

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.hear(bytes, performance.now()));
  }

  /** @param display such as ":99" */
  static async open(display: string): Promise<Display> {
    const it = new Display(connect(`/tmp/.X11-unix/X${display.slice(1)}`));
    const greeting = Buffer.alloc(12);
    greeting.write('l');
    greeting.writeUInt16LE(11, 2);
    const greeted = new Promise<void>((resolve) => (it.greeted = resolve));
    it.socket.write(greeting);
    await greeted;
    it.test = await it.extension('XTEST');
    it.damage = await it.extension('DAMAGE');
    await it.ask(it.damage.opcode, 0, 1, 1);
    await it.readKeys();
    return it;
  }

  close(): void {
    this.socket.destroy();
  }

  /** Tells of every drawing in a window, until the function that comes back is called. */
  watch(window: number, listener: (drawn: Drawn) => void): () => void {
    if (this.listeners.size === 0) this.send(this.damage.opcode, 1, this.base, window, raw);
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Presses and lets go of the key of a letter or a space, and returns when that was. */
  press(letter: string): number {
    const key = this.minKey + this.keysyms.findIndex((syms) => syms[0] === letter.charCodeAt(0));
    const at = performance.now();
    for (const type of [keyPress, keyRelease]) this.send(this.test.opcode, 2, type | (key << 8), 0, 0, 0, 0, 0, 0, 0);
    return at;
  }

  private async extension(name: string): Promise<Extension> {
    const padded = Buffer.alloc((name.length + 3) & ~3);
    padded.write(name);
    const words = Array.from({ length: padded.length / 4 }, (_, i) => padded.readUInt32LE(4 * i));
    const reply = await this.ask(98, 0, name.length, ...words);
    if (reply[8] !== 1) throw new Error(`the X server has no ${name}`);
    return { opcode: reply[9]!, event: reply[10]! };
  }

  private async readKeys(): Promise<void> {
    const reply = await this.ask(101, 0, this.minKey | ((255 - this.minKey) << 8));
    const perKey = reply[1]!;
    for (let at = 32; at + 4 * perKey <= reply.length; at += 4 * perKey) {
      this.keysyms.push(Array.from({ length: perKey }, (_, i) => reply.readUInt32LE(at + 4 * i)));
    }
  }

  private send(opcode: number, minor: number, ...words: number[]): void {
    const request = Buffer.alloc(4 + 4 * words.length);
    request[0] = opcode;
    request[1] = minor;
    request.writeUInt16LE(request.length / 4, 2);
    words.forEach((word, i) => request.writeUInt32LE(word >>> 0, 4 + 4 * i));
    this.socket.write(request);
  }

  private ask(opcode: number, minor: number, ...words: number[]): Promise<Buffer> {
    return new Promise((resolve) => {
      this.replies.push(resolve);
      this.send(opcode, minor, ...words);
    });
  }

  private hear(bytes: Buffer, at: number): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    if (this.greeted) this.greet();
    while (!this.greeted && this.buffer.length >= 32) {
      const kind = this.buffer[0]!;
      const length = 32 + (kind === 1 ? 4 * this.buffer.readUInt32LE(4) : 0);
      if (this.buffer.length < length) return;
      const message = this.buffer.subarray(0, length);
      this.buffer = this.buffer.subarray(length);
      if (kind === 0) throw new Error(`the X server refused request ${message[10]}: error ${message[1]}`);
      if (kind === 1) this.replies.shift()?.(message);
      else if ((kind & 0x7f) === this.damage.event) this.tell(message, at);
    }
  }

  private greet(): void {
    if (this.buffer.length < 8) return;
    const length = 8 + 4 * this.buffer.readUInt16LE(6);
    if (this.buffer.length < length) return;
    if (this.buffer[0] !== 1) throw new Error('the X server does not let us in');
    this.base = this.buffer.readUInt32LE(12);
    this.minKey = this.buffer[34]!;
    this.buffer = this.buffer.subarray(length);
    this.greeted!();
    this.greeted = null;
  }

  private tell(event: Buffer, at: number): void {
    const drawn = {
      at,
      x: event.readInt16LE(16),
      y: event.readInt16LE(18),
      width: event.readUInt16LE(20),
      height: event.readUInt16LE(22),
    };
    for (const listener of this.listeners) listener(drawn);
  }
}
