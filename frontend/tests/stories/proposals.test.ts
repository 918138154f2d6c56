/** Many boundaries that are proposed, with long names and long words: the list stays in its place, and its buttons in sight. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const speakers = ['Wilhelmina Featherstonehaugh-Montgomery', 'Donaudampfschifffahrtskapitän'];
const letters = ['ba', 'ko', 'mi', 'tu', 'ne', 'ra', 'so', 'li', 'ga', 'po', 'du', 'fe', 'wi', 'ho'];
/** Words that no other subject has. */
const wordsOf = (subject: number) =>
  [0, 1, 2, 3].map(
    (n) =>
      `${letters[subject % 14]}${letters[(subject * 5 + n) % 14]}${letters[(n * 3 + 1) % 14]}${letters[Math.floor(subject / 14) + n]}l`,
  );

const subjects = 28;
const turns = 24;
const clock = (s: number) =>
  [s / 3600, (s / 60) % 60, s % 60].map((n) => String(Math.floor(n)).padStart(2, '0')).join(':');

const transcript = Array.from({ length: subjects * turns }, (_, n) => {
  const words = wordsOf(Math.floor(n / turns));
  const said = `The ${words[n % 4]} and the ${words[(n + 1) % 4]} make a ${words[(n + 2) % 4]} here. `.repeat(3);
  return `${clock(n * 10)}:00 - ${clock(n * 10 + 10)}:00\n${speakers[n % 2]}\n${said.trim()}\n`;
}).join('\n');

describe('many boundaries that are proposed', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = join(at.folder, 'Long Talk');
        await mkdir(folder);
        await writeFile(join(folder, 'ep09.md'), transcript);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.button('Take in 1 transcript').click();
      await window.words.getByText('make a').first().waitFor();
    },
  );

  const list = () => window.page.getByRole('listbox', { name: /^Proposed boundaries/ });
  const chosen = () => list().getByRole('option', { selected: true });
  const inside = () =>
    list().evaluate((box) => {
      const row = box.querySelector('[aria-selected="true"]')!.getBoundingClientRect();
      const { top, bottom } = box.getBoundingClientRect();
      return row.top >= top - 1 && row.bottom <= bottom + 1;
    });

  it('scroll in their list, and nothing is wider than it', async () => {
    await window.words.focus();
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type('propose boundaries');
    await window.press('Enter');
    await list().and(window.page.locator(':focus')).waitFor();
    expect(await list().getByRole('option').count()).toBeGreaterThan(15);
    await list().getByText(speakers[0]!).first().waitFor();
    await lookAt(window, 'proposals');
    await list().focus();
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
    ] as const) {
      await window.page.setViewportSize({ width, height });
      await window.press('Home', 'End');
      await expect.poll(inside).toBe(true);
      for (const colorScheme of ['dark', 'light'] as const) {
        await window.page.emulateMedia({ colorScheme });
        await window.screenshot(`proposals-many-${colorScheme}-${width}`);
      }
      const sizes = await list().evaluate((box) => ({
        deep: box.scrollHeight > box.clientHeight,
        wide: box.scrollWidth > box.clientWidth,
        odd: [...box.querySelectorAll('li')].filter((row) => row.scrollWidth > row.clientWidth).length,
      }));
      expect(sizes).toEqual({ deep: true, wide: false, odd: 0 });
      const cut = await window.button(/^Cut at all \d+ places$/).boundingBox();
      expect(cut!.y + cut!.height).toBeLessThan(height);
    }
  });

  it('are gone through by keys, and the one that is at stays in sight', async () => {
    await window.press('Home');
    await expect.poll(inside).toBe(true);
    const first = await chosen().innerText();
    for (let n = 0; n < 9; n++) await window.press('ArrowDown');
    await expect.poll(inside).toBe(true);
    expect(await chosen().innerText()).not.toBe(first);
    const before = await list().getByRole('option').count();
    await window.press('Delete');
    await expect.poll(() => list().getByRole('option').count()).toBe(before - 1);
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
