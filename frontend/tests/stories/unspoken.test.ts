/** A header that fits the first turn alone, and text that the sound does not hold: told of with what to do, and mended. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import type { PlayerView } from '../../src/model/soundviews';
import { SECOND } from '../../src/model/timecode';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const spoken = new URL('../../../backend/align/testdata/spoken.flac', import.meta.url).pathname;

const chunk = `---
title: A Clock
slug: ep01-01-a-clock
series: Clocks
episode: 1
chunk: 1
start_time: 00:00:00.000
end_time: 00:00:06.700
speakers:
- Odette
- Barnaby
---

00:00:00.000 - 00:00:06.700
Odette
Good morning. I have a clock here that was made in 1871, and it has not struck since.

Barnaby
May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue.

Odette
Every evening the ferry brings a crate of oranges and a bundle of old newspapers for the schoolhouse library.
`;

const patience = { timeout: 60_000 };

describe('text that the sound does not hold', () => {
  let window: EditorWindow;
  let folder: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = join(at.folder, 'clocks');
        await mkdir(folder);
        await writeFile(join(folder, 'ep01-01-a-clock.md'), chunk);
        await copyFile(spoken, join(folder, 'talk.flac'));
        return [folder];
      },
    },
    (at) => {
      ({ window } = at);
    },
  );

  const command = async (words: string) => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.press('Enter');
  };
  const finding = (kind: string) => window.page.locator(`[data-finding="${kind}"]`);

  it('is seen before anything is heard, where the header has no room for it', async () => {
    await window.words.getByText('it has not struck since').waitFor();
    await command('every turn once');
    await finding('misfit').getByText('cannot be said in the time that the header of chunk 1 gives').waitFor();
    await finding('misfit').getByText('it fits the first turn alone').waitFor();
  });

  it('is told of once the words are aligned, with what to do', async () => {
    const episode = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
    await window.call('AttachSound', episode, join(folder, 'talk.flac'));
    await window.page.reload();
    await window.words.getByText('it has not struck since').click();
    await command('Align the words with the sound');
    await window.page.getByTestId('toast').getByText('not in it').waitFor(patience);
    await command('every turn once');
    await finding('unspoken').getByText('The sound does not hold 19 words that stand here.').waitFor(patience);
    await finding('unspoken').getByText('take them out if they were cut').waitFor();
    const marked = window.words.locator('.how-unspoken');
    await expect.poll(() => marked.count(), patience).toBe(1);
    expect(await marked.textContent()).toMatch(/^Every evening the ferry .* the schoolhouse library\.$/);
    await window.screenshot('unspoken');
  });

  it('is taken out by a key, which is one step', async () => {
    await finding('unspoken').getByRole('button', { name: 'Take 1 turn out' }).focus();
    await window.press('Enter');
    await finding('unspoken').waitFor({ state: 'detached' });
    await expect.poll(() => window.words.getByText('the ferry brings').count()).toBe(0);
    await window.saved();
    await window.press('Control+z');
    await window.words.getByText('the ferry brings').waitFor();
  });

  it('and sound that the text does not hold is gone to, and let stand', async () => {
    await window.words.getByText('May I see it').click();
    for (let n = 0; n < 3 && !(await window.announced()).startsWith('Turn selected'); n++) await window.press('Escape');
    await window.press('Delete');
    await expect.poll(() => window.words.getByText('May I see it').count()).toBe(0);
    await window.saved();
    await command('Align all words anew');
    await command('every turn once');
    const card = finding('unwritten');
    await card
      .getByText('something is heard, and no word of the text is said there. Listen: if somebody speaks')
      .waitFor(patience);
    await card.getByRole('button', { name: 'Listen' }).focus();
    await window.press('Enter');
    await expect
      .poll(async () => (await window.call<PlayerView>('PlayerState')).range?.from ?? 0)
      .toBeGreaterThan(4 * SECOND);
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.screenshot(`unwritten-${colorScheme}`);
    }
    await card.getByRole('button', { name: 'Let it stand' }).focus();
    await window.press('Enter');
    await card.waitFor({ state: 'detached' });
    await window.page.reload();
    await command('every turn once');
    await window.page.locator('[data-coverage]').waitFor();
    await finding('unspoken').waitFor(patience);
    expect(await card.count()).toBe(0);
  });

  it('which is taken back where it is listed, and its place leads between the turns and plays', async () => {
    const stands = finding('stands');
    await stands.getByText('something is heard that is not to be in the text').waitFor(patience);
    await window.screenshot('unwritten-stands');
    await stands.getByRole('button', { name: 'Look at it again' }).focus();
    await window.press('Enter');
    await stands.waitFor({ state: 'detached' });
    const card = finding('unwritten');
    const place = card.getByRole('button', { name: /^chunk 1, 00:00:0\d/ });
    await place.focus();
    await window.press('Enter');
    await expect
      .poll(async () => (await window.call<PlayerView>('PlayerState')).range?.from ?? 0, patience)
      .toBeGreaterThan(4 * SECOND);
    // The caret is behind the last word that is said before it.
    await window.type('!');
    await window.words.getByText('it has not struck since.!').waitFor(patience);
    await window.press('Control+z');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
