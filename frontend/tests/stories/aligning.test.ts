/** Words find their times: a transcript without any and its sound, unasked, and by a command where that is switched off. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { JobView } from '../../src/model/fileviews';
import type { PlayerView } from '../../src/model/soundviews';
import { SECOND } from '../../src/model/timecode';
import { BY_HAND, isSought, isSure, unpack } from '../../src/model/times';
import type { LibraryView } from '../../src/model/libraryviews';
import type { EpisodeView } from '../../src/model/views';
import { type Sitting, atDesk } from '../desk/story';

const spoken = new URL('../../../backend/align/testdata/spoken.flac', import.meta.url).pathname;

const chunk = `---
title: A Clock
slug: ep01-01-a-clock
series: Clocks
episode: 1
chunk: 1
speakers:
- Odette
- Barnaby
---

00:00:00.000 - 00:00:06.700
Odette
Good morning. I have a clock here that was made in 1871, and it has not struck since.
00:00:06.700 - 00:00:13.000
Barnaby
May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue.
`;

/** When flite says some of the words. */
const said = { good: 0.574 * SECOND, may: 7.244 * SECOND, wheel: 8.207 * SECOND };

const patience = { timeout: 60_000 };

/** Somebody at a desk with a talk and its sound. */
class Listener {
  episode = 0;

  constructor(private readonly at: Sitting) {}

  get window() {
    return this.at.window;
  }

  static async bring(at: { folder: string }): Promise<string[]> {
    const folder = join(at.folder, 'clocks');
    await mkdir(folder);
    await writeFile(join(folder, 'ep01-01-a-clock.md'), chunk);
    await copyFile(spoken, join(folder, 'talk.flac'));
    return [folder];
  }

  static async bringTwo(at: { folder: string }): Promise<string[]> {
    const folders = await Listener.bring(at);
    const second = chunk.replace('ep01-01-a-clock', 'ep02-01-a-clock').replace('episode: 1', 'episode: 2');
    await writeFile(join(folders[0]!, 'ep02-01-a-clock.md'), second);
    return folders;
  }

  attach(episode: number): Promise<unknown> {
    return this.window.call('AttachSound', episode, join(this.at.desk.folder, 'clocks', 'talk.flac'));
  }

  async begin(): Promise<void> {
    await this.window.words.getByText('it has not struck since').waitFor();
    // The place last edited may not be noted yet.
    this.episode = (await this.window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
    await this.attach(this.episode);
    await this.window.page.reload();
    await this.window.words.getByText('it has not struck since').waitFor();
  }

  view(episode = this.episode): Promise<EpisodeView> {
    return this.window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      episode,
    );
  }

  async times(episode = this.episode) {
    return (await this.view(episode)).chunks.flatMap(({ turns }) => turns.flatMap((turn) => unpack(turn.times)));
  }

  /** How many words have been looked for. */
  async sought(episode = this.episode) {
    return (await this.times(episode)).filter(({ how }) => isSought(how)).length;
  }
}

