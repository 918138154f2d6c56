/** What was done is kept: over a reload, a restart, and a program that is killed. */
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const turn = '00:03:23:04';

describe('what was done', () => {
  let window: EditorWindow;

  const sitting = atDesk({ sound: false, each: true }, async (at) => {
    ({ window } = at);
    await window.mend(turn, 'wait', 'weight');
  });

  const startAgain = async (kill: boolean) => {
    window = await sitting.restart({ kill });
    await window.words.waitFor();
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  };

  it('shows after a reload, where it was done', async () => {
    const here = await window.turn(turn).getAttribute('data-turn');
    await expect.poll(async () => (await window.call<LibraryView>('Library')).last.turn).toBe(Number(here));
    await window.page.reload();
    await window.words.getByText('The weight on this side').waitFor();
  });

  it('is where the program is started again, and how the window was set, however soon it was closed', async () => {
    await window.caretBefore('00:04:41:07', 'Hazel');
    await window.press('Control+Shift+\\');
    const last = await window.turn('00:04:41:07').getAttribute('data-turn');
    window = await sitting.restart();
    await window.words.getByText('She came up with her school').waitFor();
    expect((await window.call<LibraryView>('Library')).last.turn).toBe(Number(last));
    expect(await window.page.getByRole('tab', { name: 'Metadata' }).isVisible()).toBe(false);
  });

  it('is there when the program is started again, and can be undone', async () => {
    await startAgain(false);
    await window.undoAll();
    expect(await window.wordsOf(turn)).toContain('The wait on this side');
  });

  it('is there as far as a comment was written when the program was killed', async () => {
    const field = () => window.page.getByRole('dialog', { name: 'Comment' }).getByRole('textbox');
    await window.caretBefore(turn, 'weight');
    await window.press('Control+Shift+m');
    await field().waitFor();
    await window.type('Said twice, the second time');
    await expect.poll(() => window.call<string>('Recall', 'comment')).toContain('second time');
    await startAgain(true);
    await window.page.getByText('A comment was being written when Stet ended').waitFor();
    await window.page.getByRole('button', { name: 'Write on' }).click();
    await expect.poll(() => field().inputValue()).toBe('Said twice, the second time');
    await window.press('End');
    await window.type(' louder.');
    await expect.poll(() => window.call<string>('Recall', 'comment')).toContain('louder');
    await window.press('Enter');
    await window.page.locator('.stet-comment').waitFor();
    await expect.poll(() => window.call<string>('Recall', 'comment')).toBe('');
    await startAgain(false);
    expect(await window.page.getByText('was being written when').count()).toBe(0);
    await window.page.locator('.stet-comment').waitFor();
  });

  it('is there when the program was killed after it said Saved', async () => {
    await startAgain(true);
    await window.undoAll();
    expect(await window.wordsOf(turn)).toContain('The wait on this side');
    await window.redoAll();
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  });
});
