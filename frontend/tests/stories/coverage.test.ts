/** Whether the chunks of an episode hold every turn once: shown with its places, and mended by keys in one step each. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CoverageView } from '../../src/model/cutviews';
import type { Desk } from '../desk/desk';
import { readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';
const third = 'ep03-03-the-night-it-struck-thirteen.md';

describe('the coverage of an episode', () => {
  let window: EditorWindow;
  let folder: string;

  /** A turn of a file, as it stands there. */
  const turn = (text: string, start: string): string =>
    new RegExp(`^${start} - [^]*?(?=^\\d\\d:\\d\\d|$(?![^]))`, 'm').exec(text)![0];

  atDesk(
    {
      sound: false,
      bring: async (at: Desk) => {
        folder = await at.copySample();
        const files = await readChunks(sampleFolder);
        const bodies = [...files.values()].map((bytes) => bytes.toString('utf8').split('\n---\n')[1]!.trim());
        await mkdir(join(at.folder, 'transcripts'));
        await writeFile(
          join(at.folder, 'transcripts', 'ep03.md'),
          `${bodies.join('\n\n').replaceAll('Episode 3\n\n', '')}\n`,
        );
        // A turn is lost from the second chunk, and the third has one of its turns as well.
        const [two, three] = [files.get(second)!.toString('utf8'), files.get(third)!.toString('utf8')];
        await writeFile(join(folder, second), two.replace(turn(two, '00:04:05:24'), ''));
        const first = /^\d\d:\d\d:\d\d:\d\d - /m.exec(three)!;
        const twice = turn(two, '00:03:23:04');
        await writeFile(join(folder, third), three.replace(first[0], `${twice.trimEnd()}\n\n${first[0]}`));
        return [folder];
      },
    },
    (at) => {
      ({ window } = at);
    },
  );

  const command = async (words: string) => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.press('Enter');
  };
  const finding = (kind: string) => window.page.locator(`[data-finding="${kind}"]`);

  it('says what stands nowhere, and what stands twice', async () => {
    await window.opened();
    await command('every turn once');
    await finding('gap').getByText('stands in no chunk').waitFor();
    await finding('twice').getByText('stands in 2 places').waitFor();
    await window.page.getByText('Held against ep03.md').waitFor();
    await window.screenshot('coverage-light');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('coverage-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
  });

  it('is told of above the checks of the chunk, by a line that leads to it', async () => {
    const line = window.page.getByRole('button', { name: /^Coverage: 2 places to look at/ });
    await line.focus();
    await window.screenshot('coverage-line');
    await window.press('Enter');
    const head = window.page.locator('[data-coverage]');
    await expect.poll(() => head.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(() => head.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(900);
  });

  it('leads to the places by keys', async () => {
    await finding('twice')
      .getByRole('button', { name: /^chunk 3/ })
      .focus();
    await window.press('Enter');
    await expect.poll(() => window.announced()).toMatch(/00:03:23:04/);
  });

  it('marks what was let stand where the gate told of it, with the reason, and takes that back', async () => {
    const library = await window.call<{ series: { episodes: { id: number }[] }[] }>('Library');
    const episode = library.series[0]!.episodes[0]!.id;
    const { findings } = await window.call<CoverageView>('Coverage', episode);
    const gap = findings.find(({ kind }) => kind === 'gap')!;
    const fault = { episode, chunk: gap.places[0]!.chunk, turn: 0, field: '', code: 'chunk.gap', words: gap.words };
    await window.call('Waive', fault, 'It was cut.');
    await command('every turn once');
    const card = finding('gap');
    await card.getByText('It stands: It was cut.').waitFor();
    await window.page.getByRole('button', { name: /^Coverage: 1 place to look at/ }).waitFor();
    await window.screenshot('coverage-stands');
    await card.getByRole('button', { name: 'Look at it again' }).press('Enter');
    await card.getByText('It stands: It was cut.').waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Put it into chunk 02' }).waitFor();
  });

  it('is mended by keys, each in one step that can be undone', async () => {
    await finding('gap').getByRole('button', { name: 'Put it into chunk 02' }).focus();
    await window.press('Enter');
    await finding('gap').waitFor({ state: 'detached' });
    await window.saved();
    await window.press('Control+z');
    await finding('gap').waitFor();
    await window.press('Control+Shift+Z');
    await finding('gap').waitFor({ state: 'detached' });
    await finding('twice').getByRole('button', { name: 'Keep it in chunk 02' }).focus();
    await window.press('Enter');
    await window.page.getByText(/^Each of \d+ turns stands in one of 4 chunks, once/).waitFor();
    await window.page.locator('[data-coverage-hint]').waitFor({ state: 'detached' });
    await window.screenshot('coverage-whole');
  });

  it('ends in the files as they were', async () => {
    await window.exportBack();
    const files = await readChunks(sampleFolder);
    for (const name of [second, third]) {
      // The turn that came back is wrapped anew.
      const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
      expect(flat(await readFile(join(folder, name), 'utf8'))).toBe(flat(files.get(name)!.toString('utf8')));
    }
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
