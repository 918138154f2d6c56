/**
 * A desk to work at: a screen, a sound card, a folder for a library and its files, and the program. Everything is the
 * real thing, and everything is this desk's own, so that nothing of the person who runs the tests is read or changed.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleFolder } from './places';
import { Program, type Start } from './program';
import { type Screen, startScreen } from './screen';
import { plugIn, type SoundCard } from './soundcard';

export class Desk {
  readonly programs: Program[] = [];

  private constructor(
    readonly folder: string,
    readonly env: Record<string, string>,
    private readonly screen: Screen,
    readonly card: SoundCard | null,
  ) {}

  /** Sits down at a desk; without a sound card if there is to be none. */
  static async sit({ sound = true } = {}): Promise<Desk> {
    const folder = await mkdtemp(join(tmpdir(), 'stet-'));
    let card: SoundCard | null = null;
    try {
      let env = await ownEnvironment(folder);
      if (sound) {
        card = await plugIn(env, env.XDG_RUNTIME_DIR!);
        env = card.env;
      } else {
        // Whatever card the machine has, this desk has none.
        env.ALSA_CONFIG_PATH = '/dev/null';
      }
      const screen = await startScreen(env);
      return new Desk(folder, screen.env, screen, card);
    } catch (error) {
      await card?.end();
      throw error;
    }
  }

  /** Where the program keeps the library of somebody who named none. */
  get library(): string {
    return join(this.folder, 'data', 'stet', 'Library.stet');
  }

  /** Where the program puts the sample when asked for it. */
  get openedSample(): string {
    return join(this.folder, 'data', 'stet', 'Sample');
  }

  /** A copy of the sample's folder, as somebody's own files. */
  async copySample(name = 'Ambleford'): Promise<string> {
    const to = join(this.folder, name);
    await cp(sampleFolder, to, { recursive: true });
    return to;
  }

  /** Starts the program for a browser. */
  async start(options: Start = {}): Promise<Program> {
    const program = await Program.serve(this.env, options);
    this.programs.push(program);
    return program;
  }

  async leave(): Promise<void> {
    for (const program of this.programs) await program.end();
    await this.screen.end();
    await this.card?.end();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function ownEnvironment(folder: string): Promise<Record<string, string>> {
  const env: Record<string, string> = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: join(folder, 'home') };
  const places = { XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', XDG_CACHE_HOME: 'cache', XDG_RUNTIME_DIR: 'run' };
  for (const [name, place] of Object.entries(places)) env[name] = join(folder, place);
  for (const [name, place] of Object.entries(env)) {
    if (name === 'HOME' || name.startsWith('XDG_')) await mkdir(place, { recursive: true, mode: 0o700 });
  }
  return env;
}
