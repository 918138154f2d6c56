/** A turn as one thing: the group that it is for a screen reader. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { EditorWindow } from '../desk/window';

describe('a turn', () => {
  let desk: Desk;
  let window: EditorWindow;

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    window = await EditorWindow.open(await desk.start());
    await window.openSample();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const group = (name: string) => window.words.getByRole('group', { name, exact: true });

  it('is a group with the name of its speaker and its time', async () => {
    await group('Odette, 00:00:01:15').getByText('welcome to The Mending Hour').waitFor();
    await window.caretBefore('00:00:33:06', 'bed,');
    await window.press('Shift+Enter');
    await group('Barnaby, 00:00:33:06, paragraph 2').getByText('bed, full of').waitFor();
    await window.press('Escape', '1');
    await group('Odette, 00:00:33:06').waitFor();
    await window.saved();
    await window.undoAll();
    await group('Barnaby, 00:00:33:06').getByText('bed, full of').waitFor();
    // Without a name of their own there are only lines that are not the turn's.
    expect(await window.words.locator('.cm-line:not([aria-label])').count()).toBe(0);
  });
});
