/** The margin beside the words: whatever is done and wherever one goes, a timecode stands at its own turn. */
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the margin', () => {
  let window: EditorWindow;

  atDesk({ sound: false }, (at) => {
    ({ window } = at);
  });

  it('stays at the words of a speaker whose run ends and begins elsewhere', async () => {
    await window.selectTurn('00:00:33:06');
    for (const key of ['1', '2', 'Control+z', 'Control+z']) {
      await window.press(key);
      expect(await offTheWords(window), key).toEqual([]);
    }
  });

  it('stays where an empty turn is above what is drawn', async () => {
    await window.words.focus();
    await window.press('Escape', 'Escape', 'Control+Home', 'Enter');
    await window.saved();
    for (let top = 0; top <= 1200; top += 20) {
      await window.page.locator('.cm-scroller').evaluate((scroller, to) => scroller.scrollTo(0, to), top);
      expect(await offTheWords(window), `at ${top}`).toEqual([]);
    }
    expect(window.complaints).toEqual([]);
  });

  it('and the tint of a selected turn end before the page does, in a narrow window too', async () => {
    await window.page.setViewportSize({ width: 1280, height: 800 });
    await window.selectTurn('00:00:33:06');
    const room = await window.page.evaluate(() => {
      const page = document.querySelector('.cm-scroller')!;
      const right = page.getBoundingClientRect().left + page.clientWidth;
      return right - document.querySelector('.cm-line.stet-in-sel')!.getBoundingClientRect().right;
    });
    expect(room).toBeGreaterThanOrEqual(8);
  });
});

/** The cells of the margin that are on screen and have no line beside them, once the page has come to rest. */
function offTheWords(window: EditorWindow): Promise<string[]> {
  return window.page.evaluate(async () => {
    const places = () =>
      [...document.querySelectorAll('.cm-line, .stet-cell')].map((each) => each.getBoundingClientRect().top).join();
    for (let last = '', same = 0, frames = 0; same < 3 && frames < 100; frames++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = places();
      same = now === last ? same + 1 : 0;
      last = now;
    }
    const page = document.querySelector('.cm-scroller')!.getBoundingClientRect();
    const tops = [...document.querySelectorAll('.cm-line')].map((line) => line.getBoundingClientRect().top);
    return [...document.querySelectorAll('.stet-cell')].flatMap((cell) => {
      const { top, bottom } = cell.getBoundingClientRect();
      if (bottom < page.top || top > page.bottom || tops.some((each) => Math.abs(each - top) < 1)) return [];
      return `${cell.textContent} at ${Math.round(top)}`;
    });
  });
}
