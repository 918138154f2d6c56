/** Going over an episode by ear: the word that is heard lights up, and the sound obeys the hands. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MEASURED, pack, UNKNOWN, wordPlaces, type WordTime } from '../../src/model/times';
import { MILLISECOND, SECOND } from '../../src/model/timecode';
import type { PlayerView } from '../../src/model/soundviews';
import type { EpisodeView, TurnView } from '../../src/model/views';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

/** The readout and the lit word at one moment. */
interface Look {
  readout: string;
  lit: string;
}

const framesPerSecond = 30;
/** How long each word is said, with a silence as long after every fifth. */
const said = SECOND * 0.3;

function timesFor(turn: TurnView): WordTime[] {
  let at = turn.from!;
  return wordPlaces(turn.paragraphs.join('\n')).map((_word, i) => {
    if (i % 7 === 6) return { how: UNKNOWN, from: 0, to: 0 };
    const from = at;
    at += said;
    const word = { how: MEASURED, from, to: at };
    if (i % 5 === 4) at += said;
    return word;
  });
}

describe('listening', () => {
  let window: EditorWindow;
  let id: number;
  let episode: EpisodeView;
  let turn: TurnView;
  let words: string[];
  let times: WordTime[];

  const player = () => window.call<PlayerView>('PlayerState');
  const playing = async () => (await player()).playing;

  atDesk({}, async (at) => {
    ({ window } = at);
    id = await window.call<number>('OpenSample');
    episode = await window.page.evaluate<EpisodeView, number>(
      async (n) => (await fetch(`/api/episodes/${n}`)).json(),
      id,
    );
    turn = episode.chunks[0]!.turns.find((each) => wordPlaces(each.paragraphs.join('\n')).length > 25)!;
    times = timesFor(turn);
    const text = turn.paragraphs.join('\n');
    words = wordPlaces(text).map(({ from, to }) => text.slice(from, to));
    const op = { kind: 'times', turn: turn.id, times: pack(times) };
    await window.call('Edit', { episode: id, name: 'Time the words', ops: [op], typing: false });
    await window.page.reload();
    await window.opened();
    await come(async () => (await player()).loaded);
  });

  /** The words that may be lit at a readout, which counts whole frames: "" for none. */
  function expected(readout: string): string[] {
    const from = secondsOf(readout) * SECOND;
    const until = from + SECOND / framesPerSecond;
    const lit = times.flatMap((time, i) =>
      time.how !== UNKNOWN && time.from < until && time.to > from ? [words[i]!] : [],
    );
    const covered = times.some((time) => time.how !== UNKNOWN && time.from <= from && time.to >= until);
    return covered ? lit : [...lit, ''];
  }

  it.each([1, 2])('lights up the very word whose time the readout shows, at %d times', async (speed) => {
    await window.selectTurn(turn.start);
    for (let steps = 10 * (speed - 1); steps > 0; steps--) await window.press('Control+Shift+Period');
    await expect.poll(async () => (await player()).speed).toBe(speed);
    await window.page.evaluate(watch);
    await window.press(' ');
    await pause(5000 / speed);
    await window.page.keyboard.press(' ');
    if (speed !== 1) await window.press('Control+Shift+Digit0');
    const looks = await window.page.evaluate<Look[]>('window.looks');
    const inTurn = looks.filter(({ readout }) => secondsOf(readout) * SECOND >= turn.from!);
    const wrong = inTurn.filter(({ readout, lit }) => !expected(readout).includes(lit));
    expect(wrong).toEqual([]);
    const lit = new Set(inTurn.map((look) => look.lit));
    expect(lit.size).toBeGreaterThan(8);
    expect(lit).toContain('');
    // A word of which nobody knows when it is said is never lit.
    times.forEach((time, i) => {
      const twice = words.indexOf(words[i]!) !== words.lastIndexOf(words[i]!);
      if (time.how === UNKNOWN && !twice) expect(lit).not.toContain(words[i]);
    });
  });

  it('has the words below the lanes where there is room for them, and calls the row so', async () => {
    const row = () => window.page.locator('.wlab').textContent();
    await window.selectTurn(turn.start);
    await window.press('Control+k');
    await window.type('look at the turn in the lanes');
    await window.press('Enter', 'F12');
    await expect.poll(row).toBe('Words');
    await window.press('Control+Shift+F12');
    await expect.poll(row).toBe('Turns');
  });

  it('keeps the light on the word while words are typed before it', async () => {
    await window.selectTurn(turn.start);
    await window.press('Enter', 'Control+Home');
    await window.caretBefore(turn.start, words[1]!);
    const before = await lit();
    await window.type('most ');
    await window.saved();
    expect(await lit()).toBe(before);
    expect(before).not.toBe('');
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => lit()).toBe(before);
  });

  it('puts the caret at the word that is heard', async () => {
    await window.selectTurn(turn.start);
    await window.press('Enter');
    const behind = await window.page.evaluate(() => {
      const { anchorNode, anchorOffset } = getSelection()!;
      return anchorNode!.textContent!.slice(anchorOffset);
    });
    expect(behind.startsWith(await lit())).toBe(true);
  });

  it('plays from the very word that is asked for', async () => {
    const n = times.findIndex((time, i) => i > 8 && time.how === MEASURED && words.indexOf(words[i]!) === i);
    await window.caretBefore(turn.start, words[n]!);
    await window.page.keyboard.press('Control+k');
    await window.type('play from the word');
    await window.press('Enter');
    await expect.poll(playing).toBe(true);
    await window.words.focus();
    await window.press('Tab');
    const { heard } = await player();
    expect(heard).toBeGreaterThanOrEqual(times[n]!.from - SECOND / 1000);
    expect(heard).toBeLessThan(times[n]!.from + 2 * SECOND);
  });

  it('replays a turn, and stops at its last sample', async () => {
    const short = shortTurn();
    await window.selectTurn(short.start);
    await window.press('r');
    await expect.poll(async () => (await player()).range?.from).toBe(short.from);
    await window.page.getByRole('contentinfo', { name: 'Audio' }).getByText('only').waitFor();
    await expect.poll(async () => (await player()).playing, { timeout: 20_000 }).toBe(false);
    const sample = SECOND / 44_100;
    const { heard, range } = await player();
    expect(Math.abs(heard - short.to!)).toBeLessThanOrEqual(sample);
    expect(range).toBeNull();
  });

  it('loops a turn until it is let go', async () => {
    const short = shortTurn();
    await window.selectTurn(short.start);
    await window.press('l');
    await expect.poll(async () => (await player()).range?.again).toBe(true);
    await expect.poll(() => window.button('Loop').getAttribute('aria-pressed')).toBe('true');
    let rounds = 0;
    for (let last = 0; rounds < 2;) {
      const { heard } = await player();
      expect(heard).toBeGreaterThanOrEqual(short.from! - SECOND / 1000);
      expect(heard).toBeLessThanOrEqual(short.to! + SECOND / 1000);
      if (heard < last) rounds++;
      last = heard;
      await pause(20);
    }
    await window.press('Control+l');
    await expect.poll(async () => (await player()).range).toBeNull();
    await expect.poll(async () => (await player()).heard > short.to!, { timeout: 20_000 }).toBe(true);
    await window.press(' ');
    await expect.poll(playing).toBe(false);
  });

  it('loops the very words that are selected', async () => {
    const n = times.findIndex((time, i) => i > 8 && time.how === MEASURED && times[i + 1]?.how === MEASURED);
    const text = turn.paragraphs.join('\n');
    await window.caretBefore(turn.start, text.slice(wordPlaces(text)[n]!.from));
    for (let i = 0; i < words[n]!.length; i++) await window.press('Shift+ArrowRight');
    await window.press('Control+l');
    await expect.poll(async () => (await player()).range).not.toBeNull();
    const { range } = await player();
    expect(Math.abs(range!.from - times[n]!.from)).toBeLessThan(SECOND / 10_000);
    expect(Math.abs(range!.to - times[n]!.to)).toBeLessThan(SECOND / 10_000);
    await window.press('Control+l', 'Tab');
    await expect.poll(playing).toBe(false);
  });

  it('plays the next turn, and the one before', async () => {
    const short = shortTurn();
    await window.selectTurn(short.start);
    await window.press(' ');
    await expect.poll(playing).toBe(true);
    await window.press('Control+PageDown');
    await expect.poll(async () => (await player()).heard >= short.to! - SECOND).toBe(true);
    expect(await playing()).toBe(true);
    await window.press('Control+PageUp');
    await window.press(' ');
    await expect.poll(playing).toBe(false);
  });

  it('plays the turn after the one that somebody went to', async () => {
    const short = shortTurn();
    await window.selectTurn(short.start);
    await window.press('Control+PageUp');
    await expect.poll(playing).toBe(true);
    await window.press(' ');
    await expect.poll(playing).toBe(false);
    await window.press('ArrowDown', 'ArrowDown');
    const at = await window.announced();
    await window.press('Control+PageDown');
    await expect.poll(async () => (await player()).heard >= short.to!).toBe(true);
    await expect.poll(() => window.announced()).not.toBe(at);
    expect(await window.announced()).not.toContain(short.start);
    await window.press(' ');
    await expect.poll(playing).toBe(false);
  });

  it('plays on while somebody types, unless they want it to wait', async () => {
    await window.caretBefore(turn.start, words[3]!);
    await window.press('Tab');
    await expect.poll(playing).toBe(true);
    await window.type('so ');
    await pause(300);
    expect(await playing()).toBe(true);

    await choose('pause the sound while typing');
    await choose('go on after typing 1 s before');
    await window.words.focus();
    await pause(1500);
    const before = (await player()).heard;
    await window.type('w');
    await expect.poll(playing).toBe(false);
    await window.page.getByText('while you type…').waitFor();
    const stopped = (await player()).heard;
    expect(stopped).toBeGreaterThanOrEqual(before);
    const began = Date.now();
    await expect.poll(playing).toBe(true);
    expect(Date.now() - began).toBeGreaterThan(500);
    expect((await player()).heard).toBeLessThan(stopped);
    await window.press('Tab');
    await expect.poll(playing).toBe(false);
    await window.type('x');
    await pause(1500);
    // Who stopped it themselves starts it themselves.
    expect(await playing()).toBe(false);
    await choose('play on while typing');
  });

  it('rewinds after a pause, if somebody wants it', async () => {
    await choose('play after a pause 2 s before');
    await window.words.focus();
    const { heard } = await player();
    await window.press('Tab');
    await expect.poll(async () => (await player()).moving).toBe(true);
    expect((await player()).heard).toBeLessThan(heard - SECOND);
    await window.press('Tab');
    // The page, too: a press before it knows would stop the sound again.
    await expect.poll(playing).toBe(false);
    await window.button('Play').first().waitFor();
  });

  it('waits for wireless headphones, also the next time', async () => {
    const delay = window.dialog.getByRole('slider', { name: 'Delay of the sound device' });
    const open = async () => {
      await window.press('Control+,');
      await delay.focus();
    };
    await window.words.focus();
    await window.press('Tab');
    await expect.poll(async () => (await player()).moving).toBe(true);
    await open();
    const began = start(await player());
    await window.press('End');
    await expect.poll(async () => start(await player()) - began).toBeGreaterThan(450 * MILLISECOND);
    expect(start(await player()) - began).toBeLessThan(550 * MILLISECOND);
    await window.press('Home', 'End', 'Escape');
    await window.words.focus();
    await window.press('Tab');
    await expect.poll(playing).toBe(false);

    // As after a restart: the player knows nothing of it, and the page tells it.
    await expect.poll(async () => JSON.parse(await window.call<string>('Recall', 'layout')).soundDelay).toBe(500);
    await window.call('SetDelay', 0);
    await window.page.reload();
    await window.words.locator('.cm-line').first().waitFor();
    await open();
    expect(await delay.inputValue()).toBe('500');
    await window.press('Escape');
    // What was played last is heard half a second later too, from when the player knows.
    await expect.poll(async () => (await player()).moving).toBe(false);
    await window.words.focus();
    const asked = Date.now();
    await window.press('Tab');
    await expect.poll(async () => (await player()).moving, { interval: 10 }).toBe(true);
    expect(Date.now() - asked).toBeGreaterThan(400);
    await window.press('Tab');
    await expect.poll(playing).toBe(false);
  });

  /** When the sound would have begun, had it played from its beginning. */
  const start = ({ heard, at }: PlayerView) => at * MILLISECOND - heard;

  /** Runs a command of the palette. */
  async function choose(name: string): Promise<void> {
    await window.press('Control+k');
    await window.type(name);
    await window.press('Enter');
  }

  /** A turn that is over soon, with words of its own. */
  function shortTurn(): TurnView {
    return episode.chunks[0]!.turns.find(
      ({ id: n, from, to }) => n !== turn.id && from !== null && to! - from < 4 * SECOND,
    )!;
  }

  /** The lit word, in the page as it is. */
  function lit(): Promise<string> {
    return window.page.evaluate(() => [...(CSS.highlights.get('stet-heard') ?? [])].map(String).join(' '));
  }

  it('plays on while somebody gives a turn to whom they hear, which is not typing', async () => {
    await choose('pause the sound while typing');
    await window.selectTurn(turn.start);
    await window.press(' ');
    await expect.poll(playing).toBe(true);
    await window.press('2');
    await window.page.getByTestId('toast').getByText('Gave the turn to Barnaby').waitFor();
    expect(await playing()).toBe(true);
    await window.press(' ', 'Control+z');
    await window.saved();
    await expect.poll(playing).toBe(false);
    await choose('play on while typing');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});

/** In the page: notes the readout and the lit word at every frame. */
function watch(): void {
  const looks: Look[] = [];
  (globalThis as unknown as { looks: Look[] }).looks = looks;
  const look = () => {
    const readout = document.querySelector('[role="timer"]')?.textContent ?? '';
    const lit = [...(CSS.highlights.get('stet-heard') ?? [])].map(String).join(' ');
    looks.push({ readout, lit });
    requestAnimationFrame(look);
  };
  look();
}

function secondsOf(readout: string): number {
  const [hours, minutes, seconds, frames] = readout.split(/[:;]/).map(Number) as [number, number, number, number];
  return hours * 3600 + minutes * 60 + seconds + frames / framesPerSecond;
}
