/** A word that is clicked is the word that comes out of the sound card: recorded there, and held against the file. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import type { PlayerView } from '../../src/model/soundviews';
import { isSought, unpack } from '../../src/model/times';
import type { EpisodeView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { cardRate, type Heard } from '../desk/soundcard';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const align = new URL('../../../backend/align/testdata/', import.meta.url).pathname;

const chunk = `---
title: A Clock
slug: ep01-01-a-clock
series: Clocks
episode: 1
chunk: 1
speakers: [Odette, Barnaby]
---

Odette
Good morning. I have a clock here that was made in 1871, and it has not struck since.

Barnaby
May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue.
`;

/** What is louder is heard. */
const audible = 8;
/** Frames that the start of playing fades in. */
const fades = 0.02 * cardRate;

/** The one channel of a file, at the card's rate: nothing between the program and the recorder then changes a sample. */
async function channelOf(path: string): Promise<Int16Array> {
  const bytes = (await readFile(path)).subarray(44);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));
}

/** Where in the file the sound of a recording begins, by samples in its midst; null where they are not of the file. */
function beganAt(heard: Heard, file: Int16Array): { from: number; to: number } | null {
  const left = (frame: number) => heard.samples[2 * frame]!;
  let first = 0;
  while (first < heard.frames && Math.abs(left(first)) < audible) first++;
  let last = heard.frames - 1;
  while (last > first && Math.abs(left(last)) < audible) last--;
  // A tenth of a second, after what fades in, is looked for in the file.
  const probe = first + fades;
  const n = cardRate / 10;
  for (let at = 0; at + n < file.length; at++) {
    let i = 0;
    while (i < n && Math.abs(file[at + i]! - left(probe + i)) <= 2) i++;
    if (i === n) return { from: at - fades, to: at - fades + (last - first) };
  }
  return null;
}

describe('a word of a chunk without times', () => {
  let desk: Desk;
  let window: EditorWindow;
  let episode = 0;
  let file: Int16Array;
  let said: { text: string; words: [number, number][] }[];

  const viewed = () =>
    window.page.evaluate(async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>, episode);

  atDesk(
    {
      aligns: true,
      bring: async (at) => {
        const folder = join(at.folder, 'clocks');
        await mkdir(folder);
        await writeFile(join(folder, 'ep01-01-a-clock.md'), chunk);
        const sound = join(folder, 'talk.wav');
        await promisify(execFile)('ffmpeg', [
          ...['-v', 'error', '-i', join(align, 'spoken.flac'), '-ar', String(cardRate)],
          ...['-fflags', '+bitexact', '-flags', '+bitexact', sound],
        ]);
        file = await channelOf(sound);
        said = JSON.parse(await readFile(join(align, 'spoken.json'), 'utf8')) as typeof said;
        return [folder];
      },
    },
    async (at) => {
      ({ desk, window } = at);
      await window.words.getByText('it has not struck since').waitFor();
      episode = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
      await window.call('AttachSound', episode, join(desk.folder, 'clocks', 'talk.wav'));
      await window.page.reload();
      await window.words.getByText('it has not struck since').waitFor();
      await come(async () => {
        const times = (await viewed()).chunks.flatMap(({ turns }) => turns.flatMap((turn) => unpack(turn.times)));
        return times.filter(({ how }) => isSought(how)).length === said.flatMap(({ words }) => words).length;
      });
    },
  );

  /** The middle of a word of the text on the page. */
  const placeOf = (word: string) =>
    window.page.evaluate((wanted) => {
      const walk = document.createTreeWalker(document.querySelector('.cm-content')!, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.textContent!.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      throw new Error(`there is no ${wanted}`);
    }, word);

  it.each(['clock', 'struck', 'wheel', 'glue'])('is heard at the sound card when it is clicked: %s', async (word) => {
    const turn = said.find(({ text }) => text.includes(word))!;
    const nth = turn.text.split(' ').findIndex((each) => each.startsWith(word));
    const [from, to] = turn.words[nth]!.map((ms) => Math.round((ms / 1000) * cardRate)) as [number, number];
    const recorder = await desk.card!.record();
    const { x, y } = await placeOf(word);
    await window.page.keyboard.down('Control');
    await window.page.mouse.click(x, y);
    await window.page.keyboard.up('Control');
    await expect.poll(async () => (await window.call<PlayerView>('PlayerState')).playing).toBe(true);
    await pause(1500);
    if ((await window.call<PlayerView>('PlayerState')).playing) await window.call('Pause');
    await pause(500);
    const heard = beganAt(await recorder.stop(), file);
    expect(heard, 'what was recorded is not of the file').not.toBeNull();
    // What is heard begins where the word does, and goes on to its end.
    expect((1000 * (heard!.from - from)) / cardRate).toBeGreaterThan(-100);
    expect((1000 * (heard!.from - from)) / cardRate).toBeLessThan(100);
    expect(heard!.to).toBeGreaterThan(to - 0.02 * cardRate);
  });

  it('stands below the lanes, though its turn has no time', async () => {
    await window.words.getByText('it has not struck since').click();
    await window.press('F12');
    const row = window.page.locator('[data-word-edges]');
    await row.waitFor();
    const box = (await row.boundingBox())!;
    let told = '';
    for (let x = box.x; x < box.x + box.width && !told.includes('1871'); x += 3) {
      await window.page.mouse.move(x, box.y + 10);
      told = (await row.getAttribute('title')) ?? '';
    }
    expect(told).toMatch(/^“1871,”. Its time: heard in the sound, \d+ % sure$/);
  });

  it('tells under the pointer when it is said, and how that is known', async () => {
    const { x, y } = await placeOf('wheel');
    const told = window.page.getByRole('tooltip');
    await window.page.mouse.move(2, 2);
    await told.waitFor({ state: 'detached' });
    await window.page.mouse.move(x - 3, y);
    await window.page.mouse.move(x, y);
    await told.waitFor();
    expect(await told.textContent()).toMatch(/^Said at 00:00:08:0\d: heard in the sound, \d+.% sure$/);
    await window.screenshot('word-told');
    await window.page.mouse.move(2, 2);
    await told.waitFor({ state: 'detached' });
  });
});
