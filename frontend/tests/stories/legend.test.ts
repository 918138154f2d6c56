/** The speakers in the page head when there are more than it has room for, and names that are long. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { EditorWindow } from '../desk/window';

const long = 'Alexandra Konstantinopoulou-Featherstonehaugh';
const people = [long, 'Ada', 'Björn', 'Mira', 'Odette', 'Barnaby', 'Ines', 'Hazel', 'Philippa', 'Crewe', 'Rosa', 'Tom'];
const two = (n: number) => String(n).padStart(2, '0');
const chunk = `---
title: The Choir
series: The Mending Hour
episode: 7
chunk: 1
---

${people.map((name, i) => `00:00:${two(i * 2)}:00 - 00:00:${two(i * 2 + 2)}:00\n${name}\nThat is ${i + 1}.\n`).join('')}`;

describe('the speakers in the page head', () => {
  let desk: Desk;
  let window: EditorWindow;

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    const folder = join(desk.folder, 'Choir');
    await mkdir(folder);
    await writeFile(join(folder, 'ep07-01.md'), chunk);
    window = await EditorWindow.open(await desk.start({ paths: [folder] }), { width: 1280, height: 800 });
    await window.words.getByText('That is 1.').waitFor();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const legend = () => window.page.getByRole('main').getByRole('group', { name: 'Speakers' });
  const more = () => legend().getByRole('button', { name: /^\d+ more speakers?$/ });
  /** The speakers that show, in their order. */
  const shown = async () => {
    const seen: string[] = [];
    for (const each of await legend().locator('.lg').all()) {
      if (await each.isVisible()) seen.push((await each.locator('.name').textContent())!);
    }
    return seen;
  };

  it.each([1000, 1280, 1920])('are as many as fit in one row of a window of %d, and are counted', async (width) => {
    await window.page.setViewportSize({ width, height: 800 });
    const counted = () =>
      legend().evaluate((box) => {
        const seen = [...box.getElementsByClassName('lg')].filter((each) => !each.classList.contains('over'));
        const tops = new Set(seen.map((each) => each.getBoundingClientRect().top)).size;
        return { all: seen.length + Number(box.querySelector('.more')?.textContent.slice(1) ?? 0), tops };
      });
    await expect.poll(counted).toEqual({ all: people.length, tops: 1 });
    const seen = await shown();
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(people.slice(0, seen.length));
    if (seen.length === people.length) return;
    // Nobody who would have had room was left out.
    const room = await legend().evaluate((box) => {
      const [line] = box.getElementsByClassName('line');
      const items = [...line!.children].map((each) => each.getBoundingClientRect());
      const first = items.filter(({ top }) => top === items[0]!.top);
      return { left: first[0]!.left - line!.getBoundingClientRect().left, next: items[first.length]!.width };
    });
    expect(room.left).toBeLessThan(room.next + 4);
  });

  it('show every number that is a key, without names where these have no room', async () => {
    await window.selectTurn('00:00:04:00');
    for (const width of [1280, 1920]) {
      await window.page.setViewportSize({ width, height: 800 });
      const keys = () =>
        legend()
          .locator('.lg:visible .key')
          .evaluateAll((all) => {
            const line = all[0]!.closest('.line')!.getBoundingClientRect();
            const inside = all.map((key) => key.getBoundingClientRect()).filter((box) => box.bottom <= line.bottom);
            return inside.length;
          });
      await expect.poll(keys).toBeGreaterThanOrEqual(9);
    }
  });

  it('shorten a long label, and say it whole in the tooltip', async () => {
    const first = legend().locator('.lg').first();
    expect(await first.getAttribute('title')).toContain(long);
    expect(await first.getByText(long).evaluate((name) => name.scrollWidth > name.clientWidth)).toBe(true);
  });

  it('open the picker for those without room', async () => {
    await window.page.setViewportSize({ width: 1280, height: 800 });
    await window.selectTurn('00:00:04:00');
    await more().press('Enter');
    const picker = window.page.getByRole('dialog', { name: 'Change the speaker' });
    await picker.waitFor();
    await window.screenshot('legend-more');
    const chips = () =>
      picker
        .locator('.chip')
        .evaluateAll((all) => new Set(all.map((chip) => Math.round(chip.getBoundingClientRect().left))).size);
    expect(await chips()).toBe(1);
    await window.type('tom');
    await window.press('Enter');
    await window.page.getByTestId('toast').getByText('Gave the turn to Tom').waitFor();
    await window.saved();
    expect(await window.announced()).toContain('Turn selected: Tom');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
