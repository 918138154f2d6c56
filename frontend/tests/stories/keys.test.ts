/** Somebody makes the keys their own, with the keys alone: a change, a clash, another set, and all of it kept. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the keys', () => {
  let window: EditorWindow;

  const sitting = atDesk({}, (at) => {
    ({ window } = at);
  });

  const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

  /** Goes to something by Tab, in a dialog that keeps the focus to itself. */
  async function tabTo(target: Locator, key = 'Tab'): Promise<void> {
    for (let n = 0; n < 60 && !(await focused(target)); n++) await window.press(key);
    expect(await focused(target)).toBe(true);
  }

  const find = () => window.dialog.getByRole('textbox', { name: 'Find a command or a key' });
  const row = (name: string) =>
    window.dialog.getByRole('row').filter({ has: window.page.getByText(name, { exact: true }) });
  const rail = () => window.page.getByRole('navigation', { name: 'Library' });
  const closed = () => window.dialog.waitFor({ state: 'detached' });

  async function openKeys(search: string): Promise<void> {
    await window.press('Control+,');
    await window.dialog.getByRole('tab', { name: 'General' }).waitFor();
    await window.press('ArrowDown');
    await tabTo(find());
    await window.press('Control+a');
    await window.type(search);
  }

  /** Begins another key for a command, and presses it. */
  async function add(command: string, ...keys: string[]): Promise<void> {
    await tabTo(window.dialog.getByRole('button', { name: `Add a key for ${command}` }));
    await window.press('Enter');
    await window.button('Press the new key').waitFor();
    await window.press(...keys);
  }

  it('gives a command one more key', async () => {
    await window.words.focus();
    await openKeys('library');
    await add('Hide or show the library', 'F10');
    await window.press('Enter');
    await window.dialog.getByText('F10 is “Hide or show the library” now.').waitFor();
    await window.press('Escape');
    await closed();
    expect(await focused(window.words)).toBe(true);
    await window.press('F10');
    await rail().waitFor({ state: 'detached' });
    await window.press('Control+\\');
    await rail().waitFor();
  });

  it('says beside both commands that they would clash, before anything is kept', async () => {
    await openKeys('export…');
    await tabTo(row('Export…').getByRole('button', { name: /^Ctrl\+E/ }));
    await window.press('Enter', 'F8');
    await window.dialog.getByRole('alert').getByText('Also “Next problem”').waitFor();
    await row('Next problem').getByText('F8: also “Export…”, once that is set').waitFor();
    await window.screenshot('settings-clash');
    await window.press('Escape');
    await window.dialog.getByText('once that is set').waitFor({ state: 'detached' });
    expect(
      await row('Export…')
        .getByRole('button', { name: /^Ctrl\+E/ })
        .count(),
    ).toBe(1);
  });

  it('takes the key from the other when asked to', async () => {
    await window.press('Enter', 'F8');
    await window.button('Take it from “Next problem”').waitFor();
    await window.press('Enter');
    await window.dialog.getByText('F8 is “Export…” now. “Next problem” gave it up.').waitFor();
    await window.press('Escape');
    await closed();
    expect(await window.page.getByRole('banner').getByRole('button', { name: 'Export…' }).textContent()).toContain(
      'F8',
    );
    await window.press('F8');
    await window.dialog.getByRole('heading', { name: /^Export/ }).waitFor();
    await window.press('Escape');
    await closed();
  });

  it('refuses what is typed, and takes it where nothing is', async () => {
    await openKeys('play or pause');
    await add('Play or pause', 'j');
    await window.dialog.getByText('J is typed in the words. Add Ctrl, or let it hold on whole turns.').waitFor();
    expect(await window.button('Set the key').isDisabled()).toBe(true);
    await tabTo(window.dialog.getByRole('combobox', { name: 'Where it holds' }));
    await window.type('On');
    await tabTo(window.button('Set the key'));
    await window.press('Enter');
    await window.dialog.getByText('J is “Play or pause” now.').waitFor();
    await window.press('Escape');
    await closed();

    await window.words.focus();
    await window.type('j');
    await window.saved();
    await window.press('Control+z');
    await window.press('Escape');
    await expect.poll(() => window.announced()).toContain('Turn selected');
    await window.press('j');
    await window.button('Pause').waitFor();
    await window.press('j');
    await window.button('Play').waitFor();
    await window.press('Escape');
  });

  it('has another set for those who come from oTranscribe', async () => {
    await openKeys('');
    await tabTo(window.button('oTranscribe'), 'Shift+Tab');
    await window.press('Enter');
    await window.dialog.getByText('Esc plays and pauses').waitFor();
    await window.press('Escape');
    await closed();
    await window.words.focus();
    await window.press('Escape');
    await window.button('Pause').waitFor();
    await window.press('Escape');
    await window.button('Play').waitFor();
    await window.press('Control+Shift+a');
    await expect.poll(() => window.announced()).toContain('Turn selected');
    await window.press('Escape');
  });

  it('keeps all of it', async () => {
    await expect.poll(() => window.call<string>('Recall', 'layout')).toContain('otranscribe');
    window = await sitting.restart();
    await window.opened();
    await window.words.focus();
    await window.press('Escape');
    await window.button('Pause').waitFor();
    await window.press('Escape');
    await window.button('Play').waitFor();
    await window.press('F10');
    await rail().waitFor({ state: 'detached' });
    await window.press('F10');
    await rail().waitFor();
    await window.press('F8');
    await window.dialog.getByRole('heading', { name: /^Export/ }).waitFor();
    await window.press('Escape');
    await closed();
  });

  it('shows them in the palette, which finds a command by a few letters', async () => {
    await window.press('Control+Shift+p');
    await window.type('hitl');
    const option = window.dialog.getByRole('option', { selected: true });
    await option.getByText('Hide the library').waitFor();
    expect(await option.textContent()).toContain('F10');
    await window.press('Control+a');
    await window.type('#weights');
    await option.getByText('Weights, a Pendulum').waitFor();
    await window.press('Control+a');
    await window.type('?f10');
    await option.getByText('Hide the library').waitFor();
    await window.press('Enter');
    await rail().waitFor({ state: 'detached' });
    await window.press('Control+Shift+p');
    await window.type('join the sel');
    await option.getByText('Fewer than two turns are selected').waitFor();
    expect(await option.getAttribute('aria-disabled')).toBe('true');
    expect(await option.textContent()).toContain('M');
    await window.press('Enter');
    await option.getByText('Join the selected turns').waitFor();
    await window.press('Control+a');
    await window.type('undo');
    await window.dialog.getByRole('option', { name: /^Undo There is nothing to undo/ }).waitFor();
    await window.press('Control+a');
    await window.type('font');
    await window.dialog.getByRole('option', { name: /^Larger words/ }).waitFor();
    await window.press('Control+a');
    await window.type('library');
    expect(await option.getAttribute('aria-disabled')).toBeNull();
    await window.press('Control+a', 'Backspace');
    await option.getByText('Show the library').waitFor();
    await window.press('Enter');
    await rail().waitFor();
  });

  it('leaves undo to the history, also where the browser’s own menu asks for it', async () => {
    await window.words.focus();
    expect(await window.words.innerText()).not.toContain('Ø');
    await window.type('Ø');
    await window.saved();
    expect(await window.words.innerText()).toContain('Ø');
    // The command that the menu stands for, on a key that is nobody's.
    const browser = await window.page.context().newCDPSession(window.page);
    await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'F13', code: 'F13', commands: ['undo'] });
    await expect.poll(() => window.words.innerText()).not.toContain('Ø');
    await window.page.getByRole('banner').getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => window.words.innerText()).toContain('Ø');
    await window.undoAll();
  });

  it('gives them all back', async () => {
    await openKeys('');
    await tabTo(window.button('Reset all keys'), 'Shift+Tab');
    await window.press('Enter');
    await window.dialog.getByText('All keys are those of oTranscribe.').waitFor();
    await window.press('Escape');
    await closed();
    await window.words.focus();
    await window.press('F10');
    await window.press('Control+e');
    await window.dialog.getByRole('heading', { name: /^Export/ }).waitFor();
    await window.press('Escape');
    expect(await rail().count()).toBe(1);
    expect(window.complaints).toEqual([]);
  });
});
