/** How the stories of a file begin: somebody sits down at a desk, with the program open on it; and how they end. */
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { Desk } from './desk';
import type { Program, Start } from './program';
import { EditorWindow } from './window';

interface Opening {
  /** Whether the desk has a sound card; it has, unless it is said that it has none. */
  sound?: boolean;
  /** Puts files on the desk, and says which of them the program is started with. */
  bring?: (desk: Desk) => Promise<string[]>;
  /** Leaves the library empty; else the sample is opened, unless the program is started with files. */
  empty?: boolean;
  /** Sits down anew for each story; else once for all of them. */
  each?: boolean;
  /** Whether words are found in the sound unasked. */
  aligns?: boolean;
}

export class Sitting {
  desk!: Desk;
  program!: Program;
  window!: EditorWindow;

  /** Starts the program, and opens a window on it. */
  async start(options: Start = {}): Promise<EditorWindow> {
    this.program = await this.desk.start(options);
    this.window = await EditorWindow.open(this.program);
    return this.window;
  }

  /** Closes the program's window as a person does, or ends it all at once, and starts it anew. */
  async restart({ kill = false, ...options }: Start & { kill?: boolean } = {}): Promise<EditorWindow> {
    if (kill) await this.program.kill();
    else await this.window.leave().then(() => this.program.child.ended);
    await this.window.close();
    return this.start(options);
  }
}

/** Sits down before the stories, does what else they begin with, and leaves after them, whatever happened. */
export function atDesk(
  { sound = true, bring, empty = false, each = false, aligns = false }: Opening,
  begin: (at: Sitting) => unknown,
): Sitting {
  const at = new Sitting();
  (each ? beforeEach : beforeAll)(async () => {
    at.desk = await Desk.sit({ sound });
    const paths = (await bring?.(at.desk)) ?? [];
    await at.start({ paths, aligns });
    if (paths.length === 0 && !empty) await at.window.openSample();
    await begin(at);
  });
  (each ? afterEach : afterAll)(async () => {
    for (const window of [...EditorWindow.shown]) await window.close();
    await at.desk?.leave();
  });
  return at;
}

/** Waits for what comes by itself, before the stories: in them `expect.poll` says what came instead. */
export const come = (what: () => Promise<boolean>): Promise<boolean> => vi.waitUntil(what, { timeout: 60_000 });
