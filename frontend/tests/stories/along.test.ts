/** Lines that are longer than the window, as where a paragraph is one line: the export goes along to the word that changed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const name = 'ep06-01-the-long-rope.md';
const long = `${'The rope goes over the wheel and down the well. '.repeat(8)}Then it comes to the bucket at last.`;
const file = `---
title: The Long Rope
slug: ep06-01-the-long-rope
series: The Mending Hour
episode: 6
chunk: 1
summary: Odette follows a rope to its end. Barnaby holds it.
---

00:00:01:00 - 00:00:50:00
Odette
${long}

00:00:50:00 - 00:01:20:00
Barnaby
${long.replace('Then', 'And then')}
`;

describe('long lines of an export', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = join(at.folder, 'Ropes');
        await mkdir(folder);
        await writeFile(join(folder, name), file);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('Then it comes').first().waitFor();
      await window.mend('00:00:01:00', 'bucket', 'pail');
    },
  );

  const along = () => window.dialog.getByRole('group', { name: 'Along the lines' });
  /** Of the first word struck and the first put in, read at one moment: whether it lies within its side, and how far its side has gone along. */
  const both = () =>
    window.dialog.evaluate((dialog) => {
      const word = (kind: 'del' | 'ins') => {
        const element = dialog.querySelector(kind)!;
        const cell = element.closest('.l, .r')!.getBoundingClientRect();
        const text = element.closest('.t')!.getBoundingClientRect();
        const { left, right } = element.getBoundingClientRect();
        return { seen: left >= cell.left && right <= cell.right, gone: Math.round(cell.left - text.left) };
      };
      return { old: word('del'), now: word('ins') };
    });

  it('go along to the word, on both sides alike', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.locator('ins').first().waitFor();
    await expect.poll(both).toMatchObject({ old: { seen: true }, now: { seen: true } });
    const { old, now } = await both();
    expect(now.gone).toBeGreaterThan(500);
    expect(old.gone).toBe(now.gone);
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.screenshot(`export-along-${colorScheme}`);
    }
  });

  it('go back by keys, and along again to the next change', async () => {
    await along().focus();
    const { gone } = (await both()).now;
    for (let n = 0; n < 30; n++) await window.press('ArrowLeft');
    await expect.poll(async () => (await both()).now.gone).toBeLessThan(gone - 900);
    const { old, now } = await both();
    expect(now.seen).toBe(false);
    expect(old.gone).toBe(now.gone);
    await window.press('F7');
    await expect.poll(both).toMatchObject({ old: { seen: true }, now: { seen: true } });
  });

  it('are wrapped, and then nothing goes along', async () => {
    await window.dialog.getByRole('button', { name: 'Wrap', exact: true }).focus();
    await window.press('Enter');
    await along().waitFor({ state: 'detached' });
    await expect.poll(async () => (await both()).now.seen).toBe(true);
    expect((await both()).now.gone).toBeLessThan(20);
    await window.press('Escape');
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
