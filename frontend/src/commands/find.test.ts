import { expect, it } from 'vitest';
import type { Stet } from '../state/stet.svelte';
import { command } from './commands';

it.each(['find', 'find.replace'])('takes away what lies over the words: %s', (id) => {
  const did: string[] = [];
  const place = (name: string) => ({ open: false, close: () => did.push(name) });
  const stet = {
    searching: place('search'),
    board: place('board'),
    registry: place('registry'),
    finding: { start: () => did.push('starts') },
  };
  command(id).run(stet as unknown as Stet);
  expect(did).toEqual(expect.arrayContaining(['board', 'registry', 'starts']));
});
