/** What the keys cannot do now is told, and changes nothing. */
import { expect, it } from 'vitest';
import { atDesk } from '../desk/story';

const at = atDesk({ sound: false }, () => {});

const toast = (text: string) => at.window.page.getByTestId('toast').getByText(text).waitFor();

it('turns are not joined over the edge of a chunk', async () => {
  const { window } = at;
  await window.caretBefore('00:02:44:03', 'So');
  await window.press('Backspace');
  await toast('A chunk begins here.');
  await window.press('ArrowLeft', 'Delete');
  await toast('A chunk ends here.');
  await window.selectTurn('00:02:35:19');
  await window.press('m');
  await toast('Fewer than two turns are selected.');
  await window.press('Shift+ArrowDown', 'm');
  await toast('Turns of two chunks are not joined.');
});

it('turns are not given to nobody, and nothing is there to undo', async () => {
  const { window } = at;
  await window.press('9');
  await toast('Nobody has this number.');
  await window.press('Control+z');
  await toast('There is nothing to undo.');
  await window.saved();
  const plan = await window.call<{ files: { state: string }[] }>('PlanExport', 1, [], '');
  expect(plan.files.map(({ state }) => state)).toEqual(['same', 'same', 'same', 'same']);
  expect(window.complaints).toEqual([]);
});
