/** An afternoon of finding and replacing, by the keys alone, ending in the files. */
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { changedLines, type Files, readChunks } from '../desk/files';
import { lookAt } from '../desk/look';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const second = 'ep03-02-weights-pendulum-and-pennies.md';

describe('an afternoon of finding and replacing', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    shipped = await readChunks(sampleFolder);
  });

  const bar = () => window.page.getByRole('search', { name: 'Find in the episode' });
  const find = () => bar().getByRole('textbox', { name: 'Find' });
  const said = (text: string | RegExp) => bar().getByRole('status').getByText(text).waitFor();
  const now = () => window.page.locator('.stet-hit-now').textContent();
  const library = () => window.page.getByRole('main', { name: 'Search the library' });
  const preview = () => window.page.getByRole('main', { name: 'Replace in the episode' });
  const hits = () => window.page.getByRole('listbox', { name: 'Hits' });

  const look = (name: string) => lookAt(window, name);

  it('goes through the hits, and comes back to the caret', async () => {
    await window.caretBefore('00:03:23:04', 'wait');
    await window.press('Control+f');
    await window.type('PENNIES');
    await said('1 of 3');
    await window.press('Enter', 'Enter');
    await said('3 of 3');
    await window.press('Shift+Enter');
    await said('2 of 3');
    expect(await now()).toBe('pennies');
    await look('find');
    await window.press('Escape');
    await bar().waitFor({ state: 'detached' });
    await window.type('long ');
    await window.saved();
    expect(await window.wordsOf('00:03:23:04')).toContain('The long wait on this side');
    await window.press('Control+z');
    await window.saved();
  });

  it('stays at a hit, and goes on from it with the bar closed', async () => {
    const selected = () => window.page.evaluate(() => getSelection()?.toString());
    await window.press('Control+f');
    await said('of 3');
    await bar().getByRole('button', { name: 'Stay here' }).waitFor();
    await window.press('Control+Enter');
    await bar().waitFor({ state: 'detached' });
    expect(await selected()).toBe('pennies');
    /** Where the selection is: its paragraph's first words, and how far in it stands. */
    const at = () =>
      window.page.evaluate(() => {
        const { anchorNode, anchorOffset } = getSelection()!;
        const line = anchorNode!.parentElement!.closest('.cm-line')!;
        const before = document.createRange();
        before.setStart(line, 0);
        before.setEnd(anchorNode!, anchorOffset);
        return `${line.textContent!.slice(0, 20)} ${before.toString().length}`;
      });
    const first = await at();
    const places = [first];
    for (let n = 0; n < 3; n++) {
      await window.press('F3');
      await expect.poll(at).not.toBe(places.at(-1));
      expect(await selected()).toBe('pennies');
      places.push(await at());
    }
    expect(new Set(places).size).toBe(3);
    expect(places.at(-1)).toBe(first);
    await window.press('Shift+F3');
    await expect.poll(at).toBe(places[2]);
    expect(await bar().count()).toBe(0);
    await window.caretBefore('00:03:23:04', 'wait');
  });

  it('tells case, whole words and expressions apart, and says what is wrong with one', async () => {
    await window.press('Control+f');
    await window.type('clock');
    await said('of 8');
    await bar().getByRole('button', { name: 'Regular expression' }).focus();
    await window.press('Enter');
    await find().focus();
    await window.press('Control+a');
    await window.type('(tower|bell');
    await bar().getByRole('alert').getByText('This ( is not closed.').waitFor();
    await look('find-fault');
    await window.type(')s?');
    await said(/of \d+/);
    await window.press('Control+a');
    await window.type('(\\w+) \\1');
    await bar().getByRole('button', { name: 'Next word that is said twice' }).focus();
    await window.press('Enter');
    await window.page.locator('.toast').getByText('No word is said twice.').waitFor();
    await find().focus();
    await window.press('Control+a');
    await window.type('(tower|bell)s?');
    await said(/of \d+/);
    await bar().getByRole('button', { name: 'Regular expression' }).focus();
    await window.press('Enter');
  });

  it('guesses what was meant', async () => {
    await find().focus();
    await window.press('Control+a');
    await window.type('pendlum');
    await bar().getByRole('button', { name: 'Find “pendulum”' }).focus();
    await look('find-none');
    await window.press('Enter');
    await said('2 of 4');
    await window.press('Escape');
  });

  it('replaces the places that have a tick, as one step', async () => {
    await window.press('Control+h');
    await find().focus();
    await window.press('Control+a');
    await window.type('pennies');
    await said('1 of 3');
    await bar().getByRole('textbox', { name: 'Replace with' }).focus();
    await window.type('coins');
    await window.press('Control+Enter');
    await preview().getByRole('button', { name: 'Replace 3 places' }).waitFor();
    await expect.poll(() => hits().evaluate((list) => document.activeElement === list)).toBe(true);
    await window.press('ArrowDown', ' ');
    await preview().getByRole('button', { name: 'Replace 2 places' }).waitFor();
    await look('replace');
    await window.press('Control+Enter');
    await window.page.getByTestId('toast').getByText('Replaced 2 places').waitFor();
    // The one that was left stays left, whatever is pressed in haste.
    await preview().getByRole('button', { name: 'Nothing to replace' }).waitFor();
    await window.press('Control+Enter');
    await expect.poll(() => preview().getByRole('option').allTextContents()).toHaveLength(1);
    await window.press('Control+z');
    await expect.poll(() => preview().getByRole('option').allTextContents()).toHaveLength(3);
    await preview().getByRole('button', { name: 'Replace 2 places' }).waitFor();
    await window.press('Control+Enter');
    await preview().getByRole('button', { name: 'Nothing to replace' }).waitFor();
    await window.press('Escape');
    await window.saved();
    await window.page.getByRole('button', { name: 'Undo', exact: true }).first().waitFor();
    await window.press('Escape');
  });

  it('remembers the pair, and offers it where it stands', async () => {
    await window.press('Control+k');
    await window.type('remember');
    await window.press('Enter');
    await window.page.getByTestId('toast').getByText('“pennies” is remembered as misheard for “coins”').waitFor();
    await window.chunk('02').press('Enter');
    await window.press('Control+k');
    await window.type('show checks');
    await window.press('Enter');
    const card = window.page.getByRole('group', { name: '“pennies” may be “coins”' });
    await card.waitFor();
    await look('misheard');
    const selected = () => window.page.evaluate(() => getSelection()?.toString());
    await window.words.focus();
    for (let n = 0; n < 9 && (await selected()) !== 'pennies'; n++) await window.press('F8');
    expect(await selected()).toBe('pennies');
    await window.press('Control+F8');
    await window.page.getByTestId('toast').getByText('Wrote “coins”').waitFor();
    await card.waitFor({ state: 'detached' });
    await window.press('Control+z');
    await card.waitFor();
    await card.getByRole('button', { name: 'Let it stand' }).press('Enter');
    await card.waitFor({ state: 'detached' });
    await window.page.getByText('Misheard, and let stand').waitFor();
  });

  it('keeps a glossary', async () => {
    await window.press('Control+k');
    await window.type('glossary');
    await window.press('Enter');
    await window.dialog.getByRole('textbox', { name: 'Misheard' }).last().waitFor();
    await window.type('The  wait on');
    await window.press('Tab');
    await window.type('The weight on');
    await window.press('Enter');
    await window.dialog.getByText('1 place').waitFor();
    await look('glossary');
    await window.press('Escape');
    const write = window.page.getByRole('button', { name: 'Write “The weight on”' });
    await write.press('Enter');
    await write.waitFor({ state: 'detached' });
    await window.saved();
  });

  it('searches the library, and goes there', async () => {
    await window.press('Control+Shift+f');
    await library().waitFor();
    await window.type('clock');
    await library()
      .getByRole('status')
      .getByText(/^8 in \d chunks/)
      .waitFor();
    await look('search');
    await window.press('ArrowDown', 'ArrowDown', 'Enter');
    await library().waitFor({ state: 'detached' });
    expect(await window.page.evaluate(() => getSelection()?.toString())).toBe('clock');
  });

  it('says in the library, too, that no turn says that', async () => {
    await window.press('Control+Shift+f');
    await library().getByRole('textbox', { name: 'Search the library' }).focus();
    await window.press('Control+a');
    await window.type('amblefrod');
    await library().getByRole('button', { name: 'Search for “ambleford”' }).waitFor();
    await look('search-none');
    await window.press('Control+1');
    await library().waitFor({ state: 'detached' });
  });

  it('exports, and the files differ in what was replaced', async () => {
    await window.exportBack();
    const changes = changedLines(shipped, await readChunks(desk.openedSample));
    expect(changes.map(({ file, line, is }) => [file, line, is])).toEqual([
      [
        second,
        72,
        "That's the whole secret. The weight on this side is two hundred kilos of cast iron on a steel cable, and it",
      ],
      [second, 95, "Now, there's a jam jar here, full of old coins, and the label says, do not spend."],
      [
        second,
        114,
        "she corrected me. In front of everyone. So now she's in charge of the coins. She has a chart. And",
      ],
    ]);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