describe('words of an episode that has sound', () => {
  let person: Listener;

  atDesk({ aligns: true, bring: (at) => Listener.bring(at) }, async (at) => {
    person = new Listener(at);
    await person.begin();
  });

  const command = async (words: string) => {
    const { window } = person;
    await window.press('Control+k');
    const palette = window.page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await palette.getByRole('option', { selected: true }).filter({ hasText: words }).waitFor();
    await window.press('Enter');
    await palette.waitFor({ state: 'detached' });
  };

  it('are found in it unasked, without a step that could be undone', async () => {
    await expect.poll(() => person.sought(), patience).toBe(37);
    expect((await person.times()).filter(({ how }) => isSure(how)).length).toBeGreaterThan(33);
    expect((await person.view()).history.undo).toBe('Used the sound talk.flac');
  });

  it('are found anew by a command, which says what came of it', async () => {
    await command('Align all words anew');
    await person.window.page
      .getByTestId('toast')
      .getByText(/\d+ of 37 words found in the sound/)
      .waitFor(patience);
    expect(await person.sought()).toBe(37);
  });

  it('are found again in a turn when somebody has typed in it', async () => {
    const { window } = person;
    await window.words.getByText('it has not struck since').click();
    await window.press('Home');
    await window.type('Well, ');
    await expect.poll(() => person.times().then((times) => times.length), patience).toBe(38);
    await expect.poll(() => person.sought(), patience).toBe(38);
    const { history } = await person.view();
    expect(history.undo).not.toContain('Align');
    await window.press('Control+z');
    await expect.poll(() => person.times().then((times) => times.length), patience).toBe(37);
    await expect.poll(() => person.sought(), patience).toBe(37);
  });

  const inBothThemes = async (name: string) => {
    const { window } = person;
    const shown = () => window.page.evaluate(() => document.documentElement.dataset.theme);
    for (const theme of ['dark', 'light']) {
      if ((await shown()) !== theme) await command(`${theme[0]!.toUpperCase()}${theme.slice(1)} theme`);
      await expect.poll(shown).toBe(theme);
      await window.screenshot(`${name}-${theme}`);
    }
    // It is kept a moment later, and the page may be loaded anew before.
    await expect.poll(() => window.call<string>('Recall', 'layout')).toContain('"theme":"light"');
  };

  /** The middle of a word on the page. */
  const placeOf = (word: string) =>
    person.window.page.evaluate((wanted) => {
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
      throw new Error(`no ${wanted}`);
    }, word);

  it('say when they are said and how surely, at the caret and under the pointer', async () => {
    const { window } = person;
    const told = window.page.locator('[data-word-told]');
    const boxes = () =>
      window.page.locator('.xport > *').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    const before = await boxes();
    await window.caretBefore('00:00:06.700', 'wheel');
    await expect
      .poll(() => told.innerText(), patience)
      .toMatch(/^00:00:08:\d\d “wheel”\s+heard in the sound, \d+ % sure$/);
    await window.caretBefore('00:00:06.700', 'glue');
    await expect.poll(() => told.innerText()).toMatch(/“glue\.”/);
    expect(await boxes()).toEqual(before);
    const wheel = await placeOf('wheel');
    await window.page.mouse.move(wheel.x, wheel.y);
    await expect
      .poll(() => window.page.getByRole('tooltip').innerText())
      .toMatch(/^Said at 00:00:08:\d\d: heard in the sound, \d+ % sure$/);
    await window.screenshot('word-told');
    await window.page.mouse.move(0, 0);
  });

  it('say so beside a menu of the turn, which stays open', async () => {
    const { window } = person;
    const wheel = await placeOf('wheel');
    await window.page.mouse.move(wheel.x + 200, wheel.y);
    await window.button('More to do with the turn').click();
    await window.page.getByRole('menu').waitFor();
    await window.page.mouse.move(wheel.x, wheel.y);
    await window.page.getByRole('tooltip').waitFor();
    expect(await window.page.getByRole('menu').isVisible()).toBe(true);
    await window.press('Escape');
    await window.page.mouse.move(0, 0);
  });

  it('are played from where they are said, when one is clicked', async () => {
    const { window } = person;
    const wheel = await placeOf('wheel');
    // The page was there before the words had times.
    await window.page.keyboard.down('Control');
    await window.page.mouse.click(wheel.x, wheel.y);
    await window.page.keyboard.up('Control');
    // It stood at the beginning, so the first place that is told is where it went.
    let heard = 0;
    await vi.waitUntil(async () => (heard = (await window.call<PlayerView>('PlayerState')).heard) > 0, patience);
    expect(heard).toBeGreaterThan(said.wheel - 0.1 * SECOND);
    await window.words.focus();
    await window.press('Tab');
    await expect.poll(async () => (await window.call<PlayerView>('PlayerState')).playing, patience).toBe(false);
    await window.screenshot('aligned');
  });

  const wordOf = async (how: number) => (await person.times()).filter((word) => word.how === how);
  const undo = async () => (await person.view()).history.undo;

  it('are timed by hand with a key, which is one step', async () => {
    const { window } = person;
    const at = Math.round(8.3 * SECOND);
    await window.caretBefore('00:00:06.700', 'wheel');
    await window.call('Seek', at);
    // The page shows where the sound is before the key takes it from there.
    await window.page.getByRole('contentinfo', { name: 'Audio' }).getByText('00:00:08').first().waitFor();
    await window.press('Control+Shift+b');
    await expect.poll(() => wordOf(BY_HAND).then((words) => words.length), patience).toBe(1);
    expect(Math.abs((await wordOf(BY_HAND))[0]!.from - at)).toBeLessThan(0.05 * SECOND);
    expect(await undo()).toBe('Timed “wheel” by hand');
    await window.press('Control+z');
    await expect.poll(() => wordOf(BY_HAND), patience).toEqual([]);
  });

  /** The longest line below the words in the lanes, in pixels. */
  const longestLine = () =>
    person.window.page.evaluate(() => {
      const row = [...document.querySelectorAll<HTMLCanvasElement>('.field-of canvas')].at(-1)!;
      const scale = row.width / row.clientWidth;
      const { data } = row.getContext('2d')!.getImageData(0, Math.round(18 * scale), row.width, 1);
      let [long, most] = [0, 0];
      for (let x = 3; x < data.length; x += 4) most = Math.max(most, (long = data[x]! > 0 ? long + 1 : 0));
      return most / scale;
    });

  it('are timed by hand when an edge is dragged in the lanes', async () => {
    const { window } = person;
    await window.press('F12');
    const row = window.page.locator('[data-word-edges]');
    await row.waitFor();
    const box = (await row.boundingBox())!;
    let told = '';
    for (let x = box.x; x < box.x + box.width && !told.includes('heard in the sound'); x += 4) {
      await window.page.mouse.move(x, box.y + 10);
      told = (await row.getAttribute('title')) ?? '';
    }
    expect(told).toMatch(/heard in the sound, \d+ % sure$/);
    expect(await longestLine()).toBe(0);
    let x = box.x + box.width / 2;
    for (; x < box.x + box.width; x += 2) {
      await window.page.mouse.move(x, box.y + 10);
      if (await row.evaluate((it) => it.classList.contains('is-near'))) break;
    }
    await window.page.mouse.down();
    await window.page.mouse.move(x + 4, box.y + 10, { steps: 3 });
    await window.page.mouse.up();
    await expect.poll(() => wordOf(BY_HAND).then((words) => words.length), patience).toBe(1);
    expect(await undo()).toContain('by hand');
    await window.page.mouse.move(0, 0);
    await expect.poll(longestLine).toBeGreaterThan(3);
    await inBothThemes('by-hand');
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(() => wordOf(BY_HAND), patience).toEqual([]);
  });

  it('offer their time to a turn that has none, which a key takes', async () => {
    const { window } = person;
    const spans = async () => (await person.view()).chunks[0]!.turns.map(({ from }) => from);
    const turns = (await person.view()).chunks[0]!.turns.map(({ id }) => id);
    const ops = turns.map((turn) => ({ kind: 'span', turn }));
    await window.call('Edit', { episode: person.episode, name: 'Took the times away', ops, typing: false });
    await window.page.reload();
    await window.words.getByText('it has not struck since').click();
    await expect.poll(spans).toEqual([null, null]);
    const pills = window.page.locator('.stet-untimed');
    await expect
      .poll(() => pills.allTextContents(), patience)
      .toEqual([expect.stringContaining('00:00:00'), expect.stringContaining('00:00:07')]);
    await window.screenshot('offered');
    await window.page.getByRole('tab', { name: 'Checks' }).click();
    const card = window.page.locator('[data-check="turn.notime"]').first();
    expect(await card.innerText()).toMatch(
      /Its words are said from 00:00:00:\d\d on; \d+\s% of them were heard there\./,
    );
    expect(await card.getByRole('button', { name: 'Give it this time' }).innerText()).toMatch(/Ctrl\s*⇧\s*Y/);
    await inBothThemes('offered');
    await card.getByRole('button', { name: 'Give it this time' }).click();
    await expect.poll(async () => (await spans())[0], patience).not.toBeNull();
    await expect.poll(() => window.page.locator('[data-check="turn.notime"]').count()).toBe(1);
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(spans, patience).toEqual([null, null]);
    await window.words.getByText('it has not struck since').click();
    await window.press('Control+Shift+y');
    await expect.poll(async () => (await spans())[0], patience).not.toBeNull();
    expect(Math.abs((await spans())[0]! - said.good)).toBeLessThan(0.1 * SECOND);
    // It went on to the next.
    await window.press('Control+Shift+y');
    await expect.poll(async () => (await spans())[1], patience).not.toBeNull();
    expect(Math.abs((await spans())[1]! - said.may)).toBeLessThan(0.1 * SECOND);
    await window.press('Control+z');
    await expect.poll(async () => (await spans())[1], patience).toBeNull();
  });

  it('give theirs to all turns of whose words as many were heard as somebody chooses', async () => {
    const { window } = person;
    const spans = async () => (await person.view()).chunks[0]!.turns.map(({ from }) => from);
    await window.press('Control+z');
    await expect.poll(spans, patience).toEqual([null, null]);
    await command('all turns of whose words 50 % were heard');
    await expect.poll(async () => (await spans()).includes(null), patience).toBe(false);
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(spans, patience).toEqual([null, null]);
    await command('Settings');
    await window.page
      .getByRole('group', { name: 'Take times of words heard' })
      .getByRole('button', { name: '75 %' })
      .click();
    await window.screenshot('take-heard');
    await window.press('Escape');
    await window.press('Control+k');
    await window.type('all turns of whose words');
    await window.page
      .getByRole('option', { name: /of whose words 75 % were heard/ })
      .getByText('Ctrl+Shift+H')
      .waitFor();
    await window.press('Escape');
    await window.words.focus();
    await window.press('Control+Shift+h');
    await expect.poll(async () => (await spans()).includes(null), patience).toBe(false);
  });
});

