/** Chunks parted, joined, moved and numbered, with the keys, down to the names and the bytes of their files. */
import { describe, expect, it } from 'vitest';
import type { EpisodeView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';
const third = 'ep03-03-the-night-it-struck-thirteen.md';
const made = 'ep03-03-weights-pendulum-and-pennies-2.md';

describe('chunks as wholes', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  const text = (files: Files, name: string) => files.get(name)?.toString('utf8') ?? '';
  const rail = () => window.page.getByRole('treeitem', { level: 3 });
  const command = async (words: string) => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.press('Enter');
    await window.saved();
  };

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    shipped = await readChunks(sampleFolder);
  });

  it('part before the turn of the caret', async () => {
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.press('Control+Shift+S');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(5);
    await window.chunk('Weights, a Pendulum and a Jar of Pennies, continued').waitFor();
    await window.screenshot('chunk-split');
  });

  it('are where they were when that is taken back, and part again', async () => {
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(4);
    await window.press('Control+Shift+Z');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(5);
    expect(window.complaints).toEqual([]);
  });

  it('count on in slugs and files, too, by the button that offers it', async () => {
    await window.press('Control+z');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(4);
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.press('Control+Shift+S');
    await window.saved();
    const toast = window.page.getByRole('region', { name: 'What just happened' });
    await toast.getByText('2 slugs have another number').waitFor();
    await toast.getByRole('button', { name: 'Renumber slugs and files' }).focus();
    await window.screenshot('renumber-offered');
    await window.press('Enter');
    await window.saved();
    await window.chunk('4').press('Enter');
    await expect.poll(() => window.field('Slug').inputValue()).toBe('ep03-04-the-night-it-struck-thirteen');
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    // It shows the last of what was taken back.
    await expect.poll(() => window.field('Slug').inputValue()).toBe('ep03-04-gold-leaf-and-a-brake-cable');
    await expect.poll(() => rail().count()).toBe(5);
  });

  it('are typed in as before', async () => {
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.type('Well. ');
    await window.saved();
    expect(await window.wordsOf('00:04:05:24')).toContain('Well. In summer');
    await window.press('Control+z');
    await window.saved();
  });

  it('get a file of their own, named after the slug', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText(made.replace(/\.md$/, '')).first().waitFor();
    await window.screenshot('export-new-chunk');
    await window.press('Escape');
    await window.exportBack();
    const now = await readChunks(desk.openedSample);
    expect([...now.keys()].sort()).toEqual([...shipped.keys(), made].sort());
    expect(text(now, made)).toMatch(/\nchunk: 03\n/);
    expect(text(now, third)).toBe(text(shipped, third).replace('\nchunk: 3\n', '\nchunk: 4\n'));
    const [head = '', tail = ''] = [text(now, second), text(now, made)].map((each) => each.split('\n---\n')[1]);
    expect(`${head.trim()}\n\n${tail.trim()}`).toBe(text(shipped, second).split('\n---\n')[1]!.trim());
  });

  it('get only the words back that were imported, where they were made here', async () => {
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.type('Well. ');
    await window.saved();
    await command('compare with the import');
    const { dialog } = window;
    await dialog.getByRole('button', { name: 'Get the words of chunk 03 back' }).waitFor();
    await dialog.getByText('This chunk was made here: its words come back, its front matter stays.').waitFor();
    await window.screenshot('made-chunk-compare');
    await window.press('Escape');
    await command('get the chunk back as imported');
    await window.page.getByText('Got the words of chunk 03 back as imported').first().waitFor();
    await window.saved();
    expect(await window.wordsOf('00:04:05:24')).not.toContain('Well.');
  });

  it('are renamed when their slugs count anew, and one is joined with the one before', async () => {
    await command('renumber chunks slugs');
    await window.saved();
    // The export renames the files: until then that is nothing to mend.
    await window.chunk('4').press('Enter');
    await command('every turn once');
    await window.page.getByText('Coverage of the episode').waitFor();
    expect(await window.page.getByText('The file is called').count()).toBe(0);
    await window.screenshot('renumbered-checks');
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('renamed').first().waitFor();
    await window.dialog.getByText(/^was ep03-\S+\.md$/).waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.screenshot(`export-renamed-${theme}`);
    }
    await window.press('Escape');
    await window.press('Control+z');
    await window.saved();
    await window.caretBefore('00:04:05:24', 'In summer');
    await window.press('Control+Shift+J');
    await window.saved();
    await expect.poll(() => rail().count()).toBe(4);
    await window.page
      .getByText(/^Joined the chunk with the one before, without its .*title “/)
      .first()
      .waitFor();
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('removed').first().waitFor();
    await window.press('Escape');
    await window.exportBack();
    const now = await readChunks(desk.openedSample);
    expect([...now.keys()].sort()).toEqual([...shipped.keys()].sort());
    expect(text(now, third)).toBe(text(shipped, third));
  });

  it('are named after their titles when that is asked for, and only then', async () => {
    const slug = async () => {
      const view: EpisodeView = await window.page.evaluate(async () => (await fetch('/api/episodes/1')).json());
      return view.chunks[1]!.matter.fields.find(({ key }) => key === 'slug')!.value;
    };
    const was = await slug();
    await command('name slugs after titles');
    await window.page.getByTestId('toast').getByText('Made the slugs of the titles').waitFor();
    expect(await slug()).toBe('ep03-02-weights-a-pendulum-and-a-jar-of-pennies');
    await window.press('Control+z');
    await window.saved();
    expect(await slug()).toBe(was);
  });

  it('move, and count on', async () => {
    await window.selectTurn('00:03:23:04');
    await command('chunk behind');
    await expect
      .poll(async () => (await rail().allTextContents()).map((each) => each.replace(/\s+/g, ' ')).join('|'))
      .toMatch(/Thirteen.*Weights/);
    await window.press('Control+z');
    await window.saved();
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
