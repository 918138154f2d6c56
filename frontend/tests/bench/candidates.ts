/**
 * The pages that are measured side by side, each under the same hands: Stet on the real program, CodeMirror by itself,
 * and a page of an element a word. All are in one browser. What is measured is elsewhere.
 */
import type { Page } from 'playwright-core';
import { SECOND } from '../../src/model/timecode';
import type { PlayerView } from '../../src/model/soundviews';
import type { EpisodeView, TurnView } from '../../src/model/views';
import type { EditorWindow } from '../desk/window';
import { pace, people, wanted } from './episode';
import { wordsOf } from './library';
import { Meter } from './meter';
import { type Comparand, type Given, lit } from './pages/shape';
import { install, timed } from './probe';

export interface Candidate {
  readonly name: 'stet' | 'bare' | 'words';
  readonly page: Page;
  readonly meter: Meter;
  /** What scrolls. */
  readonly scroller: string;
  /** An element for each paragraph that is there. */
  readonly paragraph: string;
  /** Puts the caret before a word in the middle of the text. */
  toMiddle(): Promise<void>;
  /** Whether the word that is heard lights up, twenty times a second, in the turns below the caret. */
  listen(on: boolean): Promise<void>;
  /** How long it takes until a speaker of 2,000 turns shows under another name. Bare CodeMirror has none. */
  rename(): Promise<number>;
  /** How long it takes until the places show where something is said. Bare CodeMirror finds none. */
  find(): Promise<number>;
}

/** A turn in the middle of the episode, with enough words in it and below it. */
export function middleOf(turns: readonly TurnView[]): number {
  for (let i = turns.length >> 1; ; i++) {
    const below = turns.slice(i + 1, i + 1 + lit);
    // Into one of four turns the one before it goes on: there a timecode leads elsewhere.
    if (i % 4 === 0 && wordsOf(turns[i]!) > 20 && below.every((turn) => wordsOf(turn) > 5)) return i;
  }
}

/** So many words before the caret. */
export const wordsBefore = 8;

/** So many letters of a turn stand nowhere else. */
export const unlike = 24;

export class StetPage implements Candidate {
  readonly name = 'stet';
  readonly scroller = '.cm-scroller';
  readonly paragraph = '.cm-line';
  readonly page: Page;
  private readonly turns: TurnView[];
  private readonly middle: number;
  private ranged = false;

  private constructor(
    private readonly window: EditorWindow,
    readonly meter: Meter,
    episode: EpisodeView,
  ) {
    this.page = window.page;
    this.turns = episode.chunks.flatMap((chunk) => chunk.turns);
    this.middle = middleOf(this.turns);
  }

  static async of(window: EditorWindow, episode: EpisodeView): Promise<StetPage> {
    await window.page.evaluate(install);
    return new StetPage(window, await Meter.of(window.page), episode);
  }

  async toMiddle(): Promise<void> {
    const { window } = this;
    const turn = this.turns[this.middle]!;
    await window.words.focus();
    await window.press('Control+f');
    await window.page.getByRole('textbox', { name: 'Find', exact: true }).fill(turn.paragraphs[0]!.slice(0, unlike));
    await window.page.locator('#find-said').getByText('1 of 1').waitFor();
    // To the hit, which is selected then, and to its beginning.
    await window.press('Control+Enter', 'ArrowLeft');
    await window.press(...Array<string>(wordsBefore).fill('Control+ArrowRight'));
  }

  async listen(on: boolean): Promise<void> {
    if (on && !this.ranged) {
      // Round and round in the turns below the caret, so that the light stays in sight.
      const from = this.turns[this.middle + 1]!.from!;
      const words = this.turns
        .slice(this.middle + 1, this.middle + 1 + lit)
        .reduce((sum, turn) => sum + wordsOf(turn), 0);
      await this.window.call('PlayRange', from, from + (words * SECOND) / pace, true);
      this.ranged = true;
    } else await this.window.call(on ? 'Play' : 'Pause');
    for (;;) {
      const { moving } = await this.window.call<PlayerView>('PlayerState');
      if (moving === on) return;
    }
  }

  /** Lets the sound go on through the episode, and the page with it. */
  async listenOn(): Promise<void> {
    await this.window.call('Release');
    await this.window.press('Control+Enter');
    await this.listen(true);
  }

