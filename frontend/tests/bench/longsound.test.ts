/**
 * Ten hours of sound in the real program: what memory it takes to open, draw and play them, and how long the frames are
 * while the lanes are zoomed and scrolled over all of it, beside those of a page that does nothing. It judges nothing.
 */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import type { WaveformView } from '../../src/model/soundviews';
import { results, root } from '../desk/places';
import { atDesk, type Sitting } from '../desk/story';
import { Figures, median, quantile } from './figures';

const seconds = 36_000;
const samplesAFrame = 1152;
const rate = 44_100;
/** Milliseconds of playing. */
const played = 5000;
const frameCount = 240;
/** What a frame of 60 a second may take, and what one that misses a beat does. */
const beat = 16.7;
const missed = 33;

let sitting: Sitting;
const figures = new Figures();
const units: Record<string, number> = {};
atDesk({}, (at) => {
  sitting = at;
});
afterAll(async () => {
  figures.put('tenHours', 1, units);
  await figures.write(process.env.STET_FIGURES ?? join(results, 'editor.bench'));
});

/** Writes ten hours of MP3: the frames of a small file, again and again. */
async function writeTenHours(path: string): Promise<void> {
  const file = await readFile(join(root, 'backend', 'audio', 'decode', 'testdata', 'mono-vbr.mp3'));
  const tag = file.indexOf('Xing');
  const sync = file.subarray(tag - 21, tag - 19);
  const sound = file.subarray(file.indexOf(sync, tag));
  let frames = 0;
  for (let at = 0; at >= 0; at = sound.indexOf(sync, at + 40)) frames++;
  const many = Buffer.concat(Array.from({ length: 200 }, () => sound));
  const to = await open(path, 'w');
  for (let done = 0; done < seconds; done += (200 * frames * samplesAFrame) / rate) await to.write(many);
  await to.close();
}

/** Megabytes that the program has for itself. */
async function anonymous(): Promise<number> {
  const status = await readFile(`/proc/${sitting.program.child.pid}/status`, 'utf8');
  return (Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)![1]) * 1024) / 1e6;
}

it('holds little memory over ten hours', { timeout: 1_800_000 }, async () => {
  const { desk, window } = sitting;
  const path = join(desk.folder, 'long.mp3');
  await writeTenHours(path);
  await window.page.waitForTimeout(3000);
  const idle = await anonymous();
  let most = idle;
  const look = async () => (most = Math.max(most, await anonymous()));
  const episode = (await window.call<LibraryView>('Library')).series.flatMap((each) => each.episodes)[0]!.id;
  await window.call('AttachSound', episode, path);
  for (let whole = false; !whole;) {
    await window.page.waitForTimeout(200);
    await look();
    const { done, total } = await window.call<WaveformView>('Waveform');
    whole = total > 0 && done === total && ((await window.call<{ length: number }>('PlayerState')).length ?? 0) > 0;
    if (whole) expect(total).toBeGreaterThan(1000);
  }
  units['idle-MB'] = idle;
  units['drawn-MB'] = await look();
  await window.call('Seek', 0);
  await window.call('Play');
  for (const began = performance.now(); performance.now() - began < played;) {
    await window.page.waitForTimeout(200);
    await look();
  }
  await window.call('Pause');
  units['beyond-MB'] = most - idle;
});

it('zooms and scrolls over them', { timeout: 300_000 }, async () => {
  const { page } = sitting.window;
  const bare = await page.context().newPage();
  for (const [prefix, on] of [
    ['bare-', bare],
    ['', page],
  ] as const) {
    await on.bringToFront();
    await on.waitForTimeout(1000);
    const frames = await on.evaluate(roam, frameCount);
    expect(frames).toHaveLength(3 * frameCount);
    units[`${prefix}p50-ms`] = median(frames);
    units[`${prefix}p95-ms`] = quantile(frames, 0.95);
    units[`${prefix}late`] = (100 * frames.filter((ms) => ms > beat).length) / frames.length;
    units[`${prefix}missed`] = (100 * frames.filter((ms) => ms > missed).length) / frames.length;
  }
  await bare.close();
});

/** Zooms out to the whole, in to the nearest, and scrolls; a step a frame. Where there are no lanes it does nothing. */
function roam(count: number): Promise<number[]> {
  const lanes = document.querySelector('.zoomed .field-of');
  return new Promise((resolve) => {
    const times: number[] = [];
    const step = (now: number) => {
      times.push(now);
      const part = Math.floor((times.length - 1) / count);
      if (lanes) {
        const { left, top, width } = lanes.getBoundingClientRect();
        const zoom = { ctrlKey: true, deltaY: part === 0 ? 25 : -25, clientX: left + width / 2 };
        const scroll = { deltaY: 400, clientX: left + width / 2 };
        const turn = { ...(part < 2 ? zoom : scroll), clientY: top + 60, bubbles: true, cancelable: true };
        lanes.dispatchEvent(new WheelEvent('wheel', turn));
      }
      if (times.length <= 3 * count) requestAnimationFrame(step);
      else resolve(times.slice(1).map((time, i) => time - times[i]!));
    };
    requestAnimationFrame(step);
  });
}
