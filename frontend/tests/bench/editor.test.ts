/**
 * How fast the editor is: everything in one run, in one browser, on the real program with an episode of 150,000 words.
 * What it prints is for build/benchtable.mjs. It judges nothing, and fails only where something does not happen at all.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { results } from '../desk/places';
import { EditorWindow } from '../desk/window';
import { BesidePage, type Candidate, givenOf, StetPage } from './candidates';
import { Figures, median, quantile } from './figures';
import { fetchEpisode, prepare, type Prepared } from './library';
import { buildPage } from './pages/build';
import { install, painted, scroll, takeKeys, timed } from './probe';
import { typeInBareWindow, typeInWindow } from './webview';

/** Rounds of typing, in which the pages take turns, and keys a round. */
const rounds = 5;
const keysARound = 40;
/** Milliseconds between two keys: a fast typist's. */
const between = 60;
/** How often the episode is opened, each time by a program that has just started. */
const opened = 3;
/** How often what is done once at a time is done. */
const often = 9;
/** Frames of each way of scrolling. */
const frameCount = 180;
/** A frame that misses one beat of the screen comes after 33.3 ms: longer is what misses two. */
const late = 34;
/** Milliseconds in which everything that an edit brings about has come to rest. */
const rest = 700;
/** Milliseconds of playing. */
const untouched = 10_000;
const prefixOf = ({ name }: Candidate) => (name === 'stet' ? '' : `${name}-`);

const typed = 'and then the bell in the tower rang twice ';

