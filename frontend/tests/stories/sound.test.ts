/** What is marked is what is heard: measured at the sound card, against the page. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/timecode';
import type { PlayerView } from '../../src/model/soundviews';
import type { EpisodeView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { numberAt, onset, writeNumberedSound } from '../desk/numbered';
import { cardRate, type Heard, plugIn } from '../desk/soundcard';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

/** What the page marked from a moment on: the readout, and the turn; in milliseconds since 1970. */
interface Mark {
  moment: number;
  readout: string;
  turn: string;
}

const framesPerSecond = 30;
/** What a jump takes to be heard: until then the page shows where it goes, and the card still plays where it came from. */
const jump = 200;

describe('the sound', () => {
  let desk: Desk;
  let window: EditorWindow;
  let episode: EpisodeView;

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    const id = await window.call<number>('OpenSample');
    const sound = join(desk.folder, 'numbered.wav');
    await writeNumberedSound(sound, 90);
    await window.call('AttachSound', id, sound);
    await window.page.reload();
    await window.opened();
    await come(async () => (await window.call<PlayerView>('PlayerState')).path === sound);
    episode = await window.page.evaluate(async (n) => (await fetch(`/api/episodes/${n}`)).json(), id);
  });

  /** Does something while the card is recorded and the page is watched. */
  async function listen(act: () => Promise<void>): Promise<{ heard: Heard; marks: Mark[] }> {
    const recorder = await desk.card!.record();
    await window.page.evaluate(watch);
    await act();
    const marks = await window.page.evaluate<Mark[]>('window.marks');
    return { heard: await recorder.stop(), marks };
  }

  it('is heard where the readout and the marked turn are, within 50 ms', async () => {
    let began = 0;
    const { heard, marks } = await listen(async () => {
      await window.words.focus();
      began = Date.now();
      await window.press('Tab');
      await pause(12_000);
      await window.press('Tab');
      await pause(500);
    });
    const playing = marks.filter((mark) => mark.moment > began + jump);
    const readouts = differences(heard, playing, 'readout', (mark) => secondsOf(mark.readout));
    const turns = differences(heard, playing, 'turn', (mark) => startOf(episode, mark.turn));
    process.stdout.write(`# ahead of what is heard: the readout ${said(readouts)}; the marked turn ${said(turns)}\n`);
    expect(readouts.length).toBeGreaterThan(200);
    expect(turns.length).toBeGreaterThan(0);
    expect(worstOf(readouts)).toBeLessThanOrEqual(50);
    expect(worstOf(turns)).toBeLessThanOrEqual(50);
  });

  it('begins at the very sample of a timecode that is clicked', async () => {
    const { heard } = await listen(async () => {
      await window.turn('00:00:33:06').locator('button').click();
      await pause(2000);
      await window.page.getByRole('button', { name: 'Pause' }).click();
      await pause(500);
    });
    const turn = episode.chunks[0]!.turns.find((each) => each.start === '00:00:33:06')!;
    const first = onset(heard, 0);
    // The first samples fade in, and the very first of them are below what 16 bits can tell from silence.
    expect(Math.abs(first! - Math.ceil((turn.from! / SECOND) * cardRate))).toBeLessThanOrEqual(16);
  });

  it('stops where the readout stops', async () => {
    const { heard, marks } = await listen(async () => {
      await window.button('Play').click();
      await pause(1500);
      await window.button('Pause').click();
      await pause(1000);
    });
    let last = heard.frames;
    while (numberAt(heard, last) === null) last--;
    const shown = secondsOf(marks.at(-1)!.readout)!;
    expect(Math.abs(shown - numberAt(heard, last)! / cardRate) * 1000).toBeLessThanOrEqual(50);
  });

  it('is stepped through frame by frame, and each frame is heard', async () => {
    const outside = window.page.getByRole('treeitem', { selected: true }).last();
    await outside.focus();
    const before = framesOf(await window.page.getByRole('timer').textContent());
    const { heard } = await listen(async () => {
      await window.press('.');
      await pause(1000);
    });
    expect(framesOf(await window.page.getByRole('timer').textContent())).toBe(before + 1);
    const numbers = Array.from({ length: heard.frames }, (_, at) => numberAt(heard, at)).filter((n) => n !== null);
    const frames = new Set(numbers.map((n) => Math.floor((n / cardRate) * framesPerSecond)));
    expect([...frames]).toEqual([before + 1]);
    // It fades in and out, and what fades is no number.
    expect(numbers.length).toBeGreaterThan(0.4 * (cardRate / framesPerSecond));
    await window.press(',', ',');
    await expect.poll(async () => framesOf(await window.page.getByRole('timer').textContent())).toBe(before - 1);
    // The eye sees what the text says.
    const digits = (await window.page.locator('.frames .seen').allTextContents()).join('');
    expect(await window.page.getByRole('timer').textContent()).toMatch(new RegExp(`\\d${digits}$`));
    expect(digits).toMatch(/^:\d\d$/);
  });

  /** Draws the playhead along the overview, in many more steps than can be heard; says how often the program was asked. */
  async function draw(from: number, to: number): Promise<number> {
    const box = (await window.page.locator('.ov').boundingBox())!;
    await window.page.evaluate(count);
    await window.page.mouse.move(box.x + box.width * from, box.y + 25);
    await window.page.mouse.down();
    const began = Date.now();
    await window.page.mouse.move(box.x + box.width * to, box.y + 25, { steps: drawn });
    await window.page.mouse.up();
    const asked = await window.page.evaluate<number>('window.asked');
    expect(asked).toBeLessThanOrEqual((Date.now() - began) / taste + 2);
    return asked;
  }
  const drawn = 120;
  /** How much of each place is heard, in milliseconds. */
  const taste = 80;
  const readout = async () => secondsOf((await window.page.getByRole('timer').textContent())!)!;

  it('is heard in tastes while the playhead is drawn, and stands where it is let go', async () => {
    let asked = 0;
    // The last frame that was stepped to may still be heard.
    await pause(500);
    const { heard } = await listen(async () => {
      asked = await draw(0.02, 0.12);
      await pause(1000);
    });
    await window.button('Play').waitFor();
    const at = await readout();
    const numbers = Array.from({ length: heard.frames }, (_, frame) => numberAt(heard, frame)).filter(
      (n) => n !== null,
    );
    const tastes = numbers.filter((n, i) => i === 0 || Math.abs(n - numbers[i - 1]!) > cardRate / 10);
    process.stdout.write(`# ${drawn} moves, ${asked} asked for, ${tastes.length} heard\n`);
    expect(tastes.length).toBeGreaterThan(2);
    expect(tastes).toEqual([...tastes].sort((a, b) => a - b));
    expect(asked).toBeLessThan(drawn);
    // The last one is heard, and there it stands.
    expect(Math.abs(tastes.at(-1)! / cardRate - at)).toBeLessThan(0.1);
  });

  it('plays on from where the playhead is let go', async () => {
    await window.button('Play').click();
    const { heard } = await listen(async () => {
      await draw(0.12, 0.03);
      await pause(1500);
    });
    const at = await readout();
    await window.button('Pause').click();
    let last = heard.frames - 1;
    while (numberAt(heard, last) === null) last--;
    expect(Math.abs(numberAt(heard, last)! / cardRate - at)).toBeLessThan(0.5);
    expect(at).toBeLessThan(30);
  });

  it('says so when the card is gone, and leaves the words to work on', async () => {
    await window.button('Play').click();
    await desk.card!.end();
    const alert = window.page.getByRole('alert');
    await alert.getByText('The sound device went away.').waitFor();
    await window.button('Play').waitFor();
    const readout = await window.page.getByRole('timer').textContent();
    await pause(1000);
    expect(await window.page.getByRole('timer').textContent()).toBe(readout);
    expect(await window.page.locator('.zoomed .lane').count()).toBeGreaterThan(0);
    await window.mend('00:00:20:08', 'good', 'better');
    expect(await window.wordsOf('00:00:20:08')).toContain('better bucket');

    const card = await plugIn(desk.env, desk.env.XDG_RUNTIME_DIR!);
    await alert.waitFor({ state: 'detached' });
    await window.page.getByRole('status').getByText('The sound is heard again').waitFor({ state: 'attached' });
    const recorder = await card.record();
    await window.button('Play').click();
    await pause(2000);
    const heard = await recorder.stop();
    await card.end();
    const numbers = Array.from({ length: heard.frames }, (_, at) => numberAt(heard, at)).filter((n) => n !== null);
    // It goes on from where it stopped.
    expect(Math.abs(numbers[0]! / cardRate - secondsOf(readout!)!)).toBeLessThan(0.1);
    expect(window.complaints).toEqual([]);
  });
});

