/** The program as it ships, in its own window: what is typed at it comes out in the files, and nothing else does. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../desk/child';
import { Desk } from '../desk/desk';
import { changedLines, type Files, readChunks } from '../desk/files';
import { Glass } from '../desk/glass';
import { results, shipped } from '../desk/places';

const run = promisify(execFile);
/** Nothing in it holds it back. */
const first = 'ep03-01-stopped-at-ten-past-four.md';

describe('the window', () => {
  let desk: Desk;
  let program: Child;
  let glass: Glass;
  let folder: string;
  let library: string;
  let before: Files;

  const start = (...paths: string[]) => new Child('stet', shipped, ['--library', library, ...paths], { env: desk.env });

  beforeAll(async () => {
    desk = await Desk.sit();
    folder = await desk.copySample();
    library = join(desk.folder, 'Clocks.stet');
    before = await readChunks(folder);
    program = start(folder);
    glass = await Glass.of(desk.env, 'Stet');
    await glass.rests();
  });
  afterAll(async () => {
    await program?.end();
    await desk?.leave();
  });

  const shows = async (name: string) => {
    const path = join(results, `window-${name}.png`);
    await glass.picture(path);
    return glass.colours(path);
  };

  it('shows the episode that it was started with', async () => {
    const { width, height } = await glass.size();
    expect(width).toBeGreaterThanOrEqual(1024);
    expect(height).toBeGreaterThanOrEqual(640);
    expect(await shows('opened')).toBeGreaterThan(200);
  });

  it('writes a word that is mended, and no other line', async () => {
    await toWord(glass, before, first, 'good');
    await glass.repeat('good'.length, 'shift+Right');
    await glass.type('better');
    await glass.press('ctrl+e');
    await glass.rests();
    await shows('export');
    await glass.press('ctrl+Return');
    await expect.poll(() => readChunks(folder), { timeout: 60_000, interval: 200 }).not.toEqual(before);
    const changes = changedLines(before, await readChunks(folder));
    expect(changes).toEqual([
      {
        file: first,
        line: 48,
        was: expect.stringContaining('the good bucket'),
        is: expect.stringContaining('the better bucket'),
      },
    ]);
    expect(changes[0]!.is).toBe(changes[0]!.was.replace('good', 'better'));
    await glass.rests();
    await glass.press('Escape');
    await glass.rests();
  });

  it('plays the sound that lies beside the files', async () => {
    const recorder = await desk.card!.record();
    await glass.press('Tab');
    await pause(4000);
    await glass.press('Tab');
    const { samples } = await recorder.stop();
    expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeGreaterThan(500);
  });

  it('is the only one on its library: a second start brings it to the front', async () => {
    expect(await start().ended).toBe(0);
    expect(program.running).toBe(true);
    expect(await glass.visible()).toBe(true);
  });

  it('saves what is under the hands when it is closed', async () => {
    await glass.click(0.48, 0.4);
    // A letter that two keys make is refused by whole turns, and held up by nothing in the words.
    await glass.press('ctrl+Home', 'Escape', 'dead_acute', 'e', 'Return', 'ctrl+Home');
    await glass.type('Well, Ren');
    await glass.press('dead_acute', 'e');
    await glass.type('. ');
    await glass.close();
    expect(await program.ended).toBe(0);
    const { stdout } = await run(shipped, ['diff', '--library', library], { env: desk.env }).catch(
      (found: { stdout: string }) => found,
    );
    expect(stdout.split('\n').filter((line) => /^[-+](?![-+])/.test(line))).toEqual([
      expect.stringMatching(/^-Hello, and welcome/),
      expect.stringMatching(/^\+Well, René\. Hello, and welcome/),
    ]);
  });
});

/** Puts the caret before a word of a chunk's file, by keys alone: down from the first turn, then along the words. */
async function toWord(glass: Glass, files: Files, file: string, word: string): Promise<void> {
  await glass.click(0.48, 0.4);
  await glass.press('ctrl+Home', 'Escape');
  const start = /^\d\d:\d\d:\d\d:\d\d( |$)/;
  let turns = 0;
  for (const [name, bytes] of files) {
    const body = bytes.toString('latin1').split('\n---\n').slice(1).join('\n---\n').split('\n');
    if (name !== file) {
      turns += body.filter((line) => start.test(line)).length;
      continue;
    }
    const line = body.findIndex((each) => each.includes(word));
    turns += body.slice(0, line).filter((each) => start.test(each)).length;
    await glass.repeat(turns - 1, 'Down');
    await glass.press('Return');
    await glass.repeat(body[line]!.indexOf(word), 'Right');
    return;
  }
}
