/** Where there is little room, or much to show: long names, many chunks, a small window. Nothing is cut off or covered. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const files = 120;
const speaker = 'Adalbert Featherstonehaugh-Cholmondeley of Ambleford';
const clock = (n: number) => `0${Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')}:00:00`;
const chunk = (n: number) => `---
title: Step ${n}
slug: ep05-${String(n).padStart(2, '0')}-step
series: Low Water
episode: 5
chunk: ${n}
speakers: [${speaker}, Mira]
topics: [Climbing the Stair, Rust]
tags: [clocks, open-source]
entities: [Ambleford, Kettle & Sons]
---

${clock(n - 1)} - ${clock(n)}
${speaker}
And on it goes.
`;

describe('a window with little room', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = join(at.folder, 'low water');
        await mkdir(folder);
        for (let n = 1; n <= files; n++) await writeFile(join(folder, `step-${n}.md`), chunk(n));
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('And on it goes.').first().waitFor();
    },
  );

  const box = async (what: Locator) => (await what.boundingBox())!;
  const resize = (width: number, height: number) => window.page.setViewportSize({ width, height });
  /** How far texts, of which there are some, are too wide for the boxes that they stand in, in pixels. */
  const over = async (what: Locator) => {
    await what.first().waitFor();
    return what.evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth));
  };

  it('shows a bar of many chunks under their episode', async () => {
    const widths = await window.page
      .locator('.segbar > i')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(widths).toHaveLength(files);
    expect(Math.min(...widths)).toBeGreaterThan(1);
  });

  it('finds a chunk by its name before commands that have only the letters of it', async () => {
    await window.press('Control+k');
    await window.type('step');
    expect(await window.dialog.getByRole('option').first().textContent()).toContain('Step 1');
    // Where nothing is called like that, there is no list without an entry.
    await window.type('zzz');
    await window.dialog.getByText('Nothing is called that.').waitFor();
    expect(await window.dialog.getByRole('listbox').count()).toBe(0);
    await window.press('Escape');
  });

  it('keeps a repair with a long name in its card, and the way to let it stand beside it', async () => {
    await window.page.getByRole('tab', { name: /^Checks/ }).click();
    const card = window.page.locator('.card', { hasText: 'Mira is listed' });
    const repair = card.getByRole('button', { name: `List ${speaker}` });
    const [outer, inner] = await Promise.all([box(card), box(repair)]);
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
    expect(await repair.getAttribute('title')).toBe(`List ${speaker}`);
    await window.screenshot('narrow-card');
  });

  it('has room for the lists of the board, and the tags below them', async () => {
    await window.press('Control+2');
    await window.page.getByRole('gridcell').first().waitFor();
    await resize(960, 600);
    const heads = window.page.getByRole('columnheader');
    expect(Math.max(...(await over(heads)))).toBeLessThanOrEqual(0);
    expect(Math.max(...(await over(window.page.locator('.toks .tok .ell'))))).toBeLessThanOrEqual(0);
    await window.screenshot('narrow-board');
    const find = window.page.getByRole('textbox', { name: 'Find a tag' });
    await find.focus();
    const [field, page] = await Promise.all([box(find), box(window.page.locator('main.board'))]);
    expect(field.y + field.height).toBeLessThanOrEqual(page.y + page.height);
  });

  it('keeps the names of tags and chunks in sight while the matrix scrolls', async () => {
    await window.button('Matrix').click();
    const place = window.page.locator('main.board');
    await window.page.locator('.mx').evaluate((matrix) => (matrix.scrollTop = 1200));
    const [whole, head, last] = await Promise.all([
      box(window.page.locator('.mx')),
      box(window.page.getByRole('columnheader', { name: 'open-source' })),
      box(place.getByRole('button', { name: 'Change all chunks…' })),
    ]);
    expect(head.y).toBeGreaterThanOrEqual(whole.y);
    expect(last.x + last.width).toBeLessThan(whole.x + whole.width);
    await window.screenshot('narrow-matrix');
    // A cell that the keys go to is not under them.
    await window.page.locator('[data-cell="20/0"]').focus();
    for (let n = 0; n < 15; n++) await window.press('ArrowUp');
    const cell = await box(window.page.locator('[data-cell="5/0"]'));
    expect(cell.y).toBeGreaterThanOrEqual(head.y + head.height - 1);
    await window.press('Control+1');
  });

  it('writes what chooses how to compare on one line', async () => {
    await window.mend('00:00:00:00', 'goes', 'went');
    await window.press('Control+e');
    const compare = window.dialog.getByRole('button', { name: 'Side by side' });
    await compare.waitFor();
    expect(await compare.evaluate((button) => button.scrollHeight - button.clientHeight)).toBeLessThanOrEqual(0);
    await window.screenshot('narrow-export');
    await window.press('Escape');
    await resize(1440, 900);
  });

  it('complains of nothing', () => expect(window.complaints).toEqual([]));
});
