/** The program, reached by a browser: the same program with the same bindings, through Wails' server. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from './child';
import { pageFolder, served } from './places';

export interface Start {
  /** The library's file; the person's own, if none is named. */
  library?: string;
  /** Files and folders that it is started with. */
  paths?: string[];
  /** Leaves it to the program to find the words of its episodes in their sound; else a new library has that switched off. */
  aligns?: boolean;
}

export class Program {
  private constructor(
    readonly child: Child,
    readonly url: string,
    readonly aligns: boolean,
  ) {}

  static async serve(env: Record<string, string>, { library, paths = [], aligns = false }: Start): Promise<Program> {
    const port = await freePort();
    const args = [...(library === undefined ? [] : ['--library', library]), ...paths];
    const child = new Child('stet', served, args, {
      env: { ...env, assetdir: pageFolder, devserver: `localhost:${port}`, loglevel: 'Warning' },
    });
    const program = new Program(child, `http://localhost:${port}`, aligns);
    await program.answers();
    return program;
  }

  private async answers(): Promise<void> {
    while (this.child.running) {
      try {
        if ((await fetch(this.url)).ok) return;
      } catch {
        // Not yet.
      }
      await pause(50);
    }
    throw new Error(`stet ended with ${this.child.code}:\n${this.child.said}`);
  }

  /** Closes it as its window's close button does, and waits until it is gone. */
  end(): Promise<void> {
    return this.child.end();
  }

  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.child.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
