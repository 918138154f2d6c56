/** The page stands still: nothing that is said, opened, saved or exported moves the words that somebody reads. */
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the page', () => {
  let window: EditorWindow;

  atDesk({ sound: false }, (at) => {
    ({ window } = at);
  });

  /** Where each timecode in sight stands. */
  const places = () =>
    window.page.evaluate(() => {
      const box = document.querySelector('.cm-scroller')!.getBoundingClientRect();
      const codes = [...document.querySelectorAll('.stet-tc')].map((code) => ({
        text: code.textContent,
        top: code.getBoundingClientRect().top,
      }));
      return codes.filter(({ top }) => top > box.top && top < box.bottom - 20);
    });

  const scrollTo = async (start: string, beyond: number) => {
    await window.selectTurn(start);
    await window.press('Enter');
    await window.page.evaluate((by) => document.querySelector('.cm-scroller')!.scrollBy(0, by), beyond);
    await expect.poll(async () => (await places()).length).toBeGreaterThan(1);
  };

  /** Where everything stands once nothing moves any more. */
  const settled = async () => {
    let last = await places();
    for (let still = 0; still < 4;) {
      await window.page.waitForTimeout(100);
      const now = await places();
      still = JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
      last = now;
    }
    return last;
  };

  const standAsBefore = async (before: Awaited<ReturnType<typeof places>>) => {
    const after = new Map((await settled()).map(({ text, top }) => [text, top]));
    expect(before.length).toBeGreaterThan(1);
    for (const { text, top } of before) expect(Math.abs((after.get(text) ?? NaN) - top), text!).toBeLessThanOrEqual(1);
  };

  it('is not higher than the window', async () => {
    for (const open of ['Control+k', 'Control+e']) {
      await window.press(open);
      await window.dialog.waitFor();
      await window.press('Escape');
      await window.dialog.waitFor({ state: 'detached' });
    }
    const { page, view } = await window.page.evaluate(() => ({
      page: document.documentElement.scrollHeight,
      view: innerHeight,
    }));
    expect(page).toBe(view);
  });

  it.each([
    ['00:00:48:27', 37],
    ['00:06:23:17', 211],
  ])('stays where it is over an export, at %s', async (start, beyond) => {
    await window.field('Segment').focus();
    await window.press('End');
    await window.type('!');
    await window.saved();
    await scrollTo(start, beyond);
    const before = await settled();
    await window.exportBack();
    await window.dialog.waitFor({ state: 'detached' });
    await standAsBefore(before);
  });

  it('stays where it is when the episode is read anew again and again', async () => {
    await scrollTo('00:06:23:17', 211);
    const before = await settled();
    await window.page.evaluate(() => {
      const { runtime } = window as unknown as { runtime: { EventsEmit(name: string, data: unknown): void } };
      for (let n = 0; n < 9; n++) runtime.EventsEmit('episode', { id: 1 });
    });
    await standAsBefore(before);
  });

  it.each([90, 400, 1500])('stays where it is while the title %d px above is changed', async (beyond) => {
    await window.chunk('02').press('Enter');
    await window.page.evaluate((by) => document.querySelector('.cm-scroller')!.scrollBy(0, by), beyond);
    const before = await settled();
    await window.field('Title').focus();
    await window.press('End');
    await window.type('s');
    await window.press('Enter');
    await window.saved();
    await standAsBefore(before);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
