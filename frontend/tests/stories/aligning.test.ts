/** Words find their times: a transcript without any and its sound, unasked, and by a command where that is switched off. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSought, isSure, unpack } from '../../src/model/times';
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
---

00:00:00.000 - 00:00:06.700
Odette
Good morning. I have a clock here that was made in 1871, and it has not struck since.
00:00:06.700 - 00:00:13.000
Barnaby
May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue.
`;

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

  async begin(): Promise<void> {
    await this.window.words.getByText('it has not struck since').waitFor();
    // The place last edited may not be noted yet.
    this.episode = (await this.window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
    await this.window.call('AttachSound', this.episode, join(this.at.desk.folder, 'clocks', 'talk.flac'));
    await this.window.page.reload();
    await this.window.words.getByText('it has not struck since').waitFor();
  }

  view(): Promise<EpisodeView> {
    return this.window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      this.episode,
    );
  }

  async times() {
    return (await this.view()).chunks.flatMap(({ turns }) => turns.flatMap((turn) => unpack(turn.times)));
  }

  /** How many words have been looked for. */
  async sought() {
    return (await this.times()).filter(({ how }) => isSought(how)).length;
  }
}

describe('words of an episode that has sound', () => {
  let person: Listener;

  atDesk({ aligns: true, bring: (at) => Listener.bring(at) }, async (at) => {
    person = new Listener(at);
    await person.begin();
  });

  it('are found in it unasked, without a step that could be undone', async () => {
    await expect.poll(() => person.sought(), patience).toBe(37);
    expect((await person.times()).filter(({ how }) => isSure(how)).length).toBeGreaterThan(33);
    expect((await person.view()).history.undo).toBe('Used the sound talk.flac');
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

  it('light up on the page that was there before they had times', async () => {
    const { window } = person;
    await window.words.getByText('May I see it').dblclick({ position: { x: 60, y: 8 } });
    await window.screenshot('aligned');
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
