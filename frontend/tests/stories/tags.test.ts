/** Tags with what speaks for them: what has nothing is pointed out, what is not approved is changed, what fits is added. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const first = 'ep03-01-stopped-at-ten-past-four.md';
const approved = [
  'archives',
  'bells',
  'birds',
  'clocks',
  'local-history',
  'neighbours',
  'pendulums',
  'volunteers',
  'winding',
];

describe('the tags of a chunk', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      const edits = approved.map((name) => ({
        tag: { name, description: '', synonyms: name === 'birds' ? ['jackdaw'] : [], retired: false, instead: '' },
      }));
      await window.call('EditRegistry', 'The Mending Hour', 'Approved the tags', edits);
      await window.chunk('1').press('Enter');
    },
  );

  const tags = () => window.page.getByRole('group', { name: 'Tags', exact: true });
  const add = async (tag: string) => {
    await window.field('Tags').focus();
    await window.type(tag);
    await window.press('Enter');
  };

  it('show the sentences that speak for them, and one goes to its turn', async () => {
    const what = tags().getByRole('button', { name: /^What speaks for/ });
    await what.press('Enter');
    const sentence = tags()
      .getByRole('listitem')
      .filter({ hasText: /jackdaw/i })
      .first();
    await sentence.waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`tags-${theme}`);
    }
    await sentence.getByRole('button').press('Enter');
    expect(await window.page.evaluate(() => document.activeElement?.closest('.cm-content') !== null)).toBe(true);
  });

  it('say which have nothing that speaks for them, and take them out', async () => {
    await add('volunteers');
    await tags().getByText('Nothing in the words speaks for volunteers').waitFor();
    await tags().getByRole('button', { name: 'Remove volunteers', exact: true }).last().press('Enter');
    await tags().getByText('Nothing in the words speaks for volunteers').waitFor({ state: 'detached' });
  });

  it('are not taken before they are typed to their end, however long that takes', async () => {
    await add('volunteers');
    await window.type('local-h');
    // The look at what speaks for the first comes in between.
    await tags().getByText('Nothing in the words speaks for volunteers').waitFor();
    await window.type('istories');
    await window.press('Enter');
    await tags().getByText('local-histories is not an approved tag.').waitFor();
    for (const each of ['local-histories', 'volunteers']) {
      await tags()
        .getByRole('button', { name: `Remove ${each}`, exact: true })
        .first()
        .press('Enter');
      await tags().getByText(each, { exact: true }).first().waitFor({ state: 'detached' });
    }
  });

  it('that are not in the list are named with the nearest that are, and changed to it', async () => {
    await add('local-histories');
    await tags().getByText('local-histories is not an approved tag.').waitFor();
    await tags().getByRole('button', { name: 'Use local-history' }).press('Enter');
    // It is listed already, and does not stand there twice.
    await tags().getByText('local-histories').waitFor({ state: 'detached' });

    await add('pigeons');
    await tags().getByText('pigeons is not an approved tag.').waitFor();
    await tags().getByRole('button', { name: 'Approve it' }).press('Enter');
    await tags().getByText('pigeons is not an approved tag.').waitFor({ state: 'detached' });
    const { tags: list } = await window.call<{ tags: { name: string }[] }>('Registry', 'The Mending Hour');
    expect(list.map(({ name }) => name)).toContain('pigeons');
    await tags().getByRole('button', { name: 'Remove pigeons', exact: true }).last().press('Enter');
  });

  it('that are not in the list are problems among the others, and are changed there', async () => {
    await add('local-histories');
    await window.saved();
    await window.page.getByRole('tab', { name: /^Checks/ }).press('Enter');
    await window.page.getByText('The tag “local-histories” is not approved.').waitFor();
    // The lines of buttons begin at one place.
    const boxes = await window.page
      .getByRole('group', { name: 'The tag “local-histories” is not approved.' })
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).map(({ x, y }) => ({ x, y })));
    const begins = boxes.filter(({ x, y }) => !boxes.some((each) => Math.abs(each.y - y) < 8 && each.x < x));
    const from = begins.map(({ x }) => Math.round(x));
    expect(from.length).toBeGreaterThan(1);
    expect(new Set(from).size, from.join()).toBe(1);
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await window.screenshot(`checks-tags-${theme}`);
    }
    await window.page
      .getByRole('group', { name: 'The tag “local-histories” is not approved.' })
      .getByRole('button', { name: 'Take it out' })
      .press('Enter');
    await window.page.getByText('The tag “local-histories” is not approved.').waitFor({ state: 'detached' });

    await window.page.getByRole('tab', { name: /^Metadata/ }).press('Enter');
    await add('pigeonholes');
    await window.saved();
    await window.page.getByRole('tab', { name: /^Checks/ }).press('Enter');
    await window.button('Approve pigeonholes').press('Enter');
    await window.page.getByText('The tag “pigeonholes” is not approved.').waitFor({ state: 'detached' });
    await window.page.getByRole('tab', { name: /^Metadata/ }).press('Enter');
    await tags().getByRole('button', { name: 'Remove pigeonholes', exact: true }).last().press('Enter');
    await tags().getByText('pigeonholes').waitFor({ state: 'detached' });
  });

  it('that fit are offered with their reason, and one press lists one', async () => {
    const fits = tags().getByRole('group', { name: 'Tags that fit' });
    const offer = fits.getByRole('button', { name: /^winding\b/ });
    await offer.press('Enter');
    await offer.waitFor({ state: 'detached' });
    await window.saved();
    await window.exportBack();
    const after = (await readFile(join(folder, first), 'latin1')).split('\n');
    const was = before.get(first)!.toString('latin1').split('\n');
    expect(after.filter((line) => !was.includes(line))).toEqual(['  - winding']);
    expect(after).toHaveLength(was.length + 1);
    expect(window.complaints).toEqual([]);
  });
});
