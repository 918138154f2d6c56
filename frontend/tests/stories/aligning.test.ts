/** Words find their times: a transcript without any, its sound, and one command. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSure, unpack } from '../../src/model/times';
import type { LibraryView } from '../../src/model/libraryviews';
import type { EpisodeView } from '../../src/model/views';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const spoken = new URL('../../../backend/align/testdata/spoken.flac', import.meta.url).pathname;

const chunk = `---
title: A Clock
slug: ep01-01-a-clock
series: Clocks
episode: 1
chunk: 1
---

00:00:00.000 - 00:00:06.700
Odette
Good morning. I have a clock here that was made in 1871, and it has not struck since.
00:00:06.700 - 00:00:13.000
Barnaby
May I see it? The wheel is bent, and someone has put 25% of the teeth back with glue.
`;

describe('words without times', () => {
  let window: EditorWindow;
  let episode: number;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = join(at.folder, 'clocks');
        await mkdir(folder);
        await writeFile(join(folder, 'ep01-01-a-clock.md'), chunk);
        await copyFile(spoken, join(folder, 'talk.flac'));
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('it has not struck since').waitFor();
      // The place last edited may not be noted yet.
      episode = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
      await window.call('AttachSound', episode, join(at.desk.folder, 'clocks', 'talk.flac'));
      await window.page.reload();
      await window.words.getByText('it has not struck since').waitFor();
    },
  );

  const times = async () => {
    const view = await window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      episode,
    );
    return view.chunks.flatMap(({ turns }) => turns.flatMap((turn) => unpack(turn.times)));
  };

  it('get them by a command of the palette, in one step that can be taken back', async () => {
    expect(await times()).toEqual([]);
    await window.press('Control+k');
    await window.type('Align the words with the sound');
    await window.press('Enter');
    await window.page.locator('.toast', { hasText: /of 37 words found in the sound/ }).waitFor({ timeout: 60_000 });
    const found = await times();
    expect(found.length).toBe(37);
    expect(found.filter(({ how }) => isSure(how)).length).toBeGreaterThan(33);
    await window.screenshot('aligned');
    await window.press('Control+z');
    await expect.poll(times).toEqual([]);
  });
});