describe('where words are not to be aligned unasked', () => {
  let person: Listener;

  atDesk({ sound: false, bring: (at) => Listener.bring(at) }, async (at) => {
    person = new Listener(at);
    await person.begin();
  });

  it('they are found by a command of the palette', async () => {
    const { window } = person;
    expect(await person.times()).toEqual([]);
    await window.press('Control+k');
    await window.type('Align the words with the sound');
    await window.press('Enter');
    await expect.poll(() => person.sought(), patience).toBe(37);
    expect((await person.times()).filter(({ how }) => isSure(how)).length).toBeGreaterThan(33);
  });
});

describe('words of the other episodes of a library', () => {
  let person: Listener;
  let episodes: number[] = [];

  atDesk({ aligns: true, bring: (at) => Listener.bringTwo(at) }, async (at) => {
    person = new Listener(at);
    await person.window.words.getByText('it has not struck since').waitFor();
    episodes = (await person.window.call<LibraryView>('Library')).series[0]!.episodes.map(({ id }) => id);
    for (const episode of episodes) await person.attach(episode);
    await person.window.page.reload();
    await person.window.words.getByText('it has not struck since').waitFor();
  });

  it('are found after those of the one that is open', async () => {
    expect(episodes.length).toBe(2);
    const sought = () => Promise.all(episodes.map((episode) => person.sought(episode)));
    await expect.poll(sought, patience).toEqual([37, 37]);
    const ended = async () =>
      (await person.window.call<JobView[]>('Jobs')).filter(({ state }) => state === 'done').map(({ kind }) => kind);
    await expect.poll(ended, patience).toContain('alignments');
    await expect.poll(() => person.window.page.getByRole('group', { name: 'Under way' }).count(), patience).toBe(0);
  });
});
