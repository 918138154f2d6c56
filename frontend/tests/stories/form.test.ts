/** The front matter as a form: what it shows, what it changes in the file, and how it mends what cannot be read. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedLines, type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const third = 'ep03-03-the-night-it-struck-thirteen.md';
const fourth = 'ep03-04-gold-leaf-and-a-brake-cable.md';

describe('the form of the front matter', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        // A title that YAML cannot read, since the colon in it makes a second key of the line, and an item that it cannot.
        const path = join(folder, third);
        const text = await readFile(path, 'latin1');
        await writeFile(path, text.replace(/^title: '(.*)'$/m, 'title: $1').replace(/^( *- )(\w)/m, '$1@$2'), 'latin1');
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const changed = async () => changedLines(before, await readChunks(folder));

  it('is walked through by Tab field by field, each before what removes it', async () => {
    await window.chunk('1').press('Enter');
    await window.field('Title').focus();
    const names: (string | null)[] = [];
    for (let n = 0; n < 5; n++) {
      names.push(await window.page.evaluate(() => document.activeElement!.getAttribute('aria-label')));
      await window.press('Tab');
    }
    expect(names).toEqual(['Title', 'Remove Title', 'Slug', 'Remove Slug', 'Series']);
  });

  it('takes back what was typed a moment before, as the first of all changes too', async () => {
    const undo = window.page.getByRole('banner').getByRole('button', { name: 'Undo' });
    expect(await undo.isEnabled()).toBe(false);
    const title = window.field('Title');
    const was = await title.inputValue();
    await title.focus();
    await window.press('End');
    await window.type(', at last');
    expect(await undo.isEnabled()).toBe(true);
    await window.press('Control+z');
    await expect.poll(() => title.inputValue()).toBe(was);
    await window.press('Control+Shift+z');
    await expect.poll(() => title.inputValue()).toBe(`${was}, at last`);
    await window.press('Control+z');
    await expect.poll(() => title.inputValue()).toBe(was);
    await window.saved();
  });

  it('adds an item to a list', async () => {
    await window.chunk('1').press('Enter');
    await window.field('Tags').focus();
    await window.type('pigeons');
    await window.press('Enter');
    await window.saved();
    await window.exportBack();
    const after = (await readFile(join(folder, [...before.keys()][0]!), 'latin1')).split('\n');
    const was = before
      .get([...before.keys()][0]!)!
      .toString('latin1')
      .split('\n');
    expect(after.filter((line) => !was.includes(line))).toEqual(['  - pigeons']);
    expect(after).toHaveLength(was.length + 1);
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await window.exportBack();
    expect(await changed()).toEqual([]);
  });

  /** The group of sentences in the first chunk, and what its rows say. */
  const group = () => window.page.getByRole('tabpanel').getByRole('group', { name: 'Entities' });
  const said = () =>
    group()
      .getByRole('textbox')
      .evaluateAll((all) => all.map((row) => (row as HTMLTextAreaElement).value));
  const undone = (name: string) =>
    expect
      .poll(() => window.page.getByRole('banner').getByRole('button', { name: 'Undo' }).getAttribute('title'))
      .toContain(name);

  it('leaves who pauses in a row where they are', async () => {
    await window.chunk('1').press('Enter');
    const was = await said();
    await group().getByRole('button', { name: 'Add' }).press('Enter');
    await window.type('Lady ');
    await undone('Added to Entities');
    await window.type('Penney, ');
    await undone('Changed Entities');
    await window.type('who wound it');
    await undone('Changed Entities');
    await window.press('Enter', 'Enter');
    await window.type('A jackdaw');
    await group().getByRole('textbox').first().click();
    await undone('Added to Entities');
    await window.press('Home');
    await window.type('Dame ');
    await window.words.focus();
    await window.saved();
    expect(await said()).toEqual([`Dame ${was[0]}`, ...was.slice(1), 'Lady Penney, who wound it', 'A jackdaw']);
  });

  it('takes a row away once it is left empty, and by one key in it', async () => {
    const was = await said();
    await group().getByRole('textbox').nth(1).focus();
    await window.press('Control+a', 'Delete');
    // A pause that is long enough for a change to be made of what was typed.
    await window.page.waitForTimeout(1000);
    await window.type('Somebody');
    await group().getByRole('textbox').nth(2).focus();
    await window.press('Control+a', 'Delete');
    await group().getByRole('textbox').nth(3).click();
    await window.press('End');
    await window.type('!');
    await window.words.focus();
    await window.saved();
    const left = [was[0], 'Somebody', `${was[3]}!`, ...was.slice(4)];
    expect(await said()).toEqual(left);
    await group().getByRole('textbox').nth(1).focus();
    await window.press('Control+a', 'Delete', 'Backspace');
    await expect.poll(said).toEqual(left.toSpliced(1, 1));
    await window.saved();
    await window.press('Control+z');
    await expect.poll(said).toEqual(left);
    await window.undoAll();
  });

  it('changes a field that only this file has', async () => {
    await window.chunk('4').press('Enter');
    const field = window.field('Recorded in');
    expect(await field.inputValue()).not.toBe('');
    await field.focus();
    await window.press('Control+a');
    await window.type('one microphone and a borrowed coat');
    await window.press('Enter');
    await window.saved();
    await window.exportBack();
    const [change, ...others] = await changed();
    expect(others).toEqual([]);
    expect(change).toMatchObject({ file: fourth, is: expect.stringContaining('one microphone and a borrowed coat') });
  });

  it('shows front matter that cannot be read, and its repair before it makes it', async () => {
    await window.chunk('ep03-03-the-night-it-struck-thirteen').press('Enter');
    await window.page.getByText('The front matter cannot be read').waitFor();
    const repair = window.page.getByRole('tabpanel').getByRole('button', { name: 'Repair it' }).first();
    await repair.waitFor();
    const faults = window.page.getByRole('tabpanel').getByRole('listitem');
    expect(await faults.allTextContents()).toEqual([
      expect.stringMatching(/^Line \d+: /),
      expect.stringMatching(/^Line \d+: /),
    ]);
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`repair-${theme}`);
    }
    await repair.press('Enter');
    await window.field('Title').waitFor();
    expect(await window.field('Title').inputValue()).toBe('Thirteen: The Night the Clock Lost Count');
    await window.exportBack();
    const touched = (await changed()).filter((change) => change.file === third);
    expect(touched).toHaveLength(2);
    expect(touched[1]!.is).toMatch(/^ *- (["'])@.*\1$/);
    expect(touched[0]).toMatchObject({ was: 'title: Thirteen: The Night the Clock Lost Count' });
    expect(touched[0]!.is).toMatch(/^title: (["']).*\1$/);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
