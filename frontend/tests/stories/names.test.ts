/** Whom and what is spoken of: tagged, found, misheard and said no to, with the keyboard, down to the exported bytes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const first = 'ep03-01-stopped-at-ten-past-four.md';

describe('names', () => {
  let window: EditorWindow;
  let folder: string;
  let was = '';

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        was = await read();
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const read = () => readFile(join(folder, first), 'utf8');
  const panel = () => window.page.getByRole('tabpanel', { name: /^Entities/ });
  const list = (name: string) => panel().getByRole('list', { name });
  const row = (name: string | RegExp) => panel().locator('[data-name]').and(window.page.getByRole('button', { name }));
  const toast = (text: string) => window.page.getByTestId('toast').getByText(text).waitFor();

  const look = (name: string) => lookAt(window, name);

  it('shows which listed names are in the words, and which are not', async () => {
    await window.page.getByRole('tab', { name: /^Metadata/ }).focus();
    await window.press('ArrowRight');
    await window.page.getByRole('tab', { name: /^Entities/, selected: true }).waitFor();
    await list('In this chunk').getByText('Ambleford').waitFor();
    // Only the first names are said, and nobody else listed has them.
    await row(/Barnaby Crewe the first name alone/).waitFor();
    await row(/Odette Finch the first name alone/).waitFor();
    expect(await list('Listed, not in the words').getByText('Odette Finch').count()).toBe(0);
    await window.words.locator('.stet-name-suggested', { hasText: 'The Mending Hour' }).first().waitFor();
    await look('names-entities');
    // The whole reason of the row that the keys are at stands in it.
    const offered = list('Suggested').locator('[data-name]').last();
    await offered.focus();
    const why = (await offered.locator('.why[title]').getAttribute('title'))!;
    await offered.locator('.whole', { hasText: why }).waitFor();
    expect(await offered.locator('.why').evaluateAll((all) => all.every((x) => x.scrollWidth <= x.clientWidth))).toBe(
      true,
    );
    await look('names-reason');
  });

  it('tags a word with one key and one for the kind, and lists it', async () => {
    await window.caretBefore('00:00:10:25', 'corn hall');
    await window.press(...new Array<string>('corn hall'.length).fill('Shift+ArrowRight'));
    await window.press('Control+t');
    await window.dialog.getByRole('combobox', { name: 'Tag “corn hall” as' }).waitFor();
    await window.dialog.getByText(/here, \d+ in the episode/).waitFor();
    await window.press('5');
    await look('names-tag');
    await window.press('Enter');
    await toast('Tagged corn hall');
    await window.saved();
    await window.words.locator('.stet-name-sure.stet-kind-place', { hasText: 'corn hall' }).waitFor();
    await row(/corn hall/).waitFor();
    await window.press('Control+z');
    await window.words.locator('.stet-name', { hasText: 'corn hall' }).waitFor({ state: 'detached' });
    await window.press('Control+Shift+z');
    await window.saved();
    await window.words.locator('.stet-kind-place', { hasText: 'corn hall' }).waitFor();
  });

  it('keeps a mark at its word while others are typed, and comments show none', async () => {
    await window.caretBefore('00:00:10:25', 'corn hall');
    await window.type('old ');
    await window.saved();
    expect(await window.words.locator('.stet-kind-place', { hasText: 'hall' }).allTextContents()).toEqual([
      'corn hall',
    ]);
    for (let n = 0; n < 'old '.length; n++) await window.press('Backspace');
    await window.saved();
    await window.page.getByRole('tab', { name: /^Notes/ }).click();
    await window.page.getByText('No comments and no bookmarks').waitFor();
    await window.page.getByRole('tab', { name: /^Entities/ }).click();
  });

  it('writes a name for what was heard, and offers it wherever it was heard', async () => {
    await window.mend('00:00:20:08', 'guests', 'Amble ford');
    await row(/Amble ford meant as Ambleford/).waitFor();
    await row(/Amble ford/).focus();
    await window.press('Enter');
    await toast('Wrote Ambleford for “Amble ford”');
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('Ambleford.');
    while (!(await window.wordsOf('00:00:20:08')).endsWith('for guests.')) {
      await window.press('Control+z');
      await window.saved();
    }
  });

  it('writes the alias that was said, no other words, and lists whom it means', async () => {
    const ada = {
      name: 'Ada Lovelace',
      kind: 'person',
      aliases: ['Ada', 'Countess'],
      misheard: ['Adder'],
      note: '',
      links: [],
    };
    await window.call('EditRegistry', 'The Mending Hour', 'Added Ada', [{ entity: ada }]);
    await window.mend('00:00:20:08', 'guests', 'Adder');
    await row(/Adder meant as Ada listed as a mishearing, for Ada Lovelace/).focus();
    await look('names-heard');
    await window.press('Enter');
    await toast('Wrote Ada for “Adder”');
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('for Ada.');
    await list('In this chunk').getByText('Ada Lovelace').waitFor();
    await window.exportBack();
    const now = await read();
    expect(now).toContain('for Ada.');
    expect(now).toContain('  - Ada Lovelace\n');
    while (!(await window.wordsOf('00:00:20:08')).endsWith('for guests.')) {
      await window.press('Control+z');
      await window.saved();
    }
  });

  it('accepts and rejects by key, and remembers a no for the series', async () => {
    await row(/Valentine's Day/).focus();
    await window.press('Delete');
    await toast("Said no to Valentine's Day");
    await row(/Valentine's Day/).waitFor({ state: 'detached' });
    await row(/The Mending Hour/).focus();
    await window.press('Enter');
    await toast('Tagged The Mending Hour');
    await window.saved();
    await list('In this chunk').getByText('The Mending Hour').waitFor();
    await look('names-accepted');
  });

  it('tags all in the episode at once, as a mention that no list has', async () => {
    await window.caretBefore('00:00:33:06', 'clock');
    await window.press('Control+t', '9', 'Control+Enter');
    await window.page
      .getByTestId('toast')
      .getByText(/Tagged clock, \d+ places/)
      .waitFor();
    await window.saved();
    await window.words.locator('.stet-name-mention', { hasText: 'clock' }).first().waitFor();
    await row(/clock mention only/).waitFor();
    await window.press('Control+z');
    await window.saved();
  });

  it('writes the name of the registry for what was heard, and learns the mishearing', async () => {
    const nginx = { name: 'NGINX', kind: 'product', aliases: ['nginx server'], misheard: [], note: '', links: [] };
    const inc = { ...nginx, name: 'NGINX, Inc.', kind: 'organisation', aliases: ['F5 NGINX'] };
    await window.call('EditRegistry', 'The Mending Hour', 'Added NGINX', [{ entity: nginx }, { entity: inc }]);
    await window.mend('00:00:20:08', 'guests', 'engine X');
    await window.caretBefore('00:00:20:08', 'engine');
    await window.press(...new Array<string>('engine X'.length).fill('Shift+ArrowRight'));
    await window.press('Control+t');
    await window.dialog.getByRole('combobox', { name: 'Tag “engine X” as' }).fill('NGINX');
    await window.dialog.getByRole('option', { name: /NGINX also nginx server/, selected: true }).waitFor();
    await window.dialog.getByRole('checkbox', { name: 'Write it as NGINX in the words', checked: true }).waitFor();
    await look('names-write');
    await window.press('Enter');
    await toast('Tagged NGINX');
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('for NGINX.');
    await list('In this chunk').getByText('NGINX').waitFor();
    const kept = await window.call<{ entities: (typeof nginx)[] }>('Registry', 'The Mending Hour');
    expect(kept.entities.find(({ name }) => name === 'NGINX')?.misheard).toEqual(['engine X']);
    while (!(await window.wordsOf('00:00:20:08')).endsWith('for guests.')) {
      await window.press('Control+z');
      await window.saved();
    }
  });

  it('takes a mark off by key, and offers the name again', async () => {
    await row(/corn hall/).focus();
    await window.press('Delete');
    await toast('Took the mark of corn hall off');
    // The series still knows the name, and offers it.
    await list('Suggested').getByText('corn hall').waitFor();
    await window.words.locator('.stet-name-suggested', { hasText: 'corn hall' }).waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await list('In this chunk').getByText('corn hall').waitFor();
  });

  it('ends in bytes: the names are listed, and nothing else differs', async () => {
    await window.exportBack();
    expect(await read()).toBe(
      was.replace('  - Mister Penney (winder until 1983)\n', (line) => `${line}  - corn hall\n  - The Mending Hour\n`),
    );
  });
});
