/** A producer's sitting on the topic board, with the keyboard: what chunks list, many at once, and over the library. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const first = 'ep03-01-stopped-at-ten-past-four.md';
const second = 'ep03-02-weights-pendulum-and-pennies.md';
const third = 'ep03-03-the-night-it-struck-thirteen.md';
const fourth = 'ep03-04-gold-leaf-and-a-brake-cable.md';

describe('the topic board', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        const change = async (name: string, from: string | RegExp, to: string) => {
          const path = join(folder, name);
          await writeFile(path, (await readFile(path, 'latin1')).replace(from, to), 'latin1');
        };
        // One chunk has no topics, one another spelling of a tag, and there is a second episode,
        // whose fields stand in another order.
        await change(third, /^topics:\n(?: *- .*\n)+/m, '');
        await change(second, /^tags:\n( *)/m, 'tags:\n$1- local-histories\n$1');
        const other = (await readFile(join(folder, first), 'latin1'))
          .replace(/^episode: 3$/m, 'episode: 4')
          .replace(/^slug: ep03/m, 'slug: ep04')
          .replace(/^(title: .*\n)(slug: .*\n)(series: .*\n)/m, '$3$1$2');
        await writeFile(join(folder, 'ep04-01-stopped-again.md'), other, 'latin1');
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      window.page.setDefaultTimeout(9000);
      await window.opened();
    },
  );

  const text = async (name: string) => readFile(join(folder, name), 'latin1');
  const was = (name: string) => before.get(name)!.toString('latin1');
  const cell = (name: string | RegExp) => window.page.getByRole('gridcell', { name });
  /** What has the focus says, by its label or by its words. */
  const focused = () =>
    window.page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    });
  const toast = (said: string | RegExp) => window.page.locator('.toast', { hasText: said });

  /** Writes the whole library back, by keys alone. */
  async function exported(): Promise<void> {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByRole('button', { name: 'Library', exact: true }).press('Enter');
    await window.dialog.getByRole('button', { name: /^Export \d+ files?/ }).waitFor();
    await window.press('Control+Enter');
    await window.dialog
      .getByRole('status')
      .getByText(/written/)
      .waitFor();
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  }

  /** A change of those chosen shows what it does to each file, and is made. */
  async function settled(what: RegExp, size: string | RegExp, shot = ''): Promise<void> {
    await window.dialog.getByText(what).waitFor();
    await window.dialog.getByText(size).waitFor();
    await window.dialog.getByRole('group', { name: 'Changes' }).locator('[data-change]').first().waitFor();
    if (shot !== '') await look(shot);
    await window.press('Control+Enter');
    await window.dialog.waitFor({ state: 'detached' });
  }

  // Without sound the readout is off, and off is paler.
  const look = (name: string) => lookAt(window, name, { exclude: ['[role="timer"]'] });

  it('takes the place of the page, and its cells are walked by the arrows', async () => {
    await window.press('Control+2');
    await window.page.getByRole('main', { name: 'Topic board' }).waitFor();
    await cell(/^Chunk 1 Stopped at Ten Past Four/).waitFor();
    expect(await focused()).toMatch(/^Chunk ?1 Stopped at Ten Past Four/);
    await window.press('ArrowRight', 'ArrowRight');
    expect(await focused()).toMatch(/^clocks/);
    await window.press('ArrowDown', 'ArrowDown', 'ArrowLeft');
    expect(await focused()).toMatch(/^No topics/);
    await window.page.getByText('1 chunk lacks metadata').waitFor();
    await look('board');
  });

  it('edits a list in place, and leaves it by Escape', async () => {
    await window.press('Enter');
    const field = window.page.getByRole('textbox', { name: 'Topics of chunk 3' });
    await field.waitFor();
    await window.type('Striking Thirteen,Odd Numbers');
    await window.press('Enter');
    await window.saved();
    await window.press('Escape');
    await expect.poll(focused).toMatch(/^Striking Thirteen ?Odd Numbers$/);
    await exported();
    const lines = (await text(third)).split('\n').filter((line) => !was(third).split('\n').includes(line));
    expect(lines.map((line) => line.trim())).toEqual(['topics:', '- Striking Thirteen', '- Odd Numbers']);
  });

  it('adds a tag to those chosen, says what that does, and takes it back as one step', async () => {
    await cell(/^Chunk 1 /).focus();
    await window.press(' ', 'ArrowDown', ' ', 'ArrowDown', ' ');
    await window.page.getByRole('toolbar', { name: 'Change 3 chunks' }).waitFor();
    await window.page.getByRole('button', { name: 'Tags', exact: true }).press('Enter');
    const input = window.page.getByRole('combobox', { name: 'Add a tag' });
    await input.focus();
    await window.type('archives');
    await window.page.getByText('adds to 2, on 1 already').waitFor();
    await window.page.getByRole('option').first().waitFor();
    // All of the bar is in sight.
    const [bar, page] = await Promise.all(
      [window.page.getByRole('toolbar', { name: 'Change 3 chunks' }), window.page.locator('main.board')].map((each) =>
        each.boundingBox(),
      ),
    );
    expect(bar!.x).toBeGreaterThanOrEqual(page!.x);
    await look('board-bulk');
    await window.press('Enter');
    await settled(/^Add archives to the tags/, '2 files, 2 lines', 'board-chosen');
    await toast('Added archives to 2 chunks').waitFor();
    await exported();
    expect(await text(second)).toContain('- archives\n');
    expect(await text(third)).toContain('- archives\n');
    expect(await text(first)).toBe(was(first));
    await input.focus();
    await window.press('Escape');
    await window.press('Control+z');
    await expect.poll(async () => cell(/archives/).count()).toBe(1);
    await exported();
    expect(await text(second)).toBe(was(second));
  });

  it('copies a list from one chunk to the others', async () => {
    await cell(/^Chunk 3 /).focus();
    await window.press(' ', 'ArrowDown', ' ');
    await window.page.getByRole('group', { name: 'Field' }).getByRole('button', { name: 'Topics' }).press('Enter');
    await window.button('Copy from…').press('Enter');
    await window.page.getByRole('menuitem', { name: /^3 / }).press('Enter');
    await settled(/^Copy the topics of 3 /, '1 file, 2 lines');
    await toast('Copied the topics of 3 to 1 chunk').waitFor();
    await exported();
    expect(await text(fourth)).toMatch(/- Striking Thirteen\n *- Odd Numbers\n/);
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    expect(await text(fourth)).toBe(was(fourth));
  });

  it('puts one tag in the place of another', async () => {
    await window.page.getByRole('group', { name: 'Field' }).getByRole('button', { name: 'Tags' }).press('Enter');
    await window.page.getByRole('combobox', { name: 'Add a tag' }).focus();
    await window.type('chimes');
    await window.button('Replace a tag…').press('Enter');
    await window.page.getByRole('menuitem', { name: /^bells/ }).press('Enter');
    await settled(/^Put chimes in the place of bells/, /^2 files, /);
    await toast('Replaced bells by chimes in 2 chunks').waitFor();
    await exported();
    expect(await text(fourth)).toMatch(/- chimes\n/);
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    expect(await text(fourth)).toBe(was(fourth));
  });

  it('takes a tag out of those chosen, or leaves them', async () => {
    const take = async () => {
      await window.button('Remove a tag…').press('Enter');
      await window.page.getByRole('menuitem', { name: /^bells/ }).press('Enter');
      await window.dialog.getByText('Take bells out of the tags.').waitFor();
    };
    await window.page.getByRole('combobox', { name: 'Add a tag' }).fill('');
    await take();
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    expect(await cell(/bells/).count()).toBe(2);
    await take();
    await settled(/^Take bells out/, /^2 files, /);
    await toast('Removed bells from 2 chunks').waitFor();
    await exported();
    expect(await text(fourth)).toBe(was(fourth).replace(/^ *- bells\n/m, ''));
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    expect(await text(fourth)).toBe(was(fourth));
  });

  it('merges near duplicates over the library, after it showed each file', async () => {
    await window.button('Merge local-history and local-histories…').press('Enter');
    await window.dialog.getByText('1 file, 1 line').waitFor();
    await window.dialog.getByRole('button', { name: 'Change 1 chunk' }).waitFor();
    await window.dialog.locator('del').first().waitFor();
    await look('board-change');
    await window.press('Control+Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await toast('Merged local-histories into local-history').waitFor();
    await exported();
    expect(await text(second)).toBe(was(second).replace('- local-histories\n', '- local-history\n'));
  });

  it('drops a field in both episodes, and one Undo brings it back to both', async () => {
    const files = [...before.keys()];
    const now = new Map(await Promise.all(files.map(async (name) => [name, await text(name)] as const)));
    await window.press('Control+k');
    await window.type('Change all chunks');
    await window.press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What to do' }).selectOption('drop');
    await window.dialog.getByRole('combobox', { name: 'The field' }).focus();
    await window.type('slug');
    await window.dialog.getByRole('button', { name: 'Change 5 chunks' }).waitFor();
    await window.press('Control+Enter');
    await toast('Dropped the field Slug, in 2 episodes').waitFor();
    await exported();
    for (const name of files) expect(await text(name)).toBe(now.get(name)!.replace(/^slug: .*\n/m, ''));
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    for (const name of files) expect(await text(name)).toBe(now.get(name));
  });

  it('indents the lists, in the bytes', async () => {
    const now = await text(fourth);
    await window.button('Change all chunks…').first().press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What to do' }).selectOption('indent');
    await window.dialog.getByRole('button', { name: '0 spaces' }).press('Enter');
    await window.dialog.getByRole('button', { name: /^Change \d+ chunks/ }).waitFor();
    await window.press('Control+Enter');
    await toast('Indented the lists by 0').waitFor();
    await exported();
    expect(await text(fourth)).toBe(now.replace(/^ +- /gm, '- '));
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    expect(await text(fourth)).toBe(now);
  });

  /** Opens the dialog for one kind of change, by keys. */
  async function asks(kind: string): Promise<void> {
    await window.button('Change all chunks…').first().press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What to do' }).selectOption(kind);
  }

  /** Makes the change that shows, exports, looks at the bytes, and takes it back to the bytes before. */
  async function madeAndTakenBack(said: string | RegExp, name: string, want: (now: string) => string): Promise<void> {
    const now = await text(name);
    await window.dialog.getByRole('button', { name: /^Change \d+ chunks?/ }).waitFor();
    await window.press('Control+Enter');
    await toast(said).waitFor();
    await exported();
    expect(await text(name)).toBe(want(now));
    await window.press('Control+z');
    await window.page.locator('.toast').waitFor({ state: 'detached' });
    await exported();
    expect(await text(name)).toBe(now);
  }

  it('writes topics in Title Case, in the bytes', async () => {
    await cell(/^Chunk 4 /).focus();
    await window.press('ArrowRight', 'Enter');
    await window.page.getByRole('textbox', { name: 'Topics of chunk 4' }).waitFor();
    await window.type('the gilding of numerals');
    await window.press('Enter');
    await window.saved();
    await window.press('Escape');
    await exported();
    await asks('title');
    await madeAndTakenBack('Wrote topics in Title Case', fourth, (now) =>
      now.replace('the gilding of numerals', 'The Gilding of Numerals'),
    );
  });

  it('retires a tag for another, in the bytes', async () => {
    await asks('retire');
    await window.dialog.getByRole('combobox', { name: 'The tag' }).focus();
    await window.type('bells');
    await window.press('Enter');
    await window.dialog.getByRole('combobox', { name: 'What takes its place' }).focus();
    await window.type('chimes');
    await window.press('Enter');
    await madeAndTakenBack(/^Retired bells for chimes/, fourth, (now) => now.replace(/^( *- )bells$/m, '$1chimes'));
  });

  it('adds a field with a value where the series has it, in the bytes', async () => {
    await asks('add');
    await window.dialog.getByRole('textbox', { name: 'The field' }).focus();
    await window.type('mood');
    await window.dialog.getByRole('textbox', { name: 'Its value' }).focus();
    await window.type('quiet');
    await madeAndTakenBack(/^Added the field Mood/, second, (now) => now.replace(/\n---\n/, '\nmood: quiet\n---\n'));
  });

  it('sets a field in the chosen chunks alone, in the bytes', async () => {
    const others = await Promise.all([first, third].map((name) => text(name)));
    await cell(/^Chunk 02 /).focus();
    await window.press('Escape');
    await cell(/^Chunk 02 /).focus();
    await window.press(' ', 'ArrowDown', 'ArrowDown', ' ');
    await window.page.getByRole('toolbar', { name: 'Change 2 chunks' }).waitFor();
    await window.button('Change…').press('Enter');
    await window.dialog.getByRole('heading', { name: 'Change the chosen chunks' }).waitFor();
    expect(await window.dialog.getByRole('button', { name: 'The chosen 2' }).getAttribute('aria-pressed')).toBe('true');
    await window.dialog.getByRole('combobox', { name: 'The field' }).focus();
    await window.type('tags');
    await window.dialog.getByRole('textbox', { name: 'Its items, with commas between' }).focus();
    await window.type('clocks, towers');
    await window.dialog.getByRole('button', { name: 'Change 2 chunks' }).waitFor();
    await window.dialog.locator('ins').first().waitFor();
    await look('board-set');
    const now = await text(second);
    await madeAndTakenBack('Set the field Tags', fourth, (was) =>
      was.replace(/^tags:\n( *)- (?:.*\n *- )*.*\n/m, 'tags:\n$1- clocks\n$1- towers\n'),
    );
    expect(await text(second)).toBe(now);
    expect(await Promise.all([first, third].map((name) => text(name)))).toEqual(others);
  });

  it('drops a field in the listed chunks alone, in the bytes', async () => {
    const others = await Promise.all([first, second].map((name) => text(name)));
    await cell(/^Chunk 1 /).focus();
    await window.press('Escape');
    await asks('drop');
    expect(await window.dialog.getByRole('button', { name: /^The (chosen|listed)/ }).count()).toBe(0);
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await window.button('bells 2 chunks').press('Enter');
    await window.page.getByRole('menuitem', { name: 'Show its chunks' }).press('Enter');
    await asks('drop');
    await window.dialog.getByRole('button', { name: 'The listed 2' }).press('Enter');
    await window.dialog.getByRole('combobox', { name: 'The field' }).focus();
    await window.type('slug');
    await window.dialog.getByRole('button', { name: 'Change 2 chunks' }).waitFor();
    await look('board-listed');
    await madeAndTakenBack('Dropped the field Slug', fourth, (now) => now.replace(/^slug: .*\n/m, ''));
    await window.button('Show all').press('Enter');
    await window.page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
    await window.page.getByRole('menuitemradio', { name: 'This episode' }).press('Enter');
    expect(await Promise.all([first, second].map((name) => text(name)))).toEqual(others);
  });

  it('puts the fields into the order of the series, in the bytes', async () => {
    await asks('order');
    await madeAndTakenBack(/^Put the fields in order/, 'ep04-01-stopped-again.md', (now) => {
      const [, series] = /^(series: .*\n)/m.exec(now)!;
      // Most of the sample's files sum up before they list their tags.
      return now
        .replace(series!, '')
        .replace(/^(slug: .*\n)/m, `$1${series}`)
        .replace(/^(tags:\n[^]*?)(summary: [^]*?)---\n/m, '$2$1---\n');
    });
  });

  it('adds and clears tags in the matrix, by keys and by dragging', async () => {
    await window.button('Matrix').press('Enter');
    const columns = window.page.getByRole('group', { name: 'What the columns are' });
    await columns.getByRole('button', { name: 'Tags', exact: true }).press('Enter');
    const birds = (n: number) => cell(new RegExp(`^birds, chunk 0?${n}`));
    await birds(2).focus();
    expect(await focused()).toBe('birds, chunk 02');
    // One cell changes at once, several are shown first.
    await window.press(' ');
    await toast('Added birds to 1 chunk').waitFor();
    await window.press('Control+z');
    await expect.poll(() => birds(2).getAttribute('aria-label')).toBe('birds, chunk 02');
    await window.press('Shift+ArrowDown', ' ');
    await settled(/^Add birds/, '2 files, 2 lines');
    await toast('Added birds to 2 chunks').waitFor();
    expect(await birds(3).getAttribute('aria-label')).toBe('birds, chunk 3, listed');
    await look('board-matrix');
    await birds(3).hover();
    await window.page.mouse.down();
    await birds(1).hover();
    await window.page.mouse.up();
    await settled(/^Take birds out/, '3 files, 3 lines');
    await toast('Removed birds from 3 chunks').waitFor();
    await window.press('Control+z', 'Control+z');
    await expect.poll(() => birds(1).getAttribute('aria-label')).toBe('birds, chunk 1, listed');
    await expect.poll(() => birds(2).getAttribute('aria-label')).toBe('birds, chunk 02');
    await window.button('List').press('Enter');
  });

  it('shows the whole series, and goes to a chunk of another episode', async () => {
    await window.page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
    await window.page.getByRole('menuitemradio', { name: 'The whole series' }).press('Enter');
    await expect.poll(() => cell(/^Chunk 1 Stopped at Ten Past Four/).count()).toBe(2);
    await cell(/^Chunk 1 Stopped at Ten Past Four/)
      .nth(1)
      .focus();
    await window.press('Enter');
    await window.page.getByRole('main', { name: 'Transcript' }).waitFor();
    await window.page.getByRole('heading', { level: 1, name: /Episode 4/ }).waitFor();
  });

  it('shows the chunks that a search found', async () => {
    await window.press('Control+Shift+f');
    await window.page.getByRole('textbox', { name: 'Search the library' }).focus();
    await window.type('pendulum');
    await window.page.getByRole('option').first().waitFor();
    await window.button('Show on the topic board').press('Enter');
    await window.page.getByRole('heading', { level: 1, name: /^Chunks that say “pendulum”/ }).waitFor();
    await cell(/^Chunk 02 /).waitFor();
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
