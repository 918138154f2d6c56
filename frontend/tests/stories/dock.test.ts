/** The dock: as high as one wants it, or the strip alone, by keys and by the mouse, and so again the next time. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { EditorWindow } from '../desk/window';

describe('the dock', () => {
  let desk: Desk;
  let window: EditorWindow;

  beforeAll(async () => {
    desk = await Desk.sit();
    window = await EditorWindow.open(await desk.start());
    await window.openSample();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const split = () => window.page.getByRole('separator', { name: 'Height of the sound' });
  const sound = () => window.page.getByRole('contentinfo', { name: 'Audio' }).getByRole('group', { name: 'Sound' });
  const height = async () => (await sound().boundingBox())!.height;
  const lanes = () => sound().getByText('Turns', { exact: true });

  it('grows and folds by keys', async () => {
    await split().focus();
    await window.press('ArrowUp', 'ArrowUp');
    expect(await height()).toBe(178);
    await window.press('End');
    expect(await height()).toBe(320);
    const lane = await sound().locator('.lane').first().boundingBox();
    expect(lane!.height).toBeGreaterThan(100);
    await window.press('Home');
    expect(await height()).toBe(50);
    expect(await lanes().count()).toBe(0);
    await window.button('Play').waitFor();
    await window.press('ArrowUp');
    expect(await height()).toBe(146);
    await window.press('ArrowDown');
    expect(await height()).toBe(50);
    await window.press('Enter');
    expect(await height()).toBe(146);
  });

  it.each([1440, 1280])('shows the frames whole, %d px wide', async (width) => {
    await window.page.setViewportSize({ width, height: 900 });
    const [box, last] = await window.page.evaluate(() =>
      ['.frames', '.frames .place:last-child'].map(
        (each) => document.querySelector(each)!.getBoundingClientRect().right,
      ),
    );
    expect(last).toBeLessThanOrEqual(box!);
    await window.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('is drawn by the mouse, and folds when it is drawn down', async () => {
    const box = (await split().boundingBox())!;
    const at = { x: box.x + 200, y: box.y + box.height / 2 };
    await window.page.mouse.move(at.x, at.y);
    await window.page.mouse.down();
    await window.page.mouse.move(at.x, at.y - 54, { steps: 3 });
    expect(await height()).toBe(200);
    await window.page.mouse.move(at.x, at.y + 80, { steps: 3 });
    expect(await height()).toBe(50);
    await window.page.mouse.move(at.x, at.y - 54, { steps: 3 });
    await window.page.mouse.up();
    expect(await height()).toBe(200);
  });

  it('is hidden by a command, and is so after a reload', async () => {
    await window.press('Control+k');
    await window.type('hide the lanes');
    await window.press('Enter');
    await lanes().waitFor({ state: 'detached' });
    await window.page.waitForTimeout(600);
    await window.page.reload();
    await window.opened();
    expect(await height()).toBe(50);
    await split().dblclick();
    await lanes().waitFor();
    expect(await height()).toBe(146);
  });

  it('ends the last chunk where it ends, and goes to a click on the sound behind it', async () => {
    const [rate, seconds] = [8000, 720];
    const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0data\0\0\0\0', 'latin1');
    const fields: [number, number, 2 | 4][] = [
      [4, 36 + rate * seconds, 4],
      [16, 16, 4],
      [20, 1, 2],
      [22, 1, 2],
      [24, rate, 4],
      [28, rate, 4],
      [32, 1, 2],
      [34, 8, 2],
      [40, rate * seconds, 4],
    ];
    for (const [at, value, size] of fields) head.writeUIntLE(value, at, size);
    const path = join(desk.folder, 'longer.wav');
    await writeFile(path, Buffer.concat([head, Buffer.alloc(rate * seconds, 0x80)]));
    await window.call('AttachSound', await window.call<number>('OpenSample'), path);
    const strip = window.page.getByRole('group', { name: 'Episode overview' });
    const last = strip.getByRole('button', { name: /^Chunk 4,/ });
    const share = async () => {
      const [whole, own] = [(await strip.boundingBox())!, (await last.boundingBox())!];
      return (own.x + own.width - whole.x) / whole.width;
    };
    // 00:09:48:23 of twelve minutes.
    await expect.poll(share, { timeout: 30_000 }).toBeCloseTo(588.77 / seconds, 2);
    const box = (await strip.boundingBox())!;
    await window.page.mouse.click(box.x + box.width * (695 / seconds), box.y + box.height / 2);
    const place = async () => (await window.page.getByRole('timer', { name: 'Position' }).textContent())!.slice(0, 7);
    await expect.poll(place, { timeout: 30_000 }).toBe('00:11:3');
    expect(window.complaints).toEqual([]);
  });
});
