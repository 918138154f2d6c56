/** Every screen in both themes: a picture of it, and nothing that axe finds wrong with it. */
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { EditorWindow, type Theme } from '../desk/window';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const themes: Theme[] = ['light', 'dark'];

describe('the look of', () => {
  let desk: Desk;
  let window: EditorWindow;

  beforeAll(async () => {
    desk = await Desk.sit();
    window = await EditorWindow.open(await desk.start());
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  /** Looks at what shows now, in one theme after the other. */
  async function look(name: string): Promise<void> {
    for (const theme of themes) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await window.screenshot(`${name}-${theme}`);
      await window.page.addScriptTag({ path: axe });
      const { violations } = await window.page.evaluate<AxeResults>('axe.run()');
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
      );
      expect(found, `${name}, ${theme}`).toEqual([]);
    }
  }

  const close = async () => {
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  };

  it('the first screen', () => look('first-run'));

  it('the transcript', async () => {
    await window.openSample();
    await look('transcript');
  });

  it('a turn that is selected', async () => {
    await window.selectTurn('00:00:33:06');
    await look('turn-selected');
    await window.mend('00:03:23:04', 'wait', 'weight');
  });

  it('a doubtful word, and what it may be', async () => {
    await window.mend('00:03:23:04', 'weight', 'wieght');
    await window.press('ArrowRight', 'ArrowLeft', 'ArrowLeft', 'Control+.');
    await window.dialog.getByText('weight', { exact: true }).waitFor();
    await look('doubt');
    await close();
    await window.press('Control+z');
    await window.saved();
  });

  it.each(['Checks', 'History'])('%s', async (tab) => {
    await window.chunk('4').press('Enter');
    await window.page.getByRole('tab', { name: tab }).click();
    await look(tab.toLowerCase());
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

  it('the frame rate and its calibration', async () => {
    await window.button(/^30 fps/).click();
    await window.dialog.waitFor();
    await look('timecode');
    await close();
  });

  it('an export, and what came of it', async () => {
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
    await window.press('Control+e');
    await window.dialog.getByRole('checkbox', { name: /^Overwrite/ }).waitFor();
    await look('export-conflict');
    await close();
  });

  it('the smallest window', async () => {
    await window.page.setViewportSize({ width: 1024, height: 640 });
    await look('smallest');
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
