/** The focus: wherever it was, there is somewhere for the next key to go, and after a start that is where one left off. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const wait = '00:03:23:04';

describe('the focus', () => {
  let desk: Desk;
  let window: EditorWindow;

  atDesk({ sound: false }, (at) => {
    ({ desk, window } = at);
  });

  const focused = () => window.page.evaluate(() => document.activeElement?.className ?? '');
  const inWords = () => expect.poll(focused).toContain('cm-content');

  it('goes to the words when the first screen has gone', async () => {
    await inWords();
  });

  it('has a way out of the words, where Tab plays, and tells it', async () => {
    const described = await window.words.getAttribute('aria-describedby');
    expect(await window.page.locator(`[id="${described}"]`).textContent()).toBe('F6 leads out of the words.');
    await window.press('F6');
    expect(await window.page.getByRole('complementary').locator(':focus').count()).toBe(1);
    await window.press('Shift+F6');
    await inWords();
    // Whole turns have nothing that Tab could write over.
    await window.press('Escape', 'Tab');
    expect(await window.page.getByRole('complementary').locator(':focus').count()).toBe(1);
    await window.press('Shift+F6', 'Escape');
    await inWords();
  });

  it('goes to the rows of a menu by their first letters', async () => {
    const theme = window.page.getByRole('button', { name: 'Theme', exact: true });
    await theme.focus();
    await window.press('Enter');
    const row = () => window.page.evaluate(() => document.activeElement?.textContent?.trim());
    for (const [letter, name] of [
      ['d', 'Dark'],
      ['a', 'As the system'],
      ['L', 'Light'],
      ['x', 'Light'],
    ] as const) {
      await window.press(letter);
      expect(await row()).toBe(name);
    }
    await window.press('Escape');
    await window.words.focus();
  });

  it('comes back after a start to the place in the words', async () => {
    const place = (await window.wordsOf(wait)).indexOf('two hundred');
    await window.caretBefore(wait, 'two hundred');
    const kept = () => window.call<{ last: { offset: number } }>('Library');
    await expect.poll(async () => (await kept()).last.offset).toBe(place);
    await window.page.reload();
    await inWords();
    await window.type('x');
    await window.saved();
    expect(await window.wordsOf(wait)).toContain(' xtwo hundred');
  });

  it('goes to the words when there is nothing left to undo', async () => {
    const undo = window.page.getByRole('banner').getByRole('button', { name: 'Undo' });
    await undo.focus();
    while (await undo.isEnabled()) {
      await window.press('Enter');
      await window.saved();
    }
    await inWords();
  });

  it('goes to the words when a note is closed', async () => {
    await window.drop(join(desk.folder, 'nope.md'));
    await window.page.getByRole('region', { name: 'Notes' }).getByRole('button', { name: 'Close' }).press('Enter');
    await inWords();
  });

  it('goes to the turn of a timecode, caret and all', async () => {
    await window.caretBefore(wait, 'two hundred');
    await window.press('Control+k');
    await window.type(':00:06:23:17');
    await window.press('Enter');
    await inWords();
    await window.type('x');
    await window.saved();
    expect(await window.wordsOf('00:06:23:17')).toMatch(/^x/);
  });

  it('leaves the caret and the inspector where they are when the open episode is opened once more', async () => {
    await window.caretBefore(wait, 'two hundred');
    const slug = await window.field('Slug').inputValue();
    expect(slug).toContain('weights');
    await window.press('Control+k');
    await window.type('the mending hour episode 3');
    const fetched = window.page.waitForResponse(/\/api\/episodes\/\d+$/);
    await window.press('Enter');
    await (await fetched).finished();
    await inWords();
    await window.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await window.field('Slug').inputValue()).toBe(slug);
    await window.type('y');
    await window.saved();
    expect(await window.wordsOf(wait)).toContain(' ytwo hundred');
  });

  it('goes to where a screen reader puts the caret, also from a field', async () => {
    await window.caretBefore(wait, 'two hundred');
    await window.field('Slug').focus();
    await window.press('End');
    await window.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    // A selection in the words brings the focus there.
    await window.page.evaluate(() => {
      const walk = document.createTreeWalker(document.querySelector('.cm-content')!, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.textContent!.indexOf('cast iron');
        if (at >= 0) return getSelection()!.collapse(node, at);
      }
      throw new Error('no cast iron');
    });
    await inWords();
    await window.type('z');
    await window.saved();
    expect(await window.wordsOf(wait)).toContain(' zcast iron');
  });

  it('stays in what is opened from the end of a row, and comes back to that row', async () => {
    const name = () => window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await window.caretBefore(wait, 'wait on');
    await window.press('Home');
    const row = await window.page.evaluate(() => getSelection()!.anchorOffset);
    for (const [keys, field] of [
      ['Control+f', 'Find'],
      ['Control+j', 'Speaker of 1 turn'],
      ['Control+Shift+m', /^Comment on/],
    ] as const) {
      await window.press('End');
      await window.drawn();
      await window.press(keys);
      // The editor looks at its caret once the page is laid out anew.
      await window.page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
      expect(await name(), keys).toMatch(field);
      await window.press('Escape');
      await inWords();
      await window.press('Home');
      await expect.poll(() => window.page.evaluate(() => getSelection()!.anchorOffset)).toBe(row);
    }
  });

  it('leaves the caret where it is, however late the page hears of what the browser did with it', async () => {
    await window.caretBefore(wait, 'kilos');
    await window.page.evaluate(() =>
      document.addEventListener('focusin', ({ target }) => {
        if (!(target as Element).matches('.cm-content')) return;
        for (const until = performance.now() + 400; performance.now() < until;);
      }),
    );
    await window.press('Control+k', 'Escape');
    await inWords();
    await window.type('x');
    await window.saved();
    expect(await window.wordsOf(wait)).toContain(' xkilos');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
