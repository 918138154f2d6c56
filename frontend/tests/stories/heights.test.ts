/** The heights of lines: a key goes through what changed, however much has been read, and finds what all would give. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle } from '../desk/bundle';
import { atDesk } from '../desk/story';
import type { Compared } from './heights.page';

describe('the heights of lines', () => {
  const at = atDesk({ empty: true, sound: false }, () => {});

  it('are gone through where something changed, and are the same', async () => {
    const page = await at.window.page.context().newPage();
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ content: await bundle(join(import.meta.dirname, 'heights.page.ts')) });
    const { plain, ours, tops } = await page.evaluate<Compared>('compare()');
    await page.close();
    expect(plain).toBeGreaterThan(1000);
    expect(ours).toBeLessThan(60);
    expect(tops.ours).toEqual(tops.plain);
  });
});
