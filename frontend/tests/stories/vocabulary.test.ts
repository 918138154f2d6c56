/** The approved tags and topics of a series: the list beside the files is offered, and edited in place, with the keyboard. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EpisodeView } from '../../src/model/views';
import type { EditorWindow } from '../desk/window';

const series = 'The Mending Hour';
const first = 'ep03-01-stopped-at-ten-past-four.md';
const list = `# Approved, by Odette
- clock-repair
- name: towers   # and spires
  description: What stands up
- gears
`;

interface Tag {
  name: string;
  description: string;
  synonyms: string[];
  retired: boolean;
  instead: string;
}

describe('the tags and topics of a series', () => {
  let window: EditorWindow;
  let folder: string;
  let was: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        was = await readFile(join(folder, first), 'utf8');
        await writeFile(join(folder, 'tags_master.yaml'), list);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const place = () => window.page.getByRole('main', { name: 'Entity registry' });
  const option = (name: RegExp) => place().getByRole('option', { name });
  const toast = (text: string | RegExp) => window.page.getByTestId('toast').getByText(text).waitFor();
  const kept = () => window.call<{ tags: Tag[]; topics: string[] }>('Registry', series);
  const tag = async (name: string) => (await kept()).tags.find((each) => each.name === name);

  const look = (name: string, where = '.registry') => lookAt(window, name, where);

  it('offers the list that lies beside the files, and takes nothing in by itself', async () => {
    await window.page.getByText('tags_master.yaml lies beside the files').waitFor();
    await window.page
      .getByText('It lists 3 tags, and the checks hold the chunks’ tags against it. Once it is read,')
      .waitFor();
    // Held by the checks as well: most tags of the sample are not on the list.
    const codes = await window.page.evaluate(async () => {
      const { chunks } = (await (await fetch('/api/episodes/1')).json()) as EpisodeView;
      return chunks.flatMap(({ problems }) => problems.map(({ code }) => code));
    });
    expect(codes).toContain('tag.unapproved');
    expect((await kept()).tags).toEqual([]);
    await look('vocabulary-offer', 'body');
    await window.button('Read it').focus();
    await window.press('Enter');
    await toast('Took what is in tags_master.yaml');
    await window.page.getByText('tags_master.yaml lies beside the files').waitFor({ state: 'detached' });
    expect((await tag('towers'))?.description).toBe('What stands up');
  });

  it('shows the approved tags with their uses, and those that are none', async () => {
    await window.press('Control+3');
    await place()
      .getByRole('textbox', { name: /^Filter the registry/ })
      .waitFor();
    await place()
      .getByRole('tab', { name: /^Entities/ })
      .focus();
    await window.press('ArrowRight');
    await option(/^towers What stands up/).waitFor();
    await option(/not approved/)
      .first()
      .waitFor();
    await look('vocabulary-tags');
  });

  it('adds a tag in kebab-case, describes it, and takes that back', async () => {
    await place().getByRole('textbox', { name: 'Filter the tags, or add one' }).focus();
    await window.type('Turret Clocks');
    await window.press('Enter');
    await toast('Approved turret-clocks');
    await place().getByRole('textbox', { name: 'Description' }).focus();
    await window.type('Clocks in towers');
    await window.press('Enter');
    await option(/^turret-clocks Clocks in towers/).waitFor();
    await place().getByRole('textbox', { name: 'Synonyms' }).focus();
    await window.type('tower clock');
    await window.press('Control+Enter');
    await option(/^turret-clocks Clocks in towers; also tower clock/).waitFor();
    await window.press('Control+z');
    await option(/^turret-clocks Clocks in towers 0 chunks/).waitFor();
    await window.press('Control+Shift+z');
    await option(/also tower clock/).waitFor();
    expect(await tag('turret-clocks')).toMatchObject({ description: 'Clocks in towers', synonyms: ['tower clock'] });
  });

  it('retires a tag, and says what takes its place', async () => {
    await place()
      .getByRole('textbox', { name: /^Filter the tags/ })
      .fill('gears');
    await place()
      .getByRole('checkbox', { name: /^Retired/ })
      .focus();
    await window.press('Space');
    await place().getByRole('combobox', { name: 'Use instead' }).focus();
    await window.type('clock-repair');
    await window.press('Enter');
    await option(/^gears retired; use clock-repair/).waitFor();
    await place()
      .getByRole('textbox', { name: /^Filter the tags/ })
      .fill('');
    expect(await tag('gears')).toMatchObject({ retired: true, instead: 'clock-repair' });
  });

  it('keeps topics, and renames one that no chunk lists', async () => {
    await place().getByRole('tab', { name: /^Tags/ }).focus();
    await window.press('ArrowRight');
    await place().getByRole('textbox', { name: 'Filter the topics, or add one' }).focus();
    await window.type('Small Bells');
    await window.press('Enter');
    await toast('Added Small Bells to the topics');
    await look('vocabulary-topics');
    await place().getByRole('textbox', { name: 'Topic', exact: true }).fill('Little Bells');
    await window.press('Enter');
    await option(/^Little Bells/).waitFor();
    expect((await kept()).topics).toEqual(['Little Bells']);
  });

  it('ends in bytes: the file has what was changed, and keeps the rest; no chunk is another', async () => {
    const path = join(folder, 'tags_master.yaml');
    await window.call('WriteRegistryFile', series, path);
    const now = await readFile(path, 'utf8');
    expect(now.startsWith(list.slice(0, list.indexOf('- gears')))).toBe(true);
    expect(now).toContain('Clocks in towers');
    expect(now).toContain('clock-repair');
    expect(await readFile(join(folder, first), 'utf8')).toBe(was);
  });
});
