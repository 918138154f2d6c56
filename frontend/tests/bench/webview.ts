/**
 * Typing in the program as it ships, in its own window: from the moment when the keyboard's key is pressed to the moment
 * when the X server tells that the line was drawn. In it is all that lies between: the server, GTK, the webview's two
 * processes, the editor, its layout, the drawing, and the way of the picture back to the server.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { EpisodeView } from '../../src/model/views';
import { Child } from '../desk/child';
import type { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { shipped } from '../desk/places';
import { middleOf, unlike, wordsBefore } from './candidates';
import { Display, type Drawn } from './display';
import type { Given } from './pages/shape';

const run = promisify(execFile);

export interface Typed {
  /** Milliseconds of each key. */
  keys: number[];
  /** Milliseconds of processor time of all of the program's processes, for each key. */
  busy: number;
}

/** A caret that blinks is narrower. */
const letter = 6;
/** Where the words stand, in parts of the window's width: what is drawn beside them is something else. */
const column = { left: 0.32, right: 0.7 };
/** How much farther down the caret is where its line is full. */
const leading = 32;
/** Milliseconds after which a key is taken for lost. */
const patience = 5_000;

export async function typeInWindow(
  env: Record<string, string>,
  library: string,
  episode: EpisodeView,
  text: string,
  between: number,
): Promise<Typed> {
  const program = new Child('stet', shipped, ['--library', library], { env });
  const display = await Display.open(env.DISPLAY!);
  try {
    const glass = await Glass.of(env, 'Stet');
    await glass.rests();
    const turns = episode.chunks.flatMap((chunk) => chunk.turns);
    await choose(glass, 'ctrl+k', 'Episode 12', 'Return');
    // To the hit, which is selected then, and to the same word as in the browser.
    await choose(glass, 'ctrl+f', turns[middleOf(turns)]!.paragraphs[0]!.slice(0, unlike), 'ctrl+Return');
    await glass.press('Left');
    await glass.repeat(wordsBefore, 'ctrl+Right');
    await glass.rests();
    return await typeBehind(glass, display, program, text, between);
  } finally {
    display.close();
    await program.end();
  }
}

/**
 * The same keys in a bare editor, in a window of the same webview that holds nothing else: how fast the webview is by
 * itself on this machine, drawing without a graphics card as the program's does.
 *
 * @param html the page, made by buildPage
 */
export async function typeInBareWindow(
  desk: Desk,
  html: string,
  given: Given,
  text: string,
  between: number,
): Promise<Typed> {
  const page = join(desk.folder, 'bare.html');
  // No ending of a script in the words may end this one.
  const words = JSON.stringify(given).replaceAll('<', '\\u003c');
  // Under that title the caret stands where it is to stand.
  const ready = "comparand.toMiddle(); document.title = 'Bare text';";
  const script = `comparand.show(${words}); setTimeout(() => { ${ready} }, 500);`;
  await writeFile(page, `${html}<title>Loads</title><script>${script}</script>`);
  const env = { ...desk.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
  const program = new Child('MiniBrowser', await miniBrowser(), ['--full-screen', `file://${page}`], { env });
  const display = await Display.open(desk.env.DISPLAY!);
  try {
    const glass = await Glass.of(desk.env, '.*Bare text.*');
    await glass.rests();
    await glass.click(0.5, 0.3);
    await glass.rests();
    return await typeBehind(glass, display, program, text, between);
  } finally {
    display.close();
    await program.end();
  }
}

/** A browser that comes with the webview. */
async function miniBrowser(): Promise<string> {
  const { stdout } = await run('dpkg-query', ['--listfiles', 'libwebkit2gtk-4.1-0']);
  const path = stdout.split('\n').find((line) => line.endsWith('/MiniBrowser'));
  if (!path) throw new Error('the webview came without its browser');
  return path;
}

async function typeBehind(
  glass: Glass,
  display: Display,
  program: Child,
  text: string,
  between: number,
): Promise<Typed> {
  const { width } = await glass.size();
  const drawn: Drawn[] = [];
  const unwatch = display.watch(Number(glass.id), (each) => drawn.push(each));
  const keys: number[] = [];
  // The first ones find everything cold, and tell which line of the window it is. What is drawn goes on from there.
  let line = { top: 0, bottom: Infinity };
  const key = async (each: string) => {
    drawn.length = 0;
    const pressed = display.press(each);
    for (;;) {
      const seen = drawn.find(
        ({ at, x, y, width: w, height: h }) =>
          at > pressed &&
          w >= letter &&
          x < column.right * width &&
          x + w > column.left * width &&
          y < line.bottom + leading &&
          y + h > line.top,
      );
      if (seen) {
        line = { top: seen.y, bottom: seen.y + seen.height };
        return seen.at - pressed;
      }
      if (performance.now() - pressed > patience) throw new Error('a key was pressed, and nothing was drawn');
      await pause(1);
    }
  };
  for (const each of 'so ') {
    await key(each);
    await pause(1500);
  }
  const before = await processorTime(program.pid);
  for (const each of text) {
    keys.push(await key(each));
    await pause(between);
  }
  const busy = ((await processorTime(program.pid)) - before) / text.length;
  unwatch();
  return { keys, busy };
}

async function choose(glass: Glass, open: string, what: string, key: string): Promise<void> {
  await glass.press(open);
  await glass.rests();
  await glass.type(what);
  await glass.rests();
  await glass.press(key);
  await glass.rests();
}

/** Milliseconds that a process and all that it started have taken. */
async function processorTime(root: number): Promise<number> {
  const taken = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(join('/proc', name, 'stat'), 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.length > 13)
      taken.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
  }
  const mine = (pid: number): boolean => pid === root || (taken.has(pid) && mine(taken.get(pid)!.parent));
  // A tick is a hundredth of a second, on every Linux.
  return [...taken].reduce((sum, [pid, { ticks }]) => sum + (mine(pid) ? 10 * ticks : 0), 0);
}
