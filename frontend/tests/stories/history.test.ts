/** Going about in what was done, with the keys alone: to any step, into what it did, and back to what was imported. */
import { describe, expect, it } from 'vitest';
import type { EpisodeView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { changedLines, type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const turn = '00:03:23:04';

describe('the history', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  const sitting = atDesk({ sound: false }, async (at) => {
    ({ desk, window } = at);
    shipped = await readChunks(sampleFolder);
  });

  const tab = () => window.page.getByRole('tab', { name: 'History' });
  const list = () => window.page.getByRole('list', { name: /^History/ });
  const lines = () => list().locator('[data-seq]');
  /** What the line with the focus says. */
  const line = () => window.page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  const did = () => list().locator('.did');

  async function showHistory(): Promise<void> {
    await window.press('Control+k');
    await window.type('show history');
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await tab().focus();
    await lines().first().waitFor();
    const onLine = () => window.page.evaluate(() => document.activeElement?.hasAttribute('data-seq'));
    for (let tabs = 0; tabs < 10 && !(await onLine()); tabs++) await window.press('Tab');
    expect(await onLine()).toBe(true);
  }

  async function command(name: string): Promise<void> {
    await window.words.focus();
    await window.press('Control+k');
    await window.type(name);
    await window.press('Enter');
  }

  it('names what was typed, and where', async () => {
    await window.mend(turn, 'wait', 'weight');
    await window.selectTurn('00:06:23:17');
    await window.press('2');
    await window.saved();
    await window.mend('00:00:33:06', 'the', 'a');
    await showHistory();
    await expect.poll(() => lines().count()).toBe(4);
    expect(await line()).toMatch(/^Changed “the,” to “a,” 1, 00:00:33:06 .* ago$/);
    await window.press('ArrowDown', 'ArrowDown');
    expect(await line()).toMatch(/^Changed “wait” to “weight” 02, 00:03:23:04/);
  });

  it('shows what a step did, as it was then', async () => {
    await window.press(' ');
    await did().getByText('Barnaby, 00:03:23:04').waitFor();
    expect(await did().locator('del').allTextContents()).toEqual(['wait']);
    expect(await did().locator('ins').allTextContents()).toEqual(['weight']);
    await window.press('ArrowUp', 'ArrowRight');
    await did().getByText('speaker').waitFor();
    expect(await did().first().locator('del').allTextContents()).toEqual(['Odette']);
    expect(await did().first().locator('ins').allTextContents()).toEqual(['Barnaby']);
    await window.press('ArrowLeft', 'ArrowDown', ' ');
    await expect.poll(() => did().count()).toBe(0);
  });

  it('goes back to any step, and on again', async () => {
    await window.press('ArrowDown');
    expect(await line()).toBe('Before the first change');
    await window.press('Enter');
    await expect.poll(() => list().locator('.is-undone').count()).toBe(3);
    await window.press('ArrowUp', 'Enter');
    await expect.poll(() => list().locator('.is-undone').count()).toBe(2);
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
    await window.redoAll();
    expect(await list().locator('.is-undone').count()).toBe(0);
  });

  it('goes to what was left behind, also after a restart', async () => {
    await showHistory();
    await window.press('End', 'ArrowUp', 'Enter');
    await expect.poll(() => list().locator('.is-undone').count()).toBe(2);
    await window.mend(turn, 'side', 'end');
    await expect.poll(() => lines().count()).toBe(5);
    window = await sitting.restart({ kill: true });
    await window.words.waitFor();
    await showHistory();
    await expect.poll(() => lines().count()).toBe(5);
    await window.press('ArrowDown');
    expect(await line()).toContain('left behind');
    await window.press('Enter');
    await expect.poll(() => list().locator('.is-undone').count()).toBe(1);
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
    await window.selectTurn('00:06:23:17');
    expect(await window.announced()).toContain('Barnaby');
  });

  it('compares with what was imported, and gets a turn back', async () => {
    await command('compare with the import');
    await window.dialog.getByRole('button', { name: /Weights, a Pendulum/ }).focus();
    await window.press('Enter');
    await window.dialog.locator('del', { hasText: 'a' }).first().waitFor();
    const { dialog } = window;
    await dialog.getByRole('button', { name: 'Get all 3 chunks back' }).waitFor();
    await dialog.getByRole('button', { name: 'Get chunk 02 back' }).waitFor();
    expect(await dialog.getByText(/\.md$/).textContent()).toMatch(/^ep03-02-/);
    await dialog.getByText('What you get back is one step, and can be undone.', { exact: true }).waitFor();
    // No line goes on out of sight.
    const cut = (all: Element[]) => all.filter((each) => each.scrollWidth > each.clientWidth).length;
    expect(await dialog.locator('.dl > .l, .dl > .r').evaluateAll(cut)).toBe(0);
    expect(await dialog.locator('.dl').evaluateAll((all) => all.some((each) => each.clientHeight > 30))).toBe(true);
    await window.screenshot('history-compare');
    await window.press('Escape');
    await window.caretBefore(turn, 'weight');
    await command('get the turn back as imported');
    await window.saved();
    expect(await window.wordsOf(turn)).toContain('The wait on this side');
    await window.press('Control+z');
    await window.saved();
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  });

  it('gets the imported bytes back after an export', async () => {
    await window.exportBack();
    expect(changedLines(shipped, await readChunks(desk.openedSample)).length).toBe(3);
    await window.mend(turn, 'weight', 'load');
    await command('get the episode back as imported');
    await window.page.getByText('Got the episode back as imported').first().waitFor();
    await window.saved();
    await window.exportBack();
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    expect(await window.wordsOf(turn)).toContain('The load on this side');
  });

  it('draws of a long history only what is in sight', async () => {
    const { id, chunks } = await window.page.evaluate(async () => {
      const answer = await fetch('/api/episodes/1');
      return (await answer.json()) as EpisodeView;
    });
    const text = chunks[0]!.turns[0]!.id;
    for (let n = 1; n <= 1500; n++) {
      await window.call('Edit', {
        episode: id,
        name: `Edit ${n}`,
        ops: [{ kind: 'text', turn: text, para: 0, from: 0, to: 0, text: 'o' }],
        typing: false,
      });
    }
    await window.page.reload();
    await window.words.waitFor();
    await showHistory();
    expect(await line()).toMatch(/^Edit 1500 /);
    await window.page.getByText(/^1,50\d steps$/).waitFor();
    expect(await lines().count()).toBeLessThan(60);
    await window.press('End');
    await expect.poll(line).toBe('Before the first change');
    expect(await lines().count()).toBeLessThan(60);
    await window.press('PageUp', 'PageUp', 'PageUp');
    const far = await line();
    expect(far).toMatch(/^Edit \d\d? /);
    await window.press('Enter');
    const back = window.page.getByRole('banner').getByRole('button', { name: /^Undo/ });
    await expect.poll(() => back.getAttribute('title')).toContain(far.split(' 1, ')[0]);
    expect(await line()).toBe(far);
    await window.press('Home');
    expect(await line()).toMatch(/^Edit 1500/);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
