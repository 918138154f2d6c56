/**
 * An episode, from one transcript to its published files, by the keyboard alone: taken in, cut where it parts, given titles
 * and what else belongs into front matter, checked, and exported.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('from a transcript to published files', () => {
  let desk: Desk;
  let window: EditorWindow;
  let folder: string;
  let whole: string;

  atDesk({ sound: false, empty: true }, async (at) => {
    ({ desk, window } = at);
    folder = join(desk.folder, 'The Mending Hour');
    await mkdir(folder);
    whole = await readFile(join(import.meta.dirname, 'ep04-whole.md'), 'utf8');
    await writeFile(join(folder, 'ep04.md'), whole.replace('and the river pushes', 'and the the river pushes'));
  });

  const rail = () => window.page.getByRole('treeitem', { level: 3 });
  const proposals = () => window.page.getByRole('listbox', { name: /^Proposed boundaries/ });
  const command = async (words: string) => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.press('Enter');
  };
  /** Writes over a field of the chunk that shows. */
  const write = async (name: string, text: string) => {
    await window.field(name).focus();
    await window.press('Control+a');
    await window.type(text);
    await window.press('Tab');
    await window.saved();
  };
  /** Puts items into a list of the chunk that shows. */
  const add = async (name: string, ...items: string[]) => {
    await window.field(name).focus();
    for (const item of items) {
      await window.type(item);
      await window.press('Enter');
    }
    await window.press('Tab');
    await window.saved();
  };
  const tab = async (name: string) => {
    await window.page.getByRole('tab', { name: new RegExp(`^${name}`) }).focus();
    await window.press('Enter');
  };
  const turn = (from: string, to?: string) => {
    const start = whole.indexOf(`${from} - `);
    return whole.slice(start, to === undefined ? undefined : whole.indexOf(`${to} - `)).trim();
  };

  it('is shown before it comes, and comes by a key', async () => {
    await window.drop(join(folder, 'ep04.md'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in ep04.md' });
    await dialog.getByText('48 turns').waitFor();
    await dialog.getByText('Odette, Barnaby', { exact: true }).waitFor();
    await window.press('Enter');
    await window.words.getByText('Welcome back to The Mending Hour').waitFor();
    await expect.poll(() => rail().count()).toBeLessThan(2);
  });

  it('has boundaries proposed, that are looked at one by one', async () => {
    await window.words.focus();
    await command('propose boundaries');
    await proposals().and(window.page.locator(':focus')).waitFor();
    expect(await proposals().getByRole('option').count()).toBe(2);
    expect(await proposals().getByRole('option').first().innerText()).toContain('00:03:08:27');
    await window.words.getByText(/^A chunk of 2:5\d could begin here, after 3:02$/).waitFor();
    await window.screenshot('proposed-light');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('proposed-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
  });

  it('has one of them moved, and is cut at all', async () => {
    await window.press('ArrowDown', 'ArrowRight');
    expect(await proposals().getByRole('option', { selected: true }).innerText()).toContain('Barnaby');
    await window.press('ArrowLeft', 'ArrowRight');
    await window.press('Control+Enter');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(3);
    await proposals().waitFor({ state: 'detached' });
    // One turn of the chair has gone to the kettle: the boundary goes back.
    await window.selectTurn('00:06:12:02');
    await window.press('Control+ArrowUp');
    await window.saved();
    const begins = window.page.getByRole('slider', { name: 'Where chunk 3 begins' });
    await expect.poll(() => begins.getAttribute('aria-valuetext')).toBe('00:06:02:14');
    await window.screenshot('cut-at-all');
  });

  it('is split and joined by keys', async () => {
    await window.caretBefore('00:06:57:06', 'You cut');
    await window.press('Control+Shift+S');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(4);
    await window.press('Control+Shift+J');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(3);
  });

  it('gets titles, which slugs follow, and what belongs into front matter', async () => {
    await tab('Metadata');
    for (const [number, title, tag, topic, summary] of [
      [
        '1',
        'A Rope With Three Strands',
        'ropes',
        'Splicing',
        'Barnaby splices the rope that the ferry of Ambleford hangs on.',
      ],
      [
        '2',
        'The Kettle in the Hat Box',
        'kettles',
        'Soldering',
        'A kettle that was boiled dry gets a patch and a new skin of tin.',
      ],
      [
        '3',
        'Four Corners of Rush',
        'chairs',
        'Weaving',
        'How rush is cut and twisted, and how to tell a lazy weaver by the thumb.',
      ],
    ] as const) {
      await window.chunk(number).press('Enter');
      await write('Title', title);
      await write('Segment', title);
      await add('Topics', topic);
      await add('Tags', tag);
      await add('Entities', 'Odette Finch');
      await write('Summary', summary);
    }
    await expect.poll(() => window.field('Slug').inputValue()).toBe('ep04-03-four-corners-of-rush');
    await window.screenshot('published-fields');
  });

  it('is checked, and what is found is mended by a key', async () => {
    await window.words.focus();
    await window.chunk('1').press('Enter');
    await tab('Checks');
    const card = window.page.locator('[data-check]', { hasText: '“the” stands twice' }).first();
    await window.screenshot('published-checks');
    await card.getByRole('button', { name: 'Write “the”' }).focus();
    await window.press('Enter');
    await card.waitFor({ state: 'detached' });
    await window.saved();
    await window.page.getByText(/^Each of 48 turns stands in one of 3 chunks, once/).waitFor();
    expect(await window.page.locator('.card.is-bad').count()).toBe(0);
  });

  it('ends in files whose every byte is as it should be', async () => {
    await window.exportBack();
    expect((await readdir(folder)).sort()).toEqual([
      'ep04-01-a-rope-with-three-strands.md',
      'ep04-02-the-kettle-in-the-hat-box.md',
      'ep04-03-four-corners-of-rush.md',
      'ep04.md',
    ]);
    expect(await readFile(join(folder, 'ep04.md'), 'utf8')).toContain('and the the river');
    const second = `---
type: podcast-chunk
title: The Kettle in the Hat Box
slug: ep04-02-the-kettle-in-the-hat-box
series: The Mending Hour
episode: 4
chunk: 2
segment: The Kettle in the Hat Box
timecode: 00:03:08:27 – 00:05:59:23
start_time: 00:03:08:27
end_time: 00:05:59:23
speakers:
  - Odette
  - Barnaby
topics:
  - Soldering
tags:
  - kettles
entities:
  - Odette Finch
summary: A kettle that was boiled dry gets a patch and a new skin of tin.
---

${turn('00:03:08:27', '00:06:02:14')}
`;
    expect(await readFile(join(folder, 'ep04-02-the-kettle-in-the-hat-box.md'), 'utf8')).toBe(second);
    const body = async (name: string) => {
      const text = (await readFile(join(folder, name), 'utf8')).split('\n---\n')[1]!;
      expect(text).toMatch(/^\n\d\d:/);
      return text.trim();
    };
    expect(await body('ep04-01-a-rope-with-three-strands.md')).toBe(turn('00:00:04:00', '00:03:08:27'));
    expect(await body('ep04-03-four-corners-of-rush.md')).toBe(turn('00:06:02:14'));
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
