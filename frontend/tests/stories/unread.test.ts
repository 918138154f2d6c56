/** A chunk whose front matter cannot be read, on the board: it is said, led to, and left alone by what is done to many. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';
const third = 'ep03-03-the-night-it-struck-thirteen.md';

describe('front matter that cannot be read, on the board', () => {
  let window: EditorWindow;
  let folder: string;
  let was: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        const path = join(folder, second);
        await writeFile(
          path,
          (await readFile(path, 'latin1')).replace(/^title: .*$/m, 'title: Weights: "and'),
          'latin1',
        );
        was = await readFile(path, 'latin1');
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const unread = () => window.page.getByRole('gridcell', { name: /The front matter cannot be read/ });
  const focused = () => window.page.evaluate(() => document.activeElement?.textContent?.replaceAll(/\s+/g, ' ') ?? '');

  it('is said in the place of its lists, and counts as lacking nothing', async () => {
    await window.press('Control+2');
    await unread().waitFor();
    expect(await window.page.getByRole('gridcell', { name: /^No (topics|tags)/ }).count()).toBe(0);
    expect(await window.page.getByText(/lacks metadata/).count()).toBe(0);
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await window.screenshot(`board-unread-${theme}`);
    }
  });

  it('is walked over by the arrows', async () => {
    await window.page.getByRole('gridcell', { name: /^Chunk 1 / }).focus();
    await window.press('ArrowRight', 'ArrowDown');
    await expect.poll(focused).toMatch(/^The front matter cannot be read/);
    await window.press('ArrowRight', 'ArrowDown', 'ArrowUp', 'End');
    await expect.poll(focused).not.toMatch(/cannot be read/);
  });

  it('is left alone where many are changed, which is told with what was done', async () => {
    await window.page.getByRole('gridcell', { name: /^Chunk 1 / }).focus();
    await window.press('Control+a');
    await window.page.getByRole('button', { name: 'Tags', exact: true }).press('Enter');
    await window.page.getByRole('combobox', { name: 'Add a tag' }).focus();
    await window.type('spires');
    await window.page.getByText('adds to 3', { exact: true }).waitFor();
    await window.press('Enter');
    await window.dialog.getByText('Stay as they are').waitFor();
    await window.dialog.getByRole('button', { name: 'Change 3 chunks' }).waitFor();
    await window.press('Control+Enter');
    await window.page
      .locator('.toast', { hasText: /^Added spires to 3 chunks; 1 chunk could not be changed/ })
      .waitFor();
    await window.exportBack();
    expect(await readFile(join(folder, third), 'latin1')).toContain('- spires\n');
    expect(await readFile(join(folder, second), 'latin1')).toBe(was);
  });

  it('is led to with Enter, where it can be mended', async () => {
    await unread().focus();
    await window.press('Enter');
    await window.words.waitFor();
    await window.page.getByRole('tab', { name: /^Metadata/, selected: true }).waitFor();
  });
});
