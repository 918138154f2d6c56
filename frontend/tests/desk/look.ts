/** Pictures of what shows, in both themes, and what axe finds wrong with it. */
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EditorWindow, Theme } from './window';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const themes: Theme[] = ['light', 'dark'];
/** Where axe looks if nothing is said: what lies under a dialog is out of use, and was looked at before. */
const inUse = `document.querySelector('dialog:modal') ?? document`;
/** What axe looks at in the second theme: a theme is nothing but colours. */
const ofColours: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** Looks at what shows now, in one theme after the other: nothing is wrong with it. */
export async function lookAt(window: EditorWindow, name: string, where?: ElementContext): Promise<void> {
  for (const theme of themes) {
    await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
    await window.screenshot(`${name}-${theme}`);
    const found = await wrongWith(window.page, where, theme === themes[0] ? {} : ofColours);
    expect(found, `${name}, ${theme}`).toEqual([]);
  }
}

/** What axe finds wrong with a page as it shows now, a text for each element. */
export async function wrongWith(page: Page, where?: ElementContext, options: RunOptions = {}): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ path: axe });
  const place = where === undefined ? inUse : JSON.stringify(where);
  // All else that axe tells of would only be carried out of the page and thrown away.
  const asked = JSON.stringify({ resultTypes: ['violations'], ...options });
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(${place}, ${asked}).then((found) => found.violations)`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}
