/**
 * Programs that a test starts. Each is ended by its own process and its own group, never by its name, and what it said
 * is kept for the message of a test that fails.
 */
import { type ChildProcess, spawn } from 'node:child_process';

export interface ChildOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Numbers of further pipes to read from, as the program expects them. */
  pipes?: number[];
  /** Takes what it writes to its output, which then is no text. */
  output?: (bytes: Buffer) => void;
}

const kept = 20_000;

export class Child {
  readonly ended: Promise<number>;
  /** What it wrote, to whichever stream. */
  said = '';
  code: number | null = null;
  private readonly process: ChildProcess;
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly name: string,
    program: string,
    args: string[],
    options: ChildOptions = {},
  ) {
    const pipes = options.pipes ?? [];
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
    for (const pipe of pipes) stdio[pipe] = 'pipe';
    this.process = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? (process.env as Record<string, string>),
      stdio,
      detached: true,
    });
    const hear = (bytes: Buffer) => {
      this.said = (this.said + bytes.toString()).slice(-kept);
      for (const look of this.waiting) look();
    };
    for (const stream of this.process.stdio) {
      stream?.on('data', stream === this.process.stdout && options.output ? options.output : hear);
    }
    this.ended = new Promise((resolve) => {
      const end = (code: number) => {
        this.code = code;
        for (const look of this.waiting) look();
        resolve(code);
      };
      this.process.on('error', (error) => {
        this.said += error.message;
        end(127);
      });
      this.process.on('exit', (code, signal) => end(code ?? (signal ? 128 : 1)));
    });
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get running(): boolean {
    return this.code === null;
  }

  /** What the pattern finds in what the program says; an error if it ends first. */
  says(pattern: RegExp): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.said.match(pattern);
        if (!found && this.running) return;
        this.waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`${this.name} ended with ${this.code}:\n${this.said}`));
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Ends it as a logout would, and at last as a power cut would. */
  async end(patience = 10_000): Promise<void> {
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), patience);
    await this.ended;
    clearTimeout(timer);
    // Whatever it started and left behind is in its group.
    this.signal('SIGKILL');
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  private signal(name: 'SIGTERM' | 'SIGKILL'): void {
    if (!this.pid) return;
    try {
      if (name === 'SIGTERM') this.process.kill(name);
      else process.kill(-this.pid, name);
    } catch {
      // It has ended already.
    }
  }
}
