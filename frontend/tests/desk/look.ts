/** Pictures of what shows, in both themes, and what axe finds wrong with it. */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import type { EditorWindow, Theme } from './window';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const themes: Theme[] = ['light', 'dark'];
/** Where axe looks: what lies under a dialog is out of use, and was looked at before. */
const inUse = `document.querySelector('dialog:modal') ?? document`;
/** What axe looks at in the second theme: a theme is nothing but colours. */
const ofColours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** Looks at what shows now, in one theme after the other: nothing is wrong with it. */
export async function lookAt(window: EditorWindow, name: string): Promise<void> {
  for (const theme of themes) {
    await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
    await window.screenshot(`${name}-${theme}`);
    if (!(await window.page.evaluate('"axe" in window'))) await window.page.addScriptTag({ path: axe });
    // All else that axe tells of would only be carried out of the page and thrown away.
    const options = { resultTypes: ['violations'], ...(theme === themes[0] ? {} : ofColours) };
    const violations = await window.page.evaluate<AxeResults['violations']>(
      `axe.run(${inUse}, ${JSON.stringify(options)}).then((found) => found.violations)`,
    );
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
    );
    expect(found, `${name}, ${theme}`).toEqual([]);
  }
}
