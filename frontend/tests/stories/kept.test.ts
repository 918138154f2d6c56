/** What was done is kept: over a reload, a restart, and a program that is killed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { Desk } from '../desk/desk';
import type { Program } from '../desk/program';
import { EditorWindow } from '../desk/window';

const turn = '00:03:23:04';

describe('what was done', () => {
  let desk: Desk;
  let program: Program;
  let window: EditorWindow;

  beforeEach(async () => {
    desk = await Desk.sit({ sound: false });
    program = await desk.start();
    window = await EditorWindow.open(program);
    await window.openSample();
    await window.mend(turn, 'wait', 'weight');
  });
  afterEach(async () => {
    await window?.close();
    await desk?.leave();
  });

  const startAgain = async () => {
    await window.close();
    program = await desk.start();
    window = await EditorWindow.open(program);
    await window.words.waitFor();
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  };

  it('shows after a reload, where it was done', async () => {
    const here = await window.turn(turn).getAttribute('data-turn');
    await expect.poll(async () => (await window.call<LibraryView>('Library')).last.turn).toBe(Number(here));
    await window.page.reload();
    await window.words.getByText('The weight on this side').waitFor();
  });

  it('is there when the program is started again, and can be undone', async () => {
    await program.end();
    await startAgain();
    await window.undoAll();
    expect(await window.wordsOf(turn)).toContain('The wait on this side');
  });

  it('is there when the program was killed after it said Saved', async () => {
    await program.kill();
    await startAgain();
    await window.undoAll();
    expect(await window.wordsOf(turn)).toContain('The wait on this side');
    await window.redoAll();
    expect(await window.wordsOf(turn)).toContain('The weight on this side');
  });
});
