/** Marks and the focus are seen: in the themes, and where the system chooses the colours and takes backgrounds away. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('what is marked', () => {
  let window: EditorWindow;

  atDesk({}, async (at) => {
    ({ window } = at);
    await window.mend('00:00:20:08', 'bucket', 'pail');
  });

  const colours = (forcedColors: 'active' | 'none', colorScheme: 'light' | 'dark') =>
    window.page.emulateMedia({ forcedColors, colorScheme, reducedMotion: 'reduce' });
  const left = async (what: Locator) => (await what.boundingBox())!.x;
  const drawn = (what: Locator) => what.evaluate((each) => getComputedStyle(each).backgroundImage !== 'none');

  /** What shows around an element, as pixels. */
  async function around(what: Locator): Promise<string> {
    const { x, y, width, height } = (await what.boundingBox())!;
    const clip = { x: Math.max(0, x - 4), y: Math.max(0, y - 4), width: width + 8, height: height + 8 };
    return (await window.page.screenshot({ clip })).toString('base64');
  }

  /** Goes on by a key, and says whether it showed where the focus was. */
  async function shows(what: Locator, away: string): Promise<boolean> {
    expect(await what.evaluate((each) => each === document.activeElement)).toBe(true);
    const with_ = await around(what);
    await window.press(away);
    return with_ !== (await around(what));
  }

  it('is a bar in the row of a chunk that was changed', async () => {
    const row = window.chunk('Stopped.*');
    await expect.poll(() => row.getAttribute('aria-label')).toContain('changed since');
    expect(await drawn(row)).toBe(true);
  });

  it.each(['light', 'dark'] as const)('is drawn where the system chooses the colours, %s', async (scheme) => {
    await colours('active', scheme);
    const { page } = window;
    for (const what of [page.getByRole('slider', { name: 'Volume' }), page.getByRole('slider', { name: 'How near' })]) {
      expect(await drawn(what)).toBe(true);
    }
    expect(await drawn(window.chunk('Stopped.*'))).toBe(true);
    expect(await drawn(page.locator('.marks > i').first())).toBe(true);
    const [segment, page_] = await page.evaluate(() =>
      ['.segbar > i', 'body'].map((each) => getComputedStyle(document.querySelector(each)!).backgroundColor),
    );
    expect(segment).not.toBe(page_);
    const outline = (what: Locator) => what.evaluate((each) => getComputedStyle(each).outlineStyle);
    expect(await outline(page.getByRole('button', { name: 'Chunk 1, Stopped' }))).toBe('solid');
    expect(await outline(page.getByRole('button', { name: 'Chunk 02, Weights' }))).toBe('none');
    await window.screenshot(`seen-forced-${scheme}`);
  });

  it('has the focus to be seen beside that', async () => {
    const { page } = window;
    await colours('active', 'light');
    const row = window.chunk('Stopped.*');
    await row.focus();
    expect(await shows(row, 'Tab')).toBe(true);
    const tab = page.getByRole('tab', { name: 'Metadata' });
    await tab.focus();
    expect(await shows(tab, 'Tab')).toBe(true);
    const line = page.getByRole('separator', { name: 'Height of the sound' });
    await line.focus();
    expect(await shows(line, 'Shift+Tab')).toBe(true);
  });

  it.each(['none', 'active'] as const)('has the focus to be seen in a field, system’s colours: %s', async (forced) => {
    await colours(forced, 'light');
    await window.press('Control+f');
    const bar = window.page.getByRole('search', { name: 'Find in the episode' });
    await bar.getByRole('textbox', { name: 'Find' }).focus();
    await window.press('Tab');
    for (const name of ['Upper and lower case differ', 'Whole word', 'Regular expression']) {
      expect(await shows(bar.getByRole('button', { name }), 'Tab'), name).toBe(true);
    }
    await window.press('Escape');
  });

  it('is a tick only where something has one', async () => {
    await colours('active', 'dark');
    await window.press('Control+Shift+f');
    await window.type('bell');
    await window.press('Control+h');
    await window.type('gong');
    const hits = window.page.getByRole('listbox', { name: 'Hits' });
    await hits.focus();
    await window.press('ArrowDown', ' ');
    await hits.getByRole('option', { selected: false }).waitFor();
    const ticks = await hits
      .locator('.tick > .i')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).visibility));
    expect(ticks).toEqual(['visible', 'hidden']);
    await window.press('Escape', 'Escape');
    await window.press('Control+1');
  });

  it('is no key that is nobody’s own', async () => {
    await window.press('Control+,');
    await window.dialog.getByRole('tab', { name: 'General' }).waitFor();
    await window.press('ArrowDown');
    const head = window.dialog.getByRole('rowheader', { name: 'Undo' });
    const [line, behind] = await head.evaluate((each) => [
      getComputedStyle(each).borderLeftColor,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect(line).toBe(behind);
    await window.press('Escape');
    await colours('none', 'light');
  });

  it('stands apart from what is beside it on the board, under what is above it', async () => {
    await window.press('Control+2');
    const cell = window.page.locator('[data-cell="0/1"]');
    await cell.focus();
    const box = (await cell.boundingBox())!;
    expect(await left(window.page.locator('[data-cell="0/2"] li').first())).toBeGreaterThanOrEqual(
      box.x + box.width + 4,
    );
    const library = await window.page
      .getByRole('navigation', { name: 'Library' })
      .getByText('Library', { exact: true })
      .last()
      .boundingBox();
    expect(await left(window.page.locator('.readout'))).toBe(library!.x);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
