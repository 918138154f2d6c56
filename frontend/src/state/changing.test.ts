/** What was typed and could not be made stays where it can be copied. */
import { expect, it } from 'vitest';
import { Failure } from '../model/failure';
import { Changing } from './changing';
import type { Episode } from './episode.svelte';
import { Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';

it('shows the words of one change that was refused below those of another', async () => {
  const notices = new Notices();
  const saving = { abandon: () => [] } as unknown as Saving;
  const changing = new Changing({ view: null } as unknown as Episode, saving, notices);
  for (const typed of ['the bell rang ', '', 'twice ']) await changing.refused(1, typed, new Failure('failed', 'No.'));
  expect(notices.notes.map(({ lines }) => lines?.map(({ what }) => what))).toEqual([['the bell rang ', 'twice ']]);
});