describe('the editor', () => {
  let desk: Desk;
  let prepared: Prepared;
  let window: EditorWindow;
  let stet: StetPage;
  let bare: BesidePage;
  let words: BesidePage;
  let all: Candidate[];
  const figures = new Figures();

  beforeAll(async () => {
    desk = await Desk.sit();
    prepared = await prepare(desk);
  }, 600_000);
  afterAll(async () => {
    await figures.write(process.env.STET_FIGURES ?? join(results, 'editor.bench'));
    await window?.close();
    await desk?.leave();
  });

  it('shows the episode', { timeout: 600_000 }, async () => {
    const first: number[] = [];
    for (let n = 0; n < opened; n++) {
      await window?.close();
      for (const program of desk.programs) await program.end();
      // The program has just started, and nobody has opened the episode before: the short one shows.
      const library = join(desk.folder, `Long-${n}.stet`);
      await copyFile(prepared.library, library);
      const program = await desk.start({ library });
      window = await EditorWindow.open(program, { fresh: true });
      await window.words.getByText('We went out').waitFor();
      await window.page.evaluate(install);
      const opening = prepared.episode.chunks[0]!.turns[0]!.paragraphs[0]!.slice(0, 30);
      const row = window.page.getByRole('treeitem', { name: /^Episode 12\b/ });
      first.push(await timed(window.page, 'click', { selector: '.cm-line', holds: opening }, () => row.click()));
    }
    window.page.setDefaultTimeout(20_000);
    stet = await StetPage.of(window, await fetchEpisode(window, prepared.episode.id));
    const beside: Record<string, number[]> = { bare: [], words: [] };
    for (const name of ['bare', 'words'] as const) {
      const html = await buildPage(name);
      for (let n = 0; n < opened; n++) {
        const page = await BesidePage.of(name, html, window.page, prepared.episode);
        beside[name]!.push(page.firstPaint);
        if (n < opened - 1) await page.close();
        else if (name === 'bare') bare = page;
        else words = page;
      }
    }
    all = [stet, bare, words];
    // Over the words of each: when they move, the browser looks what is under the mouse now.
    for (const { page } of all) await page.mouse.move(700, 600);
    figures.put('first', opened, {
      ms: median(first),
      'bare-ms': median(beside.bare!),
      'words-ms': median(beside.words!),
    });
  });

  async function type(name: string, listening: boolean): Promise<void> {
    const took = new Map<Candidate, { keys: number[]; busy: number; count: number }>();
    for (const page of all) {
      await page.toMiddle();
      took.set(page, { keys: [], busy: 0, count: 0 });
    }
    for (let round = 0; round < rounds; round++) {
      for (const page of all) {
        const sum = took.get(page)!;
        await page.page.bringToFront();
        await page.listen(listening);
        await page.page.evaluate(takeKeys);
        const busy = await page.meter.busy();
        for (let n = 0; n < keysARound; n++) {
          await page.page.keyboard.press(typed[(round * keysARound + n) % typed.length]!.replace(' ', 'Space'));
          await page.page.waitForTimeout(between);
        }
        await page.page.waitForFunction(painted, keysARound);
        sum.busy += (await page.meter.busy()) - busy;
        sum.keys.push(...(await page.page.evaluate(takeKeys)));
        await page.listen(false);
      }
    }
    const of = (page: Candidate) => took.get(page)!;
    for (const page of all) expect(of(page).keys.length, page.name).toBe(rounds * keysARound);
    const units: Record<string, number> = {};
    for (const page of all) {
      const prefix = prefixOf(page);
      units[`${prefix}p50-ms`] = median(of(page).keys);
      units[`${prefix}p95-ms`] = quantile(of(page).keys, 0.95);
      units[`${prefix}cpu-ms`] = of(page).busy / (rounds * keysARound);
    }
    figures.put(name, rounds * keysARound, units);
  }

  it('types', { timeout: 600_000 }, () => type('type', false));
  it('types while it plays', { timeout: 600_000 }, () => type('typePlaying', true));

  it('scrolls', { timeout: 600_000 }, async () => {
    const units: Record<string, number> = {};
    for (const page of all) {
      await page.page.bringToFront();
      await page.toMiddle();
      const busy = await page.meter.busy();
      const frames = [
        ...(await page.page.evaluate(scroll, [page.scroller, 120, frameCount] as [string, number, number])),
        ...(await page.page.evaluate(scroll, [page.scroller, -800, frameCount] as [string, number, number])),
      ];
      const prefix = prefixOf(page);
      units[`${prefix}longest-ms`] = Math.max(...frames);
      units[`${prefix}late`] = frames.filter((ms) => ms > late).length;
      units[`${prefix}cpu-ms`] = ((await page.meter.busy()) - busy) / frames.length;
    }
    figures.put('scroll', 2 * frameCount, units);
  });

  it('undoes', { timeout: 600_000 }, async () => {
    const units: Record<string, number> = {};
    for (const page of all) {
      await page.page.bringToFront();
      await page.toMiddle();
      const times: number[] = [];
      for (let n = 0; n < often; n++) {
        await page.page.keyboard.type('qqq');
        await page.page.waitForTimeout(rest);
        const gone = { selector: page.paragraph, lacks: 'qqq' };
        times.push(await timed(page.page, 'keydown', gone, () => page.page.keyboard.press('Control+z')));
        await page.page.waitForTimeout(rest);
      }
      units[`${prefixOf(page)}ms`] = median(times);
    }
    figures.put('undo', often, units);
  });

  it.each(['rename', 'find'] as const)('can %s over the episode', { timeout: 600_000 }, async (what) => {
    const units: Record<string, number> = {};
    for (const page of all) {
      await page.page.bringToFront();
      await page.toMiddle();
      if (page.name === 'bare') continue;
      // The first time is not counted: it tells what is looked for.
      await page[what]();
      const times: number[] = [];
      for (let n = 0; n < often; n++) times.push(await page[what]());
      units[`${prefixOf(page)}ms`] = median(times);
    }
    figures.put(what, often, units);
  });

  it('plays untouched', { timeout: 600_000 }, async () => {
    const units: Record<string, number> = {};
    for (const page of all) {
      await page.page.bringToFront();
      await page.toMiddle();
      await page.listen(true);
      if (page === stet) await stet.listenOn();
      await page.page.waitForTimeout(1000);
      const [busy, began] = [await page.meter.busy(), performance.now()];
      await page.page.waitForTimeout(untouched);
      units[`${prefixOf(page)}share`] = (100 * ((await page.meter.busy()) - busy)) / (performance.now() - began);
      await page.listen(false);
    }
    figures.put('playing', 1, units);
  });

  it('has a memory', async () => {
    const units: Record<string, number> = {};
    for (const page of all) {
      const { heap, process: own } = await page.meter.memory();
      units[`${prefixOf(page)}heap-MB`] = heap;
      units[`${prefixOf(page)}process-MB`] = own;
    }
    figures.put('memory', 1, units);
  });

  it('types in its own window', { timeout: 600_000 }, async () => {
    await window.close();
    // The program that was opened in the browser has a window too, a blank one.
    for (const program of desk.programs) await program.end();
    const text = typed.repeat(Math.ceil((rounds * keysARound) / typed.length)).slice(0, rounds * keysARound);
    const library = join(desk.folder, 'Window.stet');
    await copyFile(prepared.library, library);
    const own = await typeInWindow(desk.env, library, prepared.episode, text, between);
    const bareText = givenOf(prepared.episode);
    const beside = await typeInBareWindow(desk, await buildPage('bare'), bareText, text, between);
    figures.put('window', own.keys.length, {
      'p50-ms': median(own.keys),
      'p95-ms': quantile(own.keys, 0.95),
      'cpu-ms': own.busy,
      'bare-p50-ms': median(beside.keys),
      'bare-p95-ms': quantile(beside.keys, 0.95),
      'bare-cpu-ms': beside.busy,
    });
  });
});
