/** What was written in other formats, as others read it: a browser its page and its captions, and schemas their JSON. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { wrongWith } from '../desk/look';
import { root } from '../desk/places';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const require = createRequire(import.meta.url);
// Neither comes with types.
const { WebVTTParser } = require('webvtt-parser') as {
  WebVTTParser: new () => { parse: (text: string, mode: string) => { cues: unknown[]; errors: unknown[] } };
};
const commonmark = require('commonmark') as {
  Parser: new () => { parse: (text: string) => MarkdownNode };
};

interface MarkdownNode {
  type: string;
  literal: string | null;
  walker: () => { next: () => { entering: boolean; node: MarkdownNode } | null };
}
const golden = join(root, 'backend', 'formats', 'known', 'testdata', 'written');

interface Plan {
  id: number;
  files: { format: string; path: string; state: string; count: number }[];
}

interface Job {
  id: number;
  state: string;
}

interface CaptionCue {
  start: number;
  end: number;
  text: string;
  voice: string;
}

const segments = {
  type: 'object',
  required: ['version', 'segments'],
  additionalProperties: false,
  properties: {
    version: { const: '1.0.0' },
    segments: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['startTime', 'body'],
        additionalProperties: false,
        properties: {
          speaker: { type: 'string', minLength: 1 },
          startTime: { type: 'number', minimum: 0 },
          endTime: { type: 'number', minimum: 0 },
          body: { type: 'string', minLength: 1 },
        },
      },
    },
  },
};

const chapters = {
  type: 'object',
  required: ['version', 'chapters'],
  additionalProperties: false,
  properties: {
    version: { const: '1.2.0' },
    author: { type: 'string' },
    title: { type: 'string' },
    podcastName: { type: 'string' },
    description: { type: 'string' },
    fileName: { type: 'string' },
    waypoints: { type: 'boolean' },
    chapters: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['startTime'],
        additionalProperties: false,
        properties: {
          startTime: { type: 'number', minimum: 0 },
          endTime: { type: 'number', minimum: 0 },
          title: { type: 'string' },
          img: { type: 'string', format: 'uri' },
          url: { type: 'string', format: 'uri' },
          toc: { type: 'boolean' },
          location: { type: 'object' },
        },
      },
    },
  },
};

/** Reads captions as a browser does. */
async function cuesOf(page: Page, text: string): Promise<CaptionCue[]> {
  return page.evaluate(async (source) => {
    const video = document.createElement('video');
    const track = document.createElement('track');
    track.src = URL.createObjectURL(new Blob([source], { type: 'text/vtt' }));
    video.append(track);
    document.body.append(video);
    track.track.mode = 'hidden';
    await new Promise((done, fail) => {
      track.addEventListener('load', done);
      track.addEventListener('error', fail);
    });
    return Array.from(track.track.cues as unknown as VTTCue[], (cue) => {
      const shown = cue.getCueAsHTML();
      return {
        start: cue.startTime,
        end: cue.endTime,
        text: shown.textContent ?? '',
        voice: shown.querySelector('[title]')?.getAttribute('title') ?? '',
      };
    });
  }, text);
}

