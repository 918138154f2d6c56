/** How fast and how loud the sound is heard, with the keyboard alone: the place and the lit word hold at any speed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '../../src/model/timecode';
import type { PlayerView } from '../../src/model/soundviews';
import type { EpisodeView, TurnView } from '../../src/model/views';
import { atDesk, come } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const framesPerSecond = 30;

describe('the speed', () => {
  let window: EditorWindow;
  let turn: TurnView;

  const player = () => window.call<PlayerView>('PlayerState');
  const playing = async () => (await player()).playing;
  const speed = () => window.page.getByRole('contentinfo', { name: 'Audio' }).getByRole('button', { name: /^Speed/ });
  const kept = async () => JSON.parse(await window.call<string>('Recall', 'layout')) as Record<string, unknown>;

  const sitting = atDesk({}, async (at) => {
    ({ window } = at);
    const id = await window.call<number>('OpenSample');
    const episode = await window.page.evaluate<EpisodeView, number>(
      async (n) => (await fetch(`/api/episodes/${n}`)).json(),
      id,
    );
    turn = episode.chunks[0]!.turns.find(({ from, to }) => to! - from! > 8 * SECOND)!;
    await come(async () => (await player()).loaded);
  });

  /** Runs a command of the palette. */
  async function choose(name: string): Promise<void> {
    await window.press('Control+k');
    await window.type(name);
    await window.press('Enter');
  }

  /** How fast the page and the program go on, in seconds of the sound for one of the clock. */
  async function pace(): Promise<{ page: number; program: number }> {
    const look = async () => {
      const [readout, now] = await window.page.evaluate<[string, number]>(() => [
        document.querySelector('[role="timer"]')!.textContent!,
        Date.now(),
      ]);
      const { heard, at } = await player();
      return { page: secondsOf(readout), now: now / 1000, heard: heard / SECOND, at: at / 1000 };
    };
    const from = await look();
    await pause(2500);
    const to = await look();
    return { page: (to.page - from.page) / (to.now - from.now), program: (to.heard - from.heard) / (to.at - from.at) };
  }

  it('goes up in small steps while it plays, and the place goes along', async () => {
    await window.selectTurn(turn.start);
    await window.press(' ');
    await expect.poll(async () => (await player()).moving).toBe(true);
    for (let i = 0; i < 10; i++) await window.press('Control+Shift+Period');
    await expect.poll(async () => (await player()).pace).toBe(2);
    expect(await speed().textContent()).toContain('2×');
    expect(await speed().getAttribute('aria-label')).toBe('Speed, 2×');
    const { page, program } = await pace();
    expect(Math.abs(program - 2)).toBeLessThan(0.05);
    expect(Math.abs(page - 2)).toBeLessThan(0.1);
    await window.screenshot('speed-double');
  });

  it('shows the place that is heard, between what the program tells', async () => {
    const off = await window.page.evaluate(
      async ([frames, millisecond]) => {
        const service = (
          globalThis as unknown as { go: { service: { Service: { PlayerState(): Promise<PlayerView> } } } }
        ).go.service.Service;
        const offs: number[] = [];
        for (let i = 0; i < 60; i++) {
          await new Promise((done) => requestAnimationFrame(done));
          const parts = document.querySelector('[role="timer"]')!.textContent!.split(/[:;]/).map(Number);
          const now = Date.now();
          const { heard, at, pace } = await service.PlayerState();
          const shown = ((parts[0]! * 60 + parts[1]!) * 60 + parts[2]! + (parts[3]! + 0.5) / frames!) * 1000;
          offs.push(shown - (heard / millisecond! + (now - at) * pace));
        }
        return offs.sort((a, b) => a - b)[30]!;
      },
      [framesPerSecond, MILLISECOND],
    );
    // A reading shows for 50 ms, which are 100 of the sound.
    expect(Math.abs(off)).toBeLessThan(60);
  });

  it('goes down, to half at most, and back to normal', async () => {
    for (let i = 0; i < 20; i++) await window.press('Control+Shift+Comma');
    await expect.poll(async () => (await player()).pace).toBe(0.5);
    const { page, program } = await pace();
    expect(Math.abs(program - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(page - 0.5)).toBeLessThan(0.1);
    await window.press('Control+Shift+Digit0');
    await expect.poll(async () => (await player()).pace).toBe(1);
    expect(await speed().getAttribute('aria-label')).toBe('Speed, 1×');
    await window.press(' ');
    await expect.poll(playing).toBe(false);
  });

  it('is chosen from a list, and kept', async () => {
    await speed().focus();
    await window.press('Enter');
    const menu = window.page.getByRole('menu', { name: /^Speed/ });
    await menu.waitFor();
    await window.screenshot('speed-list');
    await window.press('ArrowUp', 'Enter');
    await menu.waitFor({ state: 'detached' });
    await expect.poll(async () => (await player()).speed).toBe(1.25);
    await expect.poll(async () => (await kept()).speed).toBe(1.25);
    window = await sitting.restart();
    await window.opened();
    await expect.poll(async () => (await player()).speed).toBe(1.25);
    await expect.poll(() => speed().textContent()).toContain('1.25×');
    await window.words.focus();
    await choose('normal speed');
    await expect.poll(async () => (await player()).speed).toBe(1);
  });

  it('stops at the last sample of a stretch, and loops it, at any speed', async () => {
    await window.selectTurn(turn.start);
    for (let i = 0; i < 15; i++) await window.press('Control+Shift+Period');
    await window.press('Control+Shift+r');
    await expect.poll(async () => (await player()).range).not.toBeNull();
    const { range } = await player();
    expect(Math.abs(range!.from - (turn.from! - SECOND))).toBeLessThan(SECOND / 10_000);
    expect(Math.abs(range!.to - (turn.from! + SECOND))).toBeLessThan(SECOND / 10_000);
    await expect.poll(playing, { timeout: 10_000 }).toBe(false);
    expect(Math.abs((await player()).heard - range!.to)).toBeLessThanOrEqual(SECOND / 44_100);
    await window.press('l');
    await expect.poll(async () => (await player()).range?.again).toBe(true);
    for (let i = 0; i < 40; i++) {
      const { heard } = await player();
      expect(heard).toBeGreaterThanOrEqual(turn.from! - SECOND / 1000);
      expect(heard).toBeLessThanOrEqual(turn.to! + SECOND / 1000);
      await pause(100);
    }
    await window.press('l', ' ');
    await expect.poll(playing).toBe(false);
    await window.press('Control+Shift+Digit0');
  });

  it('plays while a key is held, and steps back when it is let go', async () => {
    await window.selectTurn(turn.start);
    await window.page.keyboard.down('F4');
    await expect.poll(async () => (await player()).moving).toBe(true);
    // Held down, a key comes again and again.
    await window.page.keyboard.down('F4');
    await pause(2500);
    expect(await playing()).toBe(true);
    const { heard } = await player();
    await window.page.keyboard.up('F4');
    await expect.poll(playing).toBe(false);
    const after = (await player()).heard;
    expect(after).toBeLessThan(heard - 0.5 * SECOND);
    expect(after).toBeGreaterThan(heard - 1.1 * SECOND);
    await pause(300);
    expect(await playing()).toBe(false);
    // In the words, too, where nothing is written by it.
    const text = await window.words.innerText();
    await window.press('Enter');
    await window.page.keyboard.down('F4');
    await expect.poll(playing).toBe(true);
    await window.page.keyboard.up('F4');
    await expect.poll(playing).toBe(false);
    expect(await window.words.innerText()).toBe(text);
  });

  it('plays long silences short, once somebody wants that', async () => {
    const sound = join(sitting.desk.folder, 'silent.wav');
    await writeFile(sound, withSilence(30, 4, 14));
    const before = (await player()).path;
    await window.call('AttachSound', (await player()).episode, sound);
    await expect.poll(async () => (await player()).path).toBe(sound);
    await window.words.focus();
    await choose('shorten silences over 1 s');
    await expect.poll(async () => (await kept()).shortSilences).toBe(1);
    // The silences are known once the waveform is drawn.
    await expect
      .poll(async () => {
        await window.call('Seek', 3.5 * SECOND);
        await window.call('Play');
        await pause(2000);
        return (await player()).heard > 14 * SECOND;
      })
      .toBe(true);
    await choose('pause');
    await expect.poll(playing).toBe(false);
    await choose('play silences as they are');
    await window.call('AttachSound', (await player()).episode, before);
    await expect.poll(async () => (await player()).path).toBe(before);
  });

  it('mutes, and makes a quiet speaker louder', async () => {
    const slider = window.page.getByRole('slider', { name: 'Volume' });
    await choose('mute');
    await expect.poll(async () => (await player()).volume).toBe(0);
    expect(await slider.getAttribute('aria-valuetext')).toBe('muted');
    await choose('sound on');
    await expect.poll(async () => (await player()).volume).toBe(1);
    await choose('louder');
    await choose('louder');
    await expect.poll(async () => (await player()).volume).toBeGreaterThan(1.9);
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('6 dB louder');
    await slider.focus();
    await window.press('End');
    await expect.poll(async () => (await player()).volume).toBe(4);
    await window.screenshot('speed-louder');
    await window.press('Home');
    await expect.poll(async () => (await player()).volume).toBe(0);
    await choose('sound on');
    await expect.poll(async () => (await player()).volume).toBe(1);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});

/** A WAV file of a hum of so many seconds, silent from one to another. */
function withSilence(seconds: number, from: number, to: number): Buffer {
  const rate = 8000;
  const file = Buffer.alloc(44 + 2 * rate * seconds);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  [16, 0, 1, 1, rate, 0, 2 * rate, 0, 2, 16].forEach((value, i) => file.writeUInt16LE(value, 16 + 2 * i));
  file.write('data', 36);
  file.writeUInt32LE(file.length - 44, 40);
  for (let i = 0; i < rate * seconds; i++) {
    const silent = i >= rate * from && i < rate * to;
    file.writeInt16LE(silent ? 0 : Math.round(9000 * Math.sin((2 * Math.PI * 200 * i) / rate)), 44 + 2 * i);
  }
  return file;
}

function secondsOf(readout: string): number {
  const [hours, minutes, seconds, frames] = readout.split(/[:;]/).map(Number) as [number, number, number, number];
  return hours * 3600 + minutes * 60 + seconds + frames / framesPerSecond;
}
