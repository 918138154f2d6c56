/** Every screen in both themes: a picture of it, and nothing that axe finds wrong with it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the look of', () => {
  let desk: Desk;
  let window: EditorWindow;

  atDesk({ empty: true }, (at) => {
    ({ desk, window } = at);
  });

  const look = (name: string) => lookAt(window, name);

  const close = async () => {
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  };

  it('the first screen', () => look('first-run'));

  it('the transcript', async () => {
    await window.openSample();
    await look('transcript');
  });

  it('the page’s head, and where in it there is something to look at', async () => {
    await window.page.getByRole('heading', { level: 1, name: 'The Mending Hour Episode 3' }).waitFor();
    const marks = window.page.locator('.marks i');
    await marks.nth(2).waitFor();
    expect(await marks.count()).toBe(3);
    await window.button('Find in the episode').click();
    await window.page.getByRole('textbox', { name: 'Find', exact: true }).waitFor();
    await window.press('Escape');
  });

  it('a turn under the mouse, and its menu', async () => {
    await window.words.getByRole('group', { name: 'Barnaby, 00:00:20:08' }).hover();
    await look('turn-tools');
    await window.button('More to do with the turn').click();
    await look('turn-menu');
    await window.press('Escape');
    await window.words.focus();
    await window.press('Escape');
  });

  it('the library with what has problems, and without anything', async () => {
    const filter = async (name: string) => {
      await window.button('Filter the library').click();
      await window.page.getByRole('menuitemradio', { name }).press('Enter');
    };
    await filter('With problems');
    await window.chunk('1').waitFor({ state: 'detached' });
    await window.chunk('4').waitFor();
    await look('library-filtered');
    await filter('Exported');
    await look('library-none');
    await window.button('Show all chunks').press('Enter');
    await window.chunk('1').waitFor();
  });

  it('the dock as a strip, and at its highest', async () => {
    await window.page.getByRole('separator', { name: 'Height of the sound' }).focus();
    await window.press('Home');
    await look('dock-strip');
    await window.press('End');
    await look('dock-high');
    await window.press('Enter');
  });

  it('a turn that is selected', async () => {
    await window.selectTurn('00:00:33:06');
    await look('turn-selected');
    await window.press('Control+j');
    await window.page.getByRole('option').first().waitFor();
    await look('speaker');
    await window.press('F2');
    await window.type('Odette');
    await look('speaker-rename');
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await window.mend('00:03:23:04', 'wait', 'weight');
  });

  it('a comment, a bookmark and a turn that is checked', async () => {
    await window.selectTurn('00:00:33:06');
    await window.press('c', 'Control+d');
    await window.page.locator('.toast').waitFor();
    await window.page.locator('.toast').waitFor({ state: 'hidden' });
    await window.press('Control+Shift+m');
    await window.type('Is it an iron frame?');
    await look('comment');
    await window.press('Enter');
    await window.saved();
  });

  it('a doubtful word, and what it may be', async () => {
    await window.mend('00:03:23:04', 'weight', 'wieght');
    // It is looked up when the hands rest and the caret has left it.
    await window.press('ArrowRight');
    await window.page.locator('.stet-doubt', { hasText: 'wieght' }).waitFor();
    await window.press('ArrowLeft', 'ArrowLeft', 'Control+.');
    await window.dialog.getByText('weight', { exact: true }).waitFor();
    await look('doubt');
    await window.press('1');
    await window.saved();
  });

  it.each(['Checks', 'Notes', 'History'])('%s', async (tab) => {
    await window.chunk('4').press('Enter');
    await window.page.getByRole('tab', { name: tab }).click();
    await look(tab.toLowerCase());
    await window.page.getByRole('tab', { name: 'Metadata' }).click();
  });

  it('a step of the history, and the text as imported', async () => {
    await window.page.getByRole('tab', { name: 'History' }).click();
    // The last step is a comment, which changes no word.
    const steps = window.page.getByRole('list', { name: /^History/ }).getByRole('listitem');
    await steps
      .filter({ hasText: /Typed|Changed/ })
      .first()
      .getByRole('button', { name: 'What it did' })
      .press('Enter');
    await window.page
      .getByRole('list', { name: /^History/ })
      .locator('ins')
      .waitFor();
    await look('history-step');
    await window.button('Compare with the import…').press('Enter');
    await window.dialog.locator('ins').first().waitFor();
    await look('as-imported');
    await close();
    await window.page.getByRole('tab', { name: 'Metadata' }).click();
  });

  it('the metadata of a chunk', async () => {
    await window.chunk('4').press('Enter');
    await window.page.getByRole('button', { name: 'Add a field…' }).press('Enter');
    await look('metadata');
    await window.press('Escape');
  });

  it('the palette', async () => {
    await window.press('Control+k');
    await window.type('the');
    await look('palette');
    await close();
  });

  it('the keys', async () => {
    await window.page.getByRole('treeitem').first().focus();
    await window.press('?');
    await window.dialog.waitFor();
    await look('keys');
    await close();
  });

  it('the palette with chunks, keys and speakers', async () => {
    for (const [name, typed] of [
      ['chunks', '#'],
      ['keys', '?'],
      ['speakers', '@'],
    ] as const) {
      await window.press('Control+k');
      await window.type(typed);
      await look(`palette-${name}`);
      await close();
    }
  });

  it('the settings', async () => {
    await window.press('Control+,');
    await window.dialog.waitFor();
    await look('settings');
    await window.page.getByRole('tab', { name: 'Keys' }).click();
    await look('settings-keys');
    await window.button('Add a key for Settings…').click();
    await window.button('Press the new key').waitFor();
    await look('settings-press');
    await window.press('F8');
    await window.dialog.getByText('Also “Next problem”').waitFor();
    await look('settings-clash');
    await window.press('Escape');
    await close();
  });

  it('the menus and the text size', async () => {
    for (const name of ['Theme', 'Add to the library', 'Text size']) {
      await window.page.getByRole('button', { name, exact: true }).click();
      await look(`menu-${name.toLowerCase().replaceAll(' ', '-')}`);
      await window.press('Escape');
    }
  });

  it('the frame rate and its calibration', async () => {
    await window.button(/^30 fps/).click();
    await window.dialog.waitFor();
    await look('timecode');
    await close();
  });

  it('an export, and what came of it', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByRole('button', { name: 'Export 1 file' }).waitFor();
    await look('export');
    await window.press('Control+Enter');
    await window.dialog.getByText('1 file written').waitFor();
    await look('exported');
    await close();
  });

  it('a conflict', async () => {
    await window.mend('00:03:23:04', 'weight', 'load');
    const file = join(desk.openedSample, 'ep03-02-weights-pendulum-and-pennies.md');
    await writeFile(file, (await readFile(file, 'latin1')).replace('two hundred kilos', 'a hundred kilos'), 'latin1');
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByRole('checkbox', { name: /^Overwrite/ }).waitFor();
    await look('export-conflict');
    await close();
    const note = window.page.getByRole('group', { name: /changed on disk$/ });
    await note.waitFor();
    await look('conflict-note');
    await note.getByRole('button', { name: 'Compare' }).click();
    await window.dialog.waitFor();
    await look('compare');
    await close();
    await writeFile(file, (await readFile(file, 'latin1')).replace('The weight', 'The waits'), 'latin1');
    await note.getByRole('button', { name: 'Take in changes' }).click();
    await window.button('Settle…').click();
    await window.dialog.getByText('1 of 1').waitFor();
    await look('settle');
    await window.press('1');
    await window.dialog.waitFor({ state: 'detached' });
  });

  it.each(['contrast', 'forced colours'])('a window with %s', async (kind) => {
    // What was said last may be there still.
    await window.page.locator('.toast').waitFor({ state: 'hidden' });
    await window.page.emulateMedia(kind === 'contrast' ? { contrast: 'more' } : { forcedColors: 'active' });
    await window.selectTurn('00:00:33:06');
    await look(`transcript-${kind.replace(' ', '-')}`);
    if (kind === 'forced colours') {
      const open = window.page.locator('.nav-i[aria-current="page"]');
      expect(await open.evaluate((e) => getComputedStyle(e).outlineStyle)).toBe('solid');
    }
    await window.press('Control+,');
    await window.dialog.waitFor();
    await look(`settings-${kind.replace(' ', '-')}`);
    await close();
    await window.page.emulateMedia({ contrast: null, forcedColors: null });
  });

  it('the focus, wherever it goes', async () => {
    const ringless = new Set<string>();
    const seen = new Set<string>();
    const step = async (key: string) => {
      await window.press(key);
      const { name, ring } = await window.page.evaluate(focusRing);
      seen.add(name);
      if (!ring) ringless.add(name);
    };
    await window.press('F6');
    for (let n = 0; n < 4; n++) {
      await step('F6');
      for (let k = 0; k < 12; k++) await step('Tab');
    }
    await window.press('Control+,');
    await window.dialog.waitFor();
    await step('ArrowDown');
    for (let k = 0; k < 12; k++) await step('Tab');
    await close();
    expect([...ringless]).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });

  it('the smallest window, and the inspector over its page', async () => {
    await window.page.setViewportSize({ width: 1024, height: 640 });
    await look('smallest');
    await window.press('Control+Shift+\\');
    await window.page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await look('smallest-inspector');
    await window.press('Control+Shift+\\');
  });

  it('the window at twice its size', async () => {
    await window.page.setViewportSize({ width: 720, height: 450 });
    await look('twice');
    await window.press('Control+,');
    await window.dialog.waitFor();
    await look('twice-settings');
    await close();
  });

  it('a window of which nothing is heard', async () => {
    await window.page.setViewportSize({ width: 1440, height: 900 });
    await desk.card!.end();
    await window.button('Play').click();
    await window.page.getByRole('alert').waitFor();
    await look('no-device');
    expect(window.complaints).toEqual([]);
  });
});

/** What has the focus, and whether that shows: by a ring on it or around it, by a mark of its own, or by a caret. */
function focusRing(): { name: string; ring: boolean } {
  const element = document.activeElement as HTMLElement;
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}`;
  const writes = element.matches('[contenteditable="true"], textarea, input:not([type]), input[type="text"]');
  const around: (HTMLElement | null)[] = [element, element.parentElement, element.closest('.field')];
  const ringed = around.some((each) => {
    const { outlineStyle, outlineWidth } = each ? getComputedStyle(each) : { outlineStyle: 'none', outlineWidth: '0' };
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  const own = getComputedStyle(element, '::after');
  const marked = own.content !== 'none' && (own.width === '2px' || own.height === '2px');
  return { name, ring: writes || ringed || marked || element === document.body };
}
