/** From one problem to the next, by the keys: on from the caret, and none is passed over where one is mended. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const ropes = `---
title: The Ropes
slug: ep07-01-the-ropes
series: The Mending Hour
episode: 7
chunk: 1
speakers:
- Ada
- Björn
summary: Ada and Björn go up to look at the ropes. They are old.
---

00:00:01:00 - 00:00:06:00
Ada
The rope that we bought was far too

00:00:06:00 - 00:00:11:00
Björn
short.

00:00:11:00 - 00:00:16:00
Ada
So we tied two of them together, and went up the

00:00:16:00 - 00:00:21:00
Björn
tower.

00:00:21:00 - 00:00:26:00
Ada
Then it rained, and none of us had a

00:00:26:00 - 00:00:31:00
Björn
hat.

00:00:31:00 - 00:00:36:00
Ada
So we came down again.
`;

describe('problems', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = join(at.folder, 'Ropes');
        await mkdir(folder);
        await writeFile(join(folder, 'ep07-01-the-ropes.md'), ropes);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('far too').waitFor();
    },
  );

  const goesTo = async (keys: string, start: string) => {
    await window.press(keys);
    await expect.poll(() => window.announced()).toMatch(new RegExp(`${start}$`));
  };

  it('are gone to from the caret, forth and back', async () => {
    await window.caretBefore('00:00:11:00', 'tied');
    await goesTo('F8', '00:00:16:00');
    await goesTo('F8', '00:00:26:00');
    await goesTo('F8', '00:00:06:00');
    await goesTo('Shift+F8', '00:00:26:00');
    await window.caretBefore('00:00:11:00', 'tied');
    await goesTo('Shift+F8', '00:00:06:00');
  });

  it('are not passed over when the one before is mended', async () => {
    const cards = window.page.getByRole('group', { name: /seems to end a sentence/ });
    await expect.poll(() => cards.count()).toBe(3);
    await window.press('Escape', '1');
    await expect.poll(() => cards.count()).toBe(2);
    await goesTo('F8', '00:00:16:00');
  });

  it('complain of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
