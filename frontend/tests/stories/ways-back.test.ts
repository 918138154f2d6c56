/** What just happened, told with the way back: it undoes that and nothing else, and leaves the hands in the words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { EditorWindow } from '../desk/window';

const wait = '00:03:23:04';
const first = '00:00:33:06';

describe('the way back', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    window = await EditorWindow.open(await desk.start());
    shipped = await readChunks(sampleFolder);
    await window.openSample();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const toast = () => window.page.getByTestId('toast');
  const undo = () => toast().getByRole('button', { name: 'Undo' });
  const inWords = () => window.page.evaluate(() => document.activeElement?.className ?? '');

  async function command(name: string): Promise<void> {
    await window.press('Control+k');
    await window.type(name);
    await window.press('Enter');
  }

  it('undoes what the toast tells, and gives the focus to the words', async () => {
    await window.selectTurn(wait);
    await window.press('1');
    await toast().getByText('Gave the turn to Odette').waitFor();
    await window.saved();
    await undo().press('Enter');
    await toast().waitFor({ state: 'detached' });
    await window.saved();
    expect(await inWords()).toContain('cm-content');
    await window.selectTurn(first);
    await window.selectTurn(wait);
    expect(await window.announced()).toContain('Barnaby');
  });

  it('goes with its step, however that is undone', async () => {
    await window.selectTurn(wait);
    await window.press('1');
    await undo().waitFor();
    await window.press('Control+z');
    await toast().waitFor({ state: 'detached' });
    await window.saved();
  });

  it('keeps no button that would undo something else', async () => {
    await window.selectTurn(wait);
    await window.press('1');
    await undo().waitFor();
    // A toast that is looked at stays.
    await toast().hover();
    await window.caretBefore(first, 'the');
    await window.type('so ');
    await undo().waitFor({ state: 'detached' });
    await toast().getByText('Gave the turn to Odette').waitFor();
    await window.saved();
    await window.undoAll();
  });

  it('is offered for what the program does by itself, too', async () => {
    await window.caretBefore(wait, 'wait');
    await window.type('long ');
    await window.saved();
    await command('get the turn back as imported');
    await undo().press('Enter');
    await toast().waitFor({ state: 'detached' });
    await window.saved();
    expect(await window.wordsOf(wait)).toContain('The long wait on this side');
    await window.undoAll();
  });

  it('leaves the files as they were', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    await window.dialog.getByText('Unchanged: 4 files, byte-identical').waitFor();
    await window.press('Escape');
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