  async rename(): Promise<number> {
    const { window } = this;
    const of = people[(this.middle + 1) % people.length]!;
    await this.toMiddle();
    await window.press('Escape', 'ArrowDown', 'Control+j', 'F2');
    await window.type(`${of}s`);
    await window.page.getByRole('option', { selected: true }).getByText('Rename 2,000 turns').waitFor();
    const sight = { selector: '.stet-who', holds: `${of}s` };
    const time = await timed(this.page, 'keydown', sight, () => window.press('Enter'));
    await window.saved();
    await window.words.focus();
    await window.press('Control+z');
    await window.page
      .locator('.stet-who', { hasText: `${of}s` })
      .first()
      .waitFor({ state: 'detached' });
    await window.saved();
    await window.press('Escape');
    return time;
  }

  async find(): Promise<number> {
    const { window } = this;
    // What was looked for last is looked for again at once: the first time only tells it what.
    const time = await timed(this.page, 'keydown', { selector: '.stet-hit' }, async () => {
      await window.press('Control+f');
      const field = window.page.getByRole('textbox', { name: 'Find', exact: true });
      if ((await field.inputValue()) !== wanted) await field.fill(wanted);
    });
    await window.page
      .locator('#find-said')
      .getByText(/of \d,\d{3}/)
      .waitFor();
    await window.press('Escape');
    await window.page.locator('.stet-hit').first().waitFor({ state: 'detached' });
    return time;
  }
}

/** An episode, as the pages beside Stet get it. */
export function givenOf(episode: EpisodeView): Given {
  const turns = episode.chunks.flatMap((chunk) => chunk.turns);
  return {
    turns: turns.map(({ speaker, paragraphs }) => ({ speaker: speaker ?? '', paragraphs })),
    middle: middleOf(turns),
    word: wordsBefore,
  };
}

/** A page beside Stet. */
export class BesidePage implements Candidate {
  readonly scroller: string;
  readonly paragraph: string;
  private from = people[0]!;

  private constructor(
    readonly name: 'bare' | 'words',
    readonly page: Page,
    readonly meter: Meter,
    /** From when the text was there until it was painted. */
    readonly firstPaint: number,
  ) {
    this.scroller = name === 'bare' ? '.cm-scroller' : '.scroller';
    this.paragraph = name === 'bare' ? '.cm-line' : '#middle p';
  }

  static async of(name: 'bare' | 'words', html: string, beside: Page, episode: EpisodeView): Promise<BesidePage> {
    const context = await beside
      .context()
      .browser()!
      .newContext({ viewport: beside.viewportSize(), reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.setContent(html);
    await page.evaluate(install);
    const firstPaint = await page.evaluate(show, givenOf(episode));
    return new BesidePage(name, page, await Meter.of(page), firstPaint);
  }

  async toMiddle(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as Shown).comparand.toMiddle());
    await this.page.waitForTimeout(300);
  }

  async listen(on: boolean): Promise<void> {
    await this.page.evaluate((perSecond) => (window as unknown as Shown).comparand.light(perSecond), on ? pace : 0);
  }

  async rename(): Promise<number> {
    const to = this.from.endsWith('s') ? this.from.slice(0, -1) : `${this.from}s`;
    const names = [this.from, to];
    this.from = to;
    return this.page.evaluate(([a, b]) => (window as unknown as Shown).timed((page) => page.rename!(a!, b!)), names);
  }

  async find(): Promise<number> {
    const time = await this.page.evaluate(
      (word) => (window as unknown as Shown).timed((page) => page.find!(word)),
      wanted,
    );
    await this.page.evaluate(() => (window as unknown as Shown).timed((page) => page.find!(' ')));
    return time;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

interface Shown {
  comparand: Comparand;
  probe: { painted(then: () => void): void };
  /** How long it takes until something that is done to the page is painted. */
  timed(act: (page: Comparand) => void): Promise<number>;
}

function show(given: Given): Promise<number> {
  const here = window as unknown as Shown;
  here.timed = (act) =>
    new Promise((resolve) => {
      const began = performance.now();
      act(here.comparand);
      here.probe.painted(() => resolve(performance.now() - began));
    });
  return here.timed((page) => page.show(given));
}
