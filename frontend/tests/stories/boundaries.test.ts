/** The line between two chunks, moved on the waveform by hand and by keys, a turn at a time. */
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the boundary of a chunk on the waveform', () => {
  let window: EditorWindow;

  atDesk({ sound: false }, (at) => {
    ({ window } = at);
  });

  const strip = () => window.page.getByRole('group', { name: 'Episode overview' });
  const grip = () => strip().getByRole('slider', { name: 'Where chunk 3 begins' });
  const begins = () => grip().getAttribute('aria-valuetext');
  const middle = async () => {
    const box = (await grip().boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
  };

  /** Whether the page shows the turn with a timecode. */
  const shown = (code: string | null) =>
    window.page.evaluate((text) => {
      const page = document.querySelector('.cm-scroller')!.getBoundingClientRect();
      return [...document.querySelectorAll('.cm-scroller *')].some((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return each.textContent === text && top >= page.top && bottom <= page.bottom;
      });
    }, code);

  it('is a target of its size, beside which the strip is what it was', async () => {
    const { box } = await middle();
    expect(Math.round(box.width)).toBe(24);
    expect(box.height).toBeGreaterThanOrEqual(24);
    await window.page.mouse.move(box.x, box.y + 6);
    await window.screenshot('boundaries-strip');
  });

  it('says what moves while it is dragged, and Escape leaves it', async () => {
    const before = await begins();
    const { x, y } = await middle();
    await window.page.mouse.move(x, y);
    await window.page.mouse.down();
    await window.page.mouse.move(x - 60, y, { steps: 5 });
    await strip()
      .getByRole('status')
      .getByText(/^\d+ turns? to 3: 02 runs \d:\d\d, 3 \d:\d\d$/)
      .waitFor();
    // Whoever drags sees the turn that the chunk would begin with.
    const told = window.page.locator('.told', { hasText: (await begins()) ?? 'nothing' });
    expect((await told.innerText()).split('\n').at(-1)).toMatch(/^00:0\d:\d\d:\d\d \p{L}.{10,}/u);
    expect(await begins()).not.toBe(before);
    const now = await begins();
    await expect.poll(() => shown(now)).toBe(true);
    await window.screenshot('boundary-dragged-light');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('boundary-dragged-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
    await window.press('Escape');
    expect(await begins()).toBe(before);
    await expect.poll(() => shown(before)).toBe(true);
    await window.page.mouse.up();
    expect(await begins()).toBe(before);
  });

  it('moves whole turns when it is let go, in one step', async () => {
    const before = await begins();
    const { x, y } = await middle();
    await window.page.mouse.move(x, y);
    await window.page.mouse.down();
    await window.page.mouse.move(x + 50, y, { steps: 5 });
    await window.page.mouse.up();
    await window.saved();
    await expect.poll(begins).not.toBe(before);
    const moved = await begins();
    // What the front matter says of the times follows.
    await window.chunk('3').press('Enter');
    await expect.poll(() => window.field('Start time').inputValue()).toBe(moved);
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await expect.poll(begins).toBe(before);
  });

  it('is moved by the arrows, and by a command from the words', async () => {
    const before = await begins();
    await grip().focus();
    await window.press('ArrowRight');
    await window.saved();
    await expect.poll(begins).not.toBe(before);
    await window.press('ArrowLeft');
    await window.saved();
    await expect.poll(begins).toBe(before);
    await window.selectTurn(before!);
    await window.press('Control+ArrowDown');
    await window.saved();
    await expect.poll(begins).not.toBe(before);
    const once = await begins();
    // The caret has stayed in its turn, and the same boundary goes on.
    await window.press('Control+ArrowDown');
    await window.saved();
    await expect.poll(begins).not.toBe(once);
    await window.press('Control+ArrowUp');
    await window.saved();
    await expect.poll(begins).toBe(once);
    await window.press('Control+ArrowUp');
    await window.saved();
    await expect.poll(begins).toBe(before);
  });

  it('has a flag over the lanes, which can be taken as well', async () => {
    await grip().focus();
    await window.press('Enter');
    const flag = window.page.locator('.zoomed').getByRole('slider', { name: 'Where chunk 3 begins' });
    await flag.waitFor();
    await window.screenshot('boundary-flag');
    const before = await begins();
    const box = (await flag.boundingBox())!;
    await window.page.mouse.move(box.x + box.width / 2, box.y + 8);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + 400, box.y + 8, { steps: 8 });
    await window.screenshot('boundary-flag-dragged');
    await window.page.mouse.up();
    await window.saved();
    await expect.poll(begins).not.toBe(before);
    await window.undoAll();
    await expect.poll(begins).toBe(before);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
