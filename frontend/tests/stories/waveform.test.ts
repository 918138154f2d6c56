/** What the sound looks like: drawn once and there at once the next time, and what can be done on it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import type { PlayerView } from '../../src/model/soundviews';
import { SECOND } from '../../src/model/timecode';
import type { EpisodeView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { atDesk, type Sitting } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the waveform', () => {
  let sitting: Sitting;
  let desk: Desk;
  let window: EditorWindow;

  atDesk({}, (at) => {
    sitting = at;
    ({ desk, window } = at);
  });

  const lanes = () => window.page.locator('.zoomed .field-of');
  const edge = (name: string | RegExp, n = 0) => window.page.getByRole('slider', { name }).nth(n);
  const near = () => window.page.getByRole('slider', { name: 'How near the sound is' });
  const whole = () =>
    window.page.waitForFunction(async () => {
      const bound = (globalThis as unknown as { go: { service: { Service: Record<string, () => Promise<unknown>> } } })
        .go;
      const view = (await bound.service.Service.Waveform!()) as { done: number; total: number };
      return view.total > 0 && view.done === view.total;
    });

  /** How many pixels of a canvas are drawn on. */
  const inked = (selector: string) =>
    window.page.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let drawn = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at]! > 40) drawn++;
      return drawn / (data.length / 4);
    });

  const command = async (text: string) => {
    await window.press('Control+k');
    await window.type(text);
    await window.press('Enter');
  };
  const where = async () => (await window.page.locator('.ruler span').first().textContent()) ?? '';

  it('is drawn when an episode is opened', async () => {
    await whole();
    await expect.poll(() => inked('.zoomed .sound')).toBeGreaterThan(0.08);
    await expect.poll(() => inked('.ov canvas')).toBeGreaterThan(0.02);
  });

  it('is kept, and there at once the next time', async () => {
    const folder = join(desk.folder, 'cache', 'stet', 'waveforms');
    // The work is over when it is kept, which is after all of it is drawn.
    await window.page.getByRole('progressbar', { name: 'Waveform' }).waitFor({ state: 'detached' });
    await expect.poll(() => readdir(folder).catch(() => [])).toHaveLength(1);
    const [kept] = await readdir(folder);
    const before = await stat(join(folder, kept!));
    window = await sitting.restart();
    await window.opened();
    await whole();
    await expect.poll(() => inked('.zoomed .sound')).toBeGreaterThan(0.08);
    // Nothing was written: it was not built again.
    expect((await stat(join(folder, kept!))).ino).toBe(before.ino);
  });

  it('is looked at from nearer and farther away, by keys and by the wheel', async () => {
    const first = await near().getAttribute('aria-valuetext');
    await window.words.focus();
    await window.press('F12', 'F12');
    const second = await near().getAttribute('aria-valuetext');
    expect(parseFloat(second!)).toBeLessThan(parseFloat(first!.replace(/^0:/, '')));
    await window.press('Control+Shift+F12');
    expect(await near().inputValue()).toBe('0');
    await near().focus();
    await window.press('ArrowRight', 'ArrowRight');
    expect(Number(await near().inputValue())).toBeGreaterThan(0);
    const box = (await lanes().boundingBox())!;
    await window.page.mouse.move(box.x + 300, box.y + 60);
    await window.page.keyboard.down('Control');
    await window.page.mouse.wheel(0, -900);
    await window.page.keyboard.up('Control');
    const at = await where();
    await window.page.mouse.wheel(0, 2000);
    await expect.poll(where).not.toBe(at);
    await command('look at the turn in the lanes');
    await edge(/^Start of/).waitFor();
  });

  it('lets an edge be moved by a frame with the arrows', async () => {
    await window.selectTurn('00:00:20:08');
    await command('look at the turn in the lanes');
    const start = edge('Start of Barnaby’s turn');
    await start.focus();
    expect(await start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
    await window.press('ArrowRight', 'Shift+ArrowRight', 'ArrowLeft');
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('00:00:20:18');
    await window.undoAll();
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
  });

  it('lets an edge be dragged, which is one step', async () => {
    const start = edge('Start of Barnaby’s turn');
    const at = (await start.boundingBox())!;
    const middle = { x: at.x + at.width / 2, y: at.y + 40 };
    // Not snapped, so that it is where the hand is.
    await window.page.mouse.move(middle.x, middle.y);
    await window.page.mouse.down();
    await window.page.mouse.move(middle.x + 30, middle.y, { steps: 3 });
    expect(await start.getAttribute('aria-valuetext')).not.toBe('00:00:20:08');
    await window.press('Escape');
    expect(await start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
    await window.page.mouse.up();
    await window.page.mouse.move(middle.x, middle.y);
    await window.page.mouse.down();
    await window.page.keyboard.down('Control');
    await window.page.mouse.move(middle.x + 30, middle.y, { steps: 3 });
    await window.page.mouse.up();
    await window.page.keyboard.up('Control');
    await window.saved();
    const dragged = await start.getAttribute('aria-valuetext');
    expect(dragged).not.toBe('00:00:20:08');
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
    expect(await window.page.getByRole('banner').getByRole('button', { name: 'Undo' }).isEnabled()).toBe(false);
  });

  it('draws an edge to a silence, by a command too', async () => {
    await window.selectTurn('00:00:20:08');
    await command('begin the turn at the nearest silence');
    await window.saved();
    const start = edge('Start of Barnaby’s turn');
    await expect.poll(() => start.getAttribute('aria-valuetext')).not.toBe('00:00:20:08');
    const rest = await start.getAttribute('aria-valuetext');
    const at = (await start.boundingBox())!;
    await window.undoAll();
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
    const from = (await start.boundingBox())!;
    await window.page.mouse.move(from.x + from.width / 2, from.y + 40);
    await window.page.mouse.down();
    // Near to it, and not on it.
    await window.page.mouse.move(at.x + at.width / 2 + 20, at.y + 40);
    await window.page.waitForTimeout(300);
    await window.page.mouse.move(at.x + at.width / 2 + 2, at.y + 40);
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe(rest);
    await window.page.mouse.up();
    await window.saved();
    await window.undoAll();
  });

  it('goes where it is clicked, be there an edge', async () => {
    const start = edge('Start of Barnaby’s turn');
    const position = () => window.page.getByRole('timer', { name: 'Position' }).textContent();
    await window.page.getByRole('button', { name: 'Back 3 seconds' }).click();
    expect(await position()).not.toBe('00:00:20:08');
    const box = (await start.boundingBox())!;
    await window.page.mouse.click(box.x + box.width / 2, box.y + 40);
    // A pixel is some frames.
    await expect.poll(position).toMatch(/^00:00:20:0[5-9]|^00:00:20:1[01]/);
    expect(await start.getAttribute('aria-valuetext')).toBe('00:00:20:08');
    // Their grips lie whole below the ruler and what stands in it.
    const zoom = (await window.page.locator('.zoom').boundingBox())!;
    expect(box.y).toBeGreaterThan(zoom.y + zoom.height);
  });

  it('says where an edge stands that is let go where no timecode counts', async () => {
    const id = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
    const view = await window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      id,
    );
    const { series, key, title, clock, sound } = view;
    const at = (20 * 30 + 8) * (SECOND / 30);
    const episode = { series, key, title, sound, rate: clock.rate || '30', gap: { at, length: 4 * SECOND } };
    await window.call('Edit', {
      episode: id,
      name: 'Set the clock',
      ops: [{ kind: 'episode', episode }],
      typing: false,
    });
    await window.page.reload();
    await window.selectTurn('00:00:20:08');
    await command('look at the turn in the lanes');
    const start = edge('Start of Barnaby’s turn');
    await start.waitFor();
    const box = (await start.boundingBox())!;
    await window.page.mouse.move(box.x + box.width / 2, box.y + 40);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x - 15, box.y + 40, { steps: 3 });
    await window.page.getByText('00:00:20:08, no timecodes there').waitFor();
    await window.screenshot('edge-in-a-gap');
    await window.page.mouse.up();
    await window.saved();
    expect((await start.boundingBox())!.x).toBeCloseTo(box.x, 0);
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
  });

  it('plays again and again what is dragged over, and goes to where it is clicked', async () => {
    const box = (await lanes().boundingBox())!;
    const y = box.y + 60;
    await window.page.mouse.move(box.x + 200, y);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + 400, y, { steps: 4 });
    await window.page.mouse.up();
    await window.page.getByText(/^loop of/).waitFor();
    await window.button('Loop').click();
    await window.page.getByText(/^loop of/).waitFor({ state: 'detached' });
    await window.button('Pause').click();
    await window.button('Play').waitFor();
    const before = await window.page.getByRole('timer', { name: 'Position' }).textContent();
    await window.page.mouse.click(box.x + 600, y);
    await expect.poll(() => window.page.getByRole('timer', { name: 'Position' }).textContent()).not.toBe(before);
  });

  it('lets the playhead be drawn along the ruler, under which nothing moves', async () => {
    const position = () => window.page.getByRole('timer', { name: 'Position' }).textContent();
    const box = (await lanes().boundingBox())!;
    const y = box.y + 8;
    const marks = await window.page.locator('.ruler').textContent();
    const before = await position();
    await window.page.mouse.move(box.x + 200, y);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + box.width - 200, y, { steps: 20 });
    const there = await position();
    expect(there).not.toBe(before);
    await window.page.mouse.move(box.x + box.width - 5, y, { steps: 5 });
    expect(await position()).not.toBe(there);
    expect(await window.page.locator('.ruler').textContent()).toBe(marks);
    await window.press('Escape');
    await window.page.mouse.up();
    await expect.poll(position).toBe(before);
    await window.page.mouse.move(box.x + 200, y);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + 300, y, { steps: 10 });
    const shown = await position();
    await window.page.mouse.up();
    await window.page.waitForTimeout(500);
    await expect.poll(position).toBe(shown);
    expect(shown).not.toBe(before);
    // No stretch is played again and again of it.
    expect(await window.page.getByText(/^loop of/).count()).toBe(0);
  });

  it('lets the playhead be drawn where it stands, and goes to a click on it', async () => {
    const position = () => window.page.getByRole('timer', { name: 'Position' }).textContent();
    const box = (await lanes().boundingBox())!;
    const y = box.y + 60;
    const edges = await window.page.getByRole('slider', { name: /^(Start|End) of/ }).all();
    const taken = await Promise.all(edges.map(async (each) => (await each.boundingBox())!.x + 5));
    const free = (x: number) => taken.every((edge) => Math.abs(edge - x) > 20);
    const x = Array.from({ length: 400 }, (_, i) => box.x + 300 + i).find(free)!;
    await window.page.mouse.click(x, y);
    await window.page.mouse.move(x + 60, y);
    await window.page.mouse.move(x + 3, y);
    const cursor = () => lanes().evaluate((lane) => getComputedStyle(lane).cursor);
    expect(await cursor()).toBe('ew-resize');
    const before = await position();
    await window.page.mouse.down();
    await window.page.mouse.move(x + 150, y, { steps: 10 });
    const there = await position();
    expect(there).not.toBe(before);
    await window.page.mouse.up();
    await window.page.waitForTimeout(500);
    await expect.poll(position).toBe(there);
    expect(await window.page.getByText(/^loop of/).count()).toBe(0);
    await window.page.mouse.move(x + 153, y);
    await window.page.mouse.down();
    await window.page.mouse.move(x, y, { steps: 5 });
    expect(await position()).not.toBe(there);
    await window.press('Escape');
    await window.page.mouse.up();
    await expect.poll(position).toBe(there);
    // Three pixels may lie in one frame.
    const heard = async () => (await window.call<PlayerView>('PlayerState')).heard;
    const stood = await heard();
    await window.page.mouse.click(x + 153, y);
    await expect.poll(heard).not.toBe(stood);
    await window.page.mouse.move(x + 60, y);
    expect(await cursor()).not.toBe('ew-resize');
  });

  it('draws nothing at a key, and nothing for the playhead', async () => {
    await window.page.evaluate(() => {
      const counted = globalThis as unknown as { drawings: number };
      counted.drawings = 0;
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...args) {
        // The words below the lanes are drawn when they change.
        if (this.canvas.matches('.sound, .ov canvas')) counted.drawings++;
        clear.apply(this, args);
      };
    });
    const drawings = () => window.page.evaluate(() => (globalThis as unknown as { drawings: number }).drawings);
    await window.caretBefore('00:00:20:08', '');
    await window.page.waitForTimeout(300);
    const before = await drawings();
    await window.type('Well, so it was then. ');
    await window.saved();
    await window.page.waitForTimeout(300);
    expect(await drawings()).toBe(before);
    await window.undoAll();
    expect(window.complaints).toEqual([]);
  });

  it('looks as it should in both themes', async () => {
    await window.page.mouse.move(600, 300);
    for (const theme of ['light', 'dark'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await window.page.waitForTimeout(300);
      await window.screenshot(`waveform-${theme}`);
    }
  });
});
