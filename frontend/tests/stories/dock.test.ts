/** The dock: as high as one wants it, or the strip alone, by keys and by the mouse, and so again the next time. */
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
    expect(window.complaints).toEqual([]);
  });
});
