/** A turn as one thing: the group that it is for a screen reader, its tools under the mouse, and what is told of it. */
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('a turn', () => {
  let window: EditorWindow;

  atDesk({ sound: false }, (at) => {
    ({ window } = at);
  });

  const group = (name: string) => window.words.getByRole('group', { name, exact: true });
  const told = () => window.page.locator('.toast');

  it('is a group with the name of its speaker and its time', async () => {
    await group('Odette, 00:00:01:15').getByText('welcome to The Mending Hour').waitFor();
    await window.caretBefore('00:00:33:06', 'bed,');
    await window.press('Shift+Enter');
    await group('Barnaby, 00:00:33:06, paragraph 2').getByText('bed, full of').waitFor();
    await window.press('Escape', '1');
    await group('Odette, 00:00:33:06').waitFor();
    await window.saved();
    await window.undoAll();
    await group('Barnaby, 00:00:33:06').getByText('bed, full of').waitFor();
    // Without a name of their own there are only lines that are not the turn's.
    expect(await window.words.locator('.cm-line:not([aria-label])').count()).toBe(0);
  });

  it('has its tools at the right while the mouse is over it', async () => {
    const more = window.button('More to do with the turn');
    await group('Odette, 00:00:48:27').hover();
    await window.button('Check the turn').click();
    await group('Odette, checked, 00:00:48:27').waitFor();
    expect(await window.announced()).toBe('Turn selected: Odette, checked, 00:00:48:27');
    await group('Barnaby, 00:00:49:21').hover();
    const box = await more.boundingBox();
    const words = await group('Barnaby, 00:00:49:21').boundingBox();
    expect(box!.y - words!.y).toBeLessThan(12);
    await more.click();
    await window.page.getByRole('menuitem', { name: 'Delete the selected turns' }).press('Enter');
    await window.saved();
    expect(await group('Barnaby, 00:00:49:21').count()).toBe(0);
    await window.press('Control+z');
    await group('Barnaby, 00:00:49:21').waitFor();
  });

  it('gives the focus back when its menu is left', async () => {
    await group('Odette, 00:01:05:27').hover();
    await window.button('More to do with the turn').click();
    await window.page.getByRole('menuitem').first().waitFor();
    await window.press('Escape');
    expect(await window.button('More to do with the turn').evaluate((each) => each === document.activeElement)).toBe(
      true,
    );
    await window.page.mouse.move(5, 5);
    await window.press('ArrowDown');
    expect(await window.announced()).toBe('Turn selected: Barnaby, 00:01:08:20');
  });

  it('has its tools no longer once somebody types, wherever the mouse was when their menu was left', async () => {
    const more = window.button('More to do with the turn');
    await group('Odette, 00:01:05:27').hover();
    await more.click();
    await window.page.getByRole('menuitem').first().waitFor();
    await window.page.mouse.move(5, 5);
    await window.press('Escape');
    await window.caretBefore('00:01:05:27', '');
    await window.type('x');
    await expect.poll(() => more.count()).toBe(0);
    await window.press('Control+z');
    await window.saved();
  });

  it('tells when it is parted, joined, or begins at another time, with the way back', async () => {
    await window.caretBefore('00:00:33:06', 'bed,');
    await window.press('Enter');
    await told().getByText('Split the turn').waitFor();
    await window.press('Backspace');
    await told().getByText('Joined turns').waitFor();
    await window.selectTurn('00:00:33:06');
    await window.press(']');
    await told()
      .getByText(/^Set the (start|end) to /)
      .waitFor();
    await told().getByRole('button', { name: 'Undo' }).waitFor();
  });

  it('is told of where nothing else stands', async () => {
    await window.press('2', '1');
    await told().getByText('Gave the turn to Odette').waitFor();
    await window.press('Control+j');
    const option = window.page.getByRole('option').last();
    await option.waitFor();
    const picker = (await option.boundingBox())!;
    expect((await told().boundingBox())!.y).toBeGreaterThan(picker.y + picker.height);
    // The answer to the edit comes while the picker is open, and leaves the focus where it is.
    await window.saved();
    const field = window.page.getByRole('combobox', { name: /^Speaker of/ });
    expect(await field.evaluate((each) => each === document.activeElement)).toBe(true);
    await window.press('Escape');
    await expect.poll(() => window.words.evaluate((words) => words.contains(document.activeElement))).toBe(true);
    await window.press('2');
    await told().getByText('Gave the turn to Barnaby').waitFor();
    await window.press('Control+Shift+f', 'Control+h');
    const foot = (await window.page.locator('footer.foot').boundingBox())!;
    const toast = (await told().boundingBox())!;
    expect(toast.y + toast.height).toBeLessThan(foot.y);
    expect(window.complaints).toEqual([]);
  });
});
