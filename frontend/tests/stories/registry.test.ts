/** The entity registry: built from the chunks in one step, edited, merged and taken back, with the keyboard. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const series = 'The Mending Hour';
const more = `---
title: The Kettle
series: The Mending Hour
episode: 4
chunk: 1
speakers: [Odette]
entities:
- Ambleford
- Amble ford
- Kettle & Sons
---

00:00:01:00 - 00:00:04:00
Odette
Kettle and Sons of Ambleford.
`;

describe('the entity registry', () => {
  let window: EditorWindow;
  let folder: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        await writeFile(join(folder, 'ep04-01-the-kettle.md'), more);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.page
        .getByRole('treeitem', { name: /^Episode/ })
        .first()
        .waitFor();
      await window.saved();
    },
  );

  const place = () => window.page.getByRole('main', { name: 'Entity registry' });
  const options = () => place().getByRole('option');
  const option = (name: RegExp) => place().getByRole('option', { name });
  const toast = (text: string | RegExp) => window.page.getByTestId('toast').getByText(text).waitFor();
  const kept = () =>
    window.call<{ entities: { name: string; kind: string; aliases: string[]; note: string }[] }>('Registry', series);

  /** Stands for the system's own dialog, which ends in a path. */
  const chosen = (dialog: string, path: string) =>
    window.page.evaluate(
      ([name, at]) => {
        const app = (globalThis as unknown as { go: { main: { App: Record<string, unknown> } } }).go.main.App;
        app[name] = () => Promise.resolve(at);
      },
      [dialog, path] as const,
    );

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

  const look = (name: string, where = '.registry') => lookAt(window, name, where);

  it('is built from the chunks in one step, with spellings put together', async () => {
    await window.press('Control+3');
    await place().getByText('The registry is empty').waitFor();
    await window.button('Build from the chunks…').focus();
    await window.press('Enter');
    await place()
      .getByRole('list', { name: 'Spellings of one name' })
      .getByRole('checkbox', { name: /Ambleford/ })
      .waitFor();
    // Who speaks is somebody; what nothing tells of has no kind until a person gives it one.
    const kind = (name: string) => place().getByRole('combobox', { name: `Kind of ${name}` });
    expect(await kind('Odette Finch').inputValue()).toBe('person');
    expect(await kind('Ambleford').inputValue()).toBe('');
    await kind('Ambleford').selectOption('place');
    // What is ticked as the same name stands once; apart, it is a name of its own.
    expect(await kind('Amble ford').count()).toBe(0);
    const same = place()
      .getByRole('list', { name: 'Spellings of one name' })
      .getByRole('checkbox', { name: /Ambleford/ });
    await same.press(' ');
    await kind('Amble ford').waitFor();
    await same.press(' ');
    await kind('Amble ford').waitFor({ state: 'detached' });
    await look('registry-build');
    await window.button('Add the names').focus();
    await window.press('Enter');
    await option(/Ambleford.*Amble ford/).waitFor();
    // The keys go on in what was built.
    await expect
      .poll(() => window.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Entities');
    await option(/Odette Finch/).waitFor();
    const ambleford = (await kept()).entities.find((each) => each.name === 'Ambleford');
    expect(ambleford).toMatchObject({ aliases: ['Amble ford'], kind: 'place' });
    await look('registry');
  });

  it('takes it all back, and does it again', async () => {
    await place().getByRole('listbox', { name: 'Entities' }).focus();
    await window.press('Control+z');
    await place().getByText('The registry is empty').waitFor();
    await window.press('Control+Shift+z');
    await option(/Ambleford/).waitFor();
  });

  it('adds a name, gives it a kind and a mishearing', async () => {
    const field = place().getByRole('textbox', { name: 'Filter the registry, or add a name' });
    await field.focus();
    await window.type('Corn Hall');
    await window.press('Enter');
    await toast('Added Corn Hall');
    await place().getByRole('radio', { name: 'Place' }).focus();
    await window.press('Space');
    await toast('Changed Corn Hall');
    await place().getByRole('textbox', { name: 'Misheard as' }).focus();
    await window.type('corn haul');
    await window.press('Control+Enter');
    await option(/Corn Hall.*corn haul/).waitFor();
    const entity = (await kept()).entities.find((each) => each.name === 'Corn Hall');
    expect(entity).toMatchObject({ kind: 'place', misheard: ['corn haul'] });
  });

  it('merges one into another, and removes one', async () => {
    const before = await options().count();
    await place()
      .getByRole('textbox', { name: /^Filter/ })
      .fill('Kettle');
    await option(/Kettle & Sons/).waitFor();
    await place().getByRole('combobox', { name: 'Merge into' }).fill('Corn Hall');
    await window.button('Merge').focus();
    await window.press('Enter');
    // One chunk lists it: what that becomes shows first, and the registry can be changed without it.
    await window.dialog.getByText('1 file, 1 line').waitFor();
    await window.dialog.locator('del').first().waitFor();
    await window.dialog.getByRole('button', { name: 'Only in the registry' }).press('Enter');
    await toast('Merged Kettle & Sons into Corn Hall');
    await place()
      .getByRole('textbox', { name: /^Filter/ })
      .fill('');
    await expect.poll(() => options().count()).toBe(before - 1);
    await option(/Corn Hall.*Kettle & Sons/).waitFor();
    await place().getByRole('listbox', { name: 'Entities' }).focus();
    await window.press('Home', 'Delete');
    await toast(/^Removed .* from the registry$/);
    await expect.poll(() => options().count()).toBe(before - 2);
    await window.page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => options().count()).toBe(before - 1);
  });

  it('renames one in the chunks that list it as well, as one step', async () => {
    const kettle = () => readFile(join(folder, 'ep04-01-the-kettle.md'), 'utf8');
    const first = () => readFile(join(folder, 'ep03-01-stopped-at-ten-past-four.md'), 'utf8');
    const was = [await kettle(), await first()];
    await place()
      .getByRole('textbox', { name: /^Filter/ })
      .fill('Ambleford');
    await option(/Ambleford/).waitFor();
    const name = place().getByRole('textbox', { name: 'Name', exact: true });
    await name.focus();
    await window.press('Control+a');
    await window.type('Ambleford-on-Sea');
    await window.press('Enter');
    await window.dialog.getByText(/^\d+ files?, \d+ lines?$/).waitFor();
    await window.dialog.getByRole('button', { name: /^Change \d+ chunks$/ }).waitFor();
    await look('registry-rename', '.dlg');
    await window.press('Control+Enter');
    await toast(/^Renamed Ambleford to Ambleford-on-Sea/);
    await option(/Ambleford-on-Sea/).waitFor();
    await exported();
    expect([await kettle(), await first()]).toEqual(
      was.map((text) => text.replace(/^( *)- Ambleford$/m, '$1- Ambleford-on-Sea')),
    );
    await place().getByRole('listbox', { name: 'Entities' }).focus();
    await window.press('Control+z');
    await option(/Ambleford-on-Sea/).waitFor({ state: 'detached' });
    expect((await kept()).entities.map(({ name }) => name)).toContain('Ambleford');
    await exported();
    expect([await kettle(), await first()]).toEqual(was);
  });

  it('reads tags and names from files, and writes them back with their bytes kept', async () => {
    const list = '# Approved by Odette\nclocks\nbells\n';
    const tags = join(folder, 'tags_master.yaml');
    await writeFile(tags, list);
    await chosen('ChooseRegistry', tags);
    await window.button('Read a file…').press('Enter');
    await toast('Took what is in tags_master.yaml');
    const shared = await window.call<{ tags: { name: string }[] }>('Registry', series);
    expect(shared.tags.map(({ name }) => name)).toEqual(['bells', 'clocks']);
    const tag = { name: 'winding', description: '', synonyms: [], retired: false, instead: '' };
    await window.call('EditRegistry', series, 'Approved winding', [{ tag }]);
    await chosen('ChooseRegistryToSave', tags);
    await window.button('Write a file…').press('Enter');
    await toast('Wrote the names into the file');
    await expect.poll(() => readFile(tags, 'utf8')).toBe(`${list}winding\n`);

    const names = join(folder, 'entities.yaml');
    const said = '# Who is who\n- name: Corn Hall   # the old one\n  kind: place\n  note: where the clock is\n';
    await writeFile(names, said);
    await chosen('ChooseRegistry', names);
    await window.button('Read a file…').press('Enter');
    await expect
      .poll(async () => (await kept()).entities.find(({ name }) => name === 'Corn Hall'))
      .toMatchObject({ note: 'where the clock is' });
    await chosen('ChooseRegistryToSave', names);
    await window.button('Write a file…').press('Enter');
    // Its bytes are kept, and what the registry knows besides comes to them.
    await expect
      .poll(() => readFile(names, 'utf8'))
      .toMatch(
        /^# Who is who\n- name: Corn Hall {3}# the old one\n {2}kind: place\n {2}aliases:\n {4}- Kettle & Sons\n {2}misheard:\n {4}- corn haul\n {2}note: where the clock is\n/,
      );
    expect(await readFile(names, 'utf8')).toContain('Ambleford');
  });

  it('goes back to the words with Escape, which then know what was heard', async () => {
    await place().getByRole('listbox', { name: 'Entities' }).focus();
    await window.press('Escape');
    await window.words.waitFor();
    await place().waitFor({ state: 'detached' });
  });
});
