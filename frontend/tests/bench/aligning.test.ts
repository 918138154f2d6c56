/**
 * An hour of talk of which no turn has a time, aligned in the background: what a key takes meanwhile, beside the same
 * without it, and how much of a processor the program takes; and that it can be stopped, and goes on later. It judges no
 * figure.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { clockTime, SECOND } from '../../src/model/timecode';
import { isSought, unpack } from '../../src/model/times';
import { results } from '../desk/places';
import { atDesk, type Sitting } from '../desk/story';
import { Figures, median, quantile } from './figures';
import { fetchEpisode } from './library';
import { install, painted, takeKeys } from './probe';

const align = new URL('../../../backend/align/testdata/', import.meta.url).pathname;
/** Times that the two turns are said in an hour. */
const times = 270;
const keys = 120;
/** Milliseconds between two keys: a fast typist's; and those in which nobody types. */
const between = 60;
const idle = 5000;
const typed = 'and then the bell in the tower rang twice ';

let sitting: Sitting;
let episode = 0;
const figures = new Figures();

atDesk(
  {
    sound: false,
    aligns: true,
    bring: async (at) => {
      const folder = join(at.folder, 'clocks');
      await mkdir(folder);
      const said = JSON.parse(await readFile(join(align, 'spoken.json'), 'utf8')) as { text: string }[];
      const code = (n: number) => `${clockTime(n * 6 * SECOND)}.000`;
      const turns = Array.from({ length: 2 * times }, (_, n) => {
        return `${code(n)} - ${code(n + 1)}\n${n % 2 ? 'Barnaby' : 'Odette'}\n${said[n % 2]!.text}\n`;
      });
      const head = '---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n';
      await writeFile(join(folder, 'ep01-01-a-clock.md'), head + turns.join(''));
      await promisify(execFile)('ffmpeg', [
        ...['-v', 'error', '-stream_loop', String(times - 1), '-i', join(align, 'spoken.flac')],
        join(folder, 'talk.wav'),
      ]);
      return [folder];
    },
  },
  async (at) => {
    sitting = at;
    const { window } = at;
    await window.words.getByText('it has not struck since').first().waitFor();
    episode = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
    const { turns } = (await fetchEpisode(window, episode)).chunks[0]!;
    for (let i = 0; i < turns.length; i += 200) {
      const ops = turns.slice(i, i + 200).map(({ id }) => ({ kind: 'span', turn: id }));
      await window.call('Edit', { episode, name: 'Took the times away', ops, typing: false });
    }
  },
);
afterAll(() => figures.write(process.env.STET_FIGURES ?? join(results, 'editor.bench')));

/** Milliseconds of processor time that the program has taken. */
async function taken(): Promise<number> {
  const stat = await readFile(`/proc/${sitting.program.child.pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return 10 * (Number(user) + Number(system));
}

/** The part of a processor, in percent, that the program takes while something is done. */
async function share(act: () => Promise<void>): Promise<number> {
  const [before, began] = [await taken(), performance.now()];
  await act();
  return (100 * ((await taken()) - before)) / (performance.now() - began);
}

async function type(): Promise<{ keys: number[]; share: number }> {
  const { page, words } = sitting.window;
  await page.evaluate(install);
  await words.getByText('it has not struck since').first().click();
  await page.evaluate(takeKeys);
  const part = await share(async () => {
    for (let n = 0; n < keys; n++) {
      await page.keyboard.press(typed[n % typed.length]!.replace(' ', 'Space'));
      await page.waitForTimeout(between);
    }
  });
  await page.waitForFunction(painted, keys);
  return { keys: await page.evaluate(takeKeys), share: part };
}

async function sought(): Promise<number> {
  const { chunks } = await fetchEpisode(sitting.window, episode);
  return chunks.flatMap(({ turns }) => turns.flatMap((turn) => unpack(turn.times))).filter(({ how }) => isSought(how))
    .length;
}

const bar = () => sitting.window.page.getByRole('progressbar', { name: 'Alignment' });

it('leaves who types alone, and can be stopped', { timeout: 900_000 }, async () => {
  const alone = await type();
  const { desk, window } = sitting;
  await window.call('AttachSound', episode, join(desk.folder, 'clocks', 'talk.wav'));
  await window.page.reload();
  await window.words.getByText('it has not struck since').first().waitFor();
  await bar().waitFor();
  await expect.poll(() => bar().getAttribute('aria-valuenow')).not.toBeNull();
  const running = await share(() => window.page.waitForTimeout(idle));
  const meanwhile = await type();
  expect(await bar().isVisible(), 'it was over before the typing was').toBe(true);
  figures.put('aligning', keys, {
    'p50-ms': median(meanwhile.keys),
    'p95-ms': quantile(meanwhile.keys, 0.95),
    'alone-p50-ms': median(alone.keys),
    'alone-p95-ms': quantile(alone.keys, 0.95),
    share: running,
    'typing-share': meanwhile.share,
    'alone-share': alone.share,
  });
  await expect.poll(sought, { timeout: 120_000 }).toBeGreaterThan(0);
  await window.page.getByRole('button', { name: 'Cancel alignment' }).click();
  await bar().waitFor({ state: 'detached' });
});

it('goes on where it was when the program is opened again', { timeout: 900_000 }, async () => {
  const was = await sought();
  const window = await sitting.restart({ aligns: true });
  await window.words.getByText('it has not struck since').first().waitFor();
  expect(await sought()).toBeGreaterThanOrEqual(was);
  await bar().waitFor();
  await expect.poll(sought, { timeout: 600_000 }).toBeGreaterThan(was + 500);
});
