/**
 * The window as it ships, behind glass: seen only as pixels, moved only by real keys and the mouse. Nothing here knows
 * what is in it.
 */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What asks for a window that goes meanwhile may never come back. */
const run = (program: string, args: string[], options: { env: Record<string, string> }) =>
  execute(program, args, { ...options, timeout: 60_000, killSignal: 'SIGKILL' });

/** Looks through all windows; when one goes while it is looked at, which is an error of X, it looks again. */
async function search(env: Record<string, string>, title: string): Promise<{ stdout: string }> {
  for (let tries = 5; ; tries--) {
    try {
      return await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', `^${title}$`], { env });
    } catch (e) {
      if (tries === 0 || !String(e).includes('BadWindow')) throw e;
    }
  }
}

export class Glass {
  private constructor(
    private readonly env: Record<string, string>,
    readonly id: string,
  ) {}

  /** Waits for a window of that title. */
  static async of(env: Record<string, string>, title: string): Promise<Glass> {
    const { stdout } = await search(env, title);
    const id = stdout.trim().split('\n')[0]!;
    const glass = new Glass(env, id);
    await glass.do('windowfocus', '--sync', id);
    return glass;
  }

  private async do(...args: string[]): Promise<void> {
    await run('xdotool', args, { env: this.env });
  }

  /** Presses keys, each named as xdotool has it. */
  press(...keys: string[]): Promise<void> {
    return this.do('key', '--delay', '30', ...keys);
  }

  async repeat(times: number, key: string): Promise<void> {
    if (times > 0) await this.do('key', '--delay', '30', '--repeat', String(times), key);
  }

  type(text: string): Promise<void> {
    return this.do('type', '--delay', '40', text);
  }

  /** Clicks at a place, in parts of the window's width and height. */
  async click(x: number, y: number): Promise<void> {
    const { width, height } = await this.size();
    await this.do('mousemove', '--window', this.id, String(Math.round(x * width)), String(Math.round(y * height)));
    await this.do('click', '1');
  }

  async size(): Promise<{ width: number; height: number }> {
    const { stdout } = await run('xdotool', ['getwindowgeometry', '--shell', this.id], { env: this.env });
    const read = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(stdout)?.[1]);
    return { width: read('WIDTH'), height: read('HEIGHT') };
  }

  async visible(): Promise<boolean> {
    // Where no window is left, the search fails.
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '.'], { env: this.env }).catch(
      () => ({
        stdout: '',
      }),
    );
    return stdout.split('\n').includes(this.id);
  }

  async picture(path: string): Promise<void> {
    await run('import', ['-window', this.id, path], { env: this.env });
  }

  /** How many colours a picture has: a blank one has one. */
  async colours(path: string): Promise<number> {
    const { stdout } = await run('identify', ['-format', '%k', path], { env: this.env });
    return Number(stdout);
  }

  /** Waits until there is something to see, and it has come to rest, or is gone. A caret that blinks does not count. */
  async rests(): Promise<void> {
    for (let before = ''; await this.visible();) {
      const now = await this.gist();
      if (now !== '' && now === before) return;
      before = now;
      await pause(400);
    }
  }

  /** A rough picture, as text; '' while there is nothing in it. */
  private async gist(): Promise<string> {
    const rough = ['-colorspace', 'gray', '-resize', '48x30!', '-depth', '3', '-compress', 'none', 'pgm:-'];
    const { stdout } = await run('timeout', ['5', 'import', '-window', this.id, ...rough], { env: this.env }).catch(
      () => ({ stdout: '' }),
    );
    return new Set(stdout.split('\n').slice(3).join(' ').split(/\s+/)).size > 3 ? stdout : '';
  }

  /** Asks the window to close, as its close button does. */
  close(): Promise<void> {
    return this.press('ctrl+alt+Escape');
  }
}
