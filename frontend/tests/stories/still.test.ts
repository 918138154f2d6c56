/** The page stands still: nothing that is said, opened, saved or exported moves the words that somebody reads. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

  it('leaves turns selected when the episode is read anew', async () => {
    await window.selectTurn('00:06:23:17');
    await window.press('Shift+ArrowDown');
    const selected = () =>
      window.page.evaluate(() => ({
        old: document.querySelectorAll('.cm-line.was-here').length,
        turns: [...document.querySelectorAll('.cm-line.stet-in-sel')].map((line) => line.textContent),
        told: document.querySelector('.cm-editor [role="status"]')!.textContent.startsWith('2 turns selected'),
      }));
    const { turns } = await selected();
    expect(turns.length).toBeGreaterThan(1);
    await window.page.evaluate(() => {
      for (const line of document.querySelectorAll('.cm-line')) line.classList.add('was-here');
      const { runtime } = window as unknown as { runtime: { EventsEmit(name: string, data: unknown): void } };
      runtime.EventsEmit('episode', { id: 1 });
    });
    await expect.poll(selected).toEqual({ old: 0, turns, told: true });
    // The one that was stretched to is still the one that moves.
    await window.press('Shift+ArrowUp');
    await expect.poll(async () => (await selected()).turns).toEqual(turns.slice(0, 1));
    await window.press('Escape');
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

describe('a long page', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async ({ folder }) => {
        const at = (n: number) =>
          [n / 3600, (n / 60) % 60, n % 60, 0].map((p) => `${Math.floor(p)}`.padStart(2, '0')).join(':');
        const turns = Array.from({ length: 600 }, (_, n) => {
          // A short answer now and then, so that sometimes there is one in sight and mostly there is none.
          const words =
            n % 50 === 49
              ? 'Yes, it did.'
              : 'The bell in the tower rang twice, and then the whole town went out to look. '.repeat(3);
          return `${at(n * 8)} - ${at(n * 8 + 7)}\n${n % 2 === 0 ? 'Odette' : 'Barnaby'}\n${words.trim()}\n`;
        });
        await mkdir(join(folder, 'long'));
        await writeFile(
          join(folder, 'long', 'ep9-01.md'),
          `---\ntitle: Long\nepisode: 9\nchunk: 1\n---\n\n${turns.join('\n')}`,
        );
        return [join(folder, 'long')];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('The bell in the tower').first().waitFor();
    },
  );

  it('goes by in order, and is taken for as high from wherever it is looked at', async () => {
    const seen = await window.page.evaluate(async () => {
      const page = document.querySelector('.cm-scroller')!;
      const out: { height: number; first: number }[] = [];
      for (let n = 0; n < 90; n++) {
        page.scrollTop += n < 60 ? 700 : -700;
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        const { top } = page.getBoundingClientRect();
        const first = [...document.querySelectorAll('.stet-cell')].find(
          (cell) => cell.getBoundingClientRect().bottom > top,
        );
        out.push({
          height: document.querySelector('.cm-content')!.clientHeight,
          first: Number((first as HTMLElement).dataset.turn),
        });
      }
      return out;
    });
    // It learns how high lines are as it goes, but no single line is a measure of all others.
    for (let n = 1; n < seen.length; n++) {
      const [a, b] = [seen[n - 1]!, seen[n]!];
      expect(Math.abs(b.height - a.height) / a.height, `height at step ${n}`).toBeLessThan(0.1);
      expect(Math.sign(b.first - a.first), `way at step ${n}`).toBe(n < 60 ? 1 : -1);
    }
  });
});