/** The frames of a readout, counted from its first. */
function framesOf(readout: string | null): number {
  const [hours, minutes, seconds, frames] = (readout ?? '').match(/\d+/g)!.map(Number);
  return ((hours! * 60 + minutes!) * 60 + seconds!) * framesPerSecond + frames!;
}

/** In the page: counts how often the program is asked to go somewhere. */
function count(): void {
  const page = globalThis as unknown as {
    asked: number;
    counted?: boolean;
    go: { service: { Service: Record<string, (...args: unknown[]) => Promise<unknown>> } };
  };
  page.asked = 0;
  if (page.counted) return;
  page.counted = true;
  const bound = page.go.service.Service;
  for (const name of ['Seek', 'PlayFrame']) {
    const own = bound[name]!;
    bound[name] = (...args) => {
      page.asked++;
      return own(...args);
    };
  }
}

/** In the page: notes each change of what is marked, at the moment at which it is made. */
function watch(): void {
  const marks: Mark[] = [];
  (globalThis as unknown as { marks: Mark[] }).marks = marks;
  const look = () => {
    const readout = document.querySelector('[role="timer"]')?.textContent ?? '';
    const turn = document.querySelector<HTMLElement>('.stet-now')?.dataset.turn ?? '';
    const before = marks.at(-1);
    if (before?.readout !== readout || before.turn !== turn) marks.push({ moment: Date.now(), readout, turn });
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['class'],
  });
  look();
}