describe('what was published', () => {
  let desk: Desk;
  let window: EditorWindow;
  let folder: string;
  let plan: Plan;

  atDesk({ sound: false }, async (at) => {
    ({ desk, window } = at);
    folder = join(desk.folder, 'public');
    await mkdir(folder);
    const episode = await window.call<number>('OpenSample');
    plan = await window.call<Plan>('PlanFormats', { episode, formats: [], leave: [], to: folder });
    const job = await window.call<number>('WriteFormats', plan.id, []);
    await come(async () => (await window.call<Job[]>('Jobs')).find(({ id }) => id === job)?.state === 'done');
    plan = await window.call<Plan>('WriteFormatsResult', job);
  });

  const pathOf = (format: string): string => plan.files.find((file) => file.format === format)!.path;
  const textOf = (format: string): Promise<string> => readFile(pathOf(format), 'utf8');

  /** Opens the page as a file, in a window of its own. */
  async function openPage(
    options: { javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark' } = {},
  ): Promise<Page> {
    const browser = window.page.context().browser()!;
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(pathToFileURL(pathOf('html')).href);
    return page;
  }

  it('is every format that there is', () => {
    expect(plan.files.length).toBeGreaterThan(10);
    for (const file of plan.files) expect([file.format, file.state]).toEqual([file.format, 'written']);
  });

  it('plays from a word that is clicked, and marks the word that is heard', async () => {
    const page = await openPage();
    await page.waitForFunction(() => document.querySelector('audio')!.readyState > 0);
    const word = page.locator('span[data-t]', { hasText: 'pennies' }).first();
    await word.click();
    const at = Number(await word.getAttribute('data-t'));
    await page.waitForFunction((from) => document.querySelector('audio')!.currentTime >= from, at);
    const marked = page.locator('.now');
    await expect.poll(() => marked.count()).toBe(1);
    // It goes on: another word is marked once it is heard.
    await page.waitForFunction((from) => document.querySelector('audio')!.currentTime > from + 1, at);
    expect(Number(await marked.getAttribute('data-t'))).toBeGreaterThan(at);
    await page.evaluate(() => document.querySelector('audio')!.pause());

    // Stopped there, the word clicked is the one that is marked.
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = () => Promise.resolve();
    });
    await word.click();
    expect(await page.evaluate(() => document.querySelector('audio')!.currentTime)).toBeCloseTo(at, 2);
    expect(await marked.textContent()).toBe(await word.textContent());
    await page.context().close();
  });

  it('plays from a turn with the keyboard alone', async () => {
    const page = await openPage();
    await page.waitForFunction(() => document.querySelector('audio')!.readyState > 0);
    const link = page.locator('a.at').nth(5);
    await link.focus();
    await page.keyboard.press('Enter');
    const from = Number(await page.locator('.turn[data-from]').nth(5).getAttribute('data-from'));
    await page.waitForFunction((at) => document.querySelector('audio')!.currentTime >= at, from);
    expect(page.url()).toMatch(/\.html$/);
    await page.context().close();
  });

  it('can be read without a script, and its times then open the sound', async () => {
    const page = await openPage({ javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toBeTruthy();
    expect(await page.locator('.turn').count()).toBe(plan.files.find((file) => file.format === 'html')!.count);
    expect(await page.locator('a.at').first().getAttribute('href')).toMatch(/\.ogg#t=1\.5$/);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('is a page that everybody can read, %s', async (colorScheme) => {
    const page = await openPage({ colorScheme });
    expect(await wrongWith(page)).toEqual([]);
    await page.context().close();
  });

  it('has captions that a browser reads as they were meant', async () => {
    const { segments: meant } = JSON.parse(await textOf('podcast')) as {
      segments: { speaker?: string; startTime: number; endTime: number; body: string }[];
    };
    const cues = await cuesOf(window.page, await textOf('vtt'));
    expect(cues).toEqual(
      meant.map(({ speaker, startTime, endTime, body }) => ({
        start: startTime,
        end: endTime,
        text: body,
        voice: speaker ?? '',
      })),
    );
  });

  it('has captions that a browser reads whatever stands in them', async () => {
    for (const name of ['odd.vtt', 'odd.words.vtt']) {
      const source = await readFile(join(golden, name), 'utf8');
      const cues = await cuesOf(window.page, source);
      expect(cues.length).toBe(source.split('-->').length - 1);
      expect(cues[0]).toMatchObject({ text: 'Write <b>bold</b> as &lt; or --> so.', voice: 'Ada' });
      expect(cues.find(({ voice }) => voice === 'Host: Björn')?.text).toContain('1986');
    }
  });

  it('has captions without a fault', async () => {
    const sources = [await textOf('vtt'), await textOf('vtt-words')];
    for (const name of ['odd.vtt', 'odd.words.vtt']) sources.push(await readFile(join(golden, name), 'utf8'));
    for (const source of sources) {
      const { cues, errors } = new WebVTTParser().parse(source, 'subtitles');
      expect(errors).toEqual([]);
      expect(cues.length).toBeGreaterThan(5);
    }
  });

  it('has Markdown in which nothing that was said is taken for a sign', async () => {
    const source = await readFile(join(golden, 'odd.md'), 'utf8');
    const walker = new commonmark.Parser().parse(source).walker();
    const kinds = new Set<string>();
    let text = '';
    for (let step = walker.next(); step; step = walker.next()) {
      if (!step.entering) continue;
      kinds.add(step.node.type);
      text += step.node.type === 'paragraph' ? '\n' : (step.node.literal ?? '');
    }
    expect([...kinds].sort()).toEqual(['block_quote', 'document', 'heading', 'paragraph', 'strong', 'text']);
    const lines = text.split('\n');
    expect(lines).toContain('Write <b>bold</b> as &lt; or --> so.');
    expect(lines).toContain('# And a second paragraph, with_underscores_ and *stars*.');
  });

  it('has JSON as Podcasting 2.0 has it', async () => {
    const ajv = new Ajv({ allErrors: true });
    for (const [format, schema] of [
      ['podcast', segments],
      ['chapters', chapters],
    ] as const) {
      const fits = ajv.compile(schema);
      fits(JSON.parse(await textOf(format)));
      expect(fits.errors ?? []).toEqual([]);
    }
  });
});