/** By how many milliseconds a mark is ahead of what is heard, at each change of it. */
function differences(
  heard: Heard,
  marks: Mark[],
  key: 'readout' | 'turn',
  place: (mark: Mark) => number | null,
): number[] {
  return marks.flatMap((mark, i) => {
    if (i === 0 || mark[key] === marks[i - 1]![key]) return [];
    const marked = place(mark);
    const number = numberAt(heard, heard.frameAt(mark.moment));
    return marked === null || number === null ? [] : [(marked - number / cardRate) * 1000];
  });
}

/** The 95th percentile, of a browser that may have been kept waiting. */
function worstOf(differences: number[]): number {
  const sizes = differences.map(Math.abs).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length * 0.95)] ?? 0;
}

function said(differences: number[]): string {
  const sorted = [...differences].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]?.toFixed(1) ?? '–';
  return `${sorted.length} times, median ${at(0.5)} ms, from ${at(0.025)} to ${at(0.975)} ms`;
}

function secondsOf(readout: string): number | null {
  const found = /(\d+):(\d+):(\d+):(\d+)/.exec(readout);
  if (!found) return null;
  const [hours, minutes, seconds, frames] = found.slice(1).map(Number) as [number, number, number, number];
  return hours * 3600 + minutes * 60 + seconds + frames / framesPerSecond;
}

function startOf(episode: EpisodeView, id: string): number | null {
  const turn = episode.chunks.flatMap((chunk) => chunk.turns).find((each) => String(each.id) === id);
  return turn?.from ? turn.from / SECOND : null;
}
