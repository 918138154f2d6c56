/** A turn that is split where the sound stands, by the keys alone, down to the bytes of the file. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { SECOND } from '../../src/model/timecode';
import { MEASURED, pack } from '../../src/model/times';
import type { EpisodeView } from '../../src/model/views';
import { atDesk } from '../desk/story';

const spoken = new URL('../../../backend/align/testdata/spoken.flac', import.meta.url).pathname;

const head = `---
title: A Ferry
slug: ep01-01-a-ferry
series: Ferries
episode: 1
chunk: 1
speakers:
- Odette
- Barnaby
---
`;

const chunk = `${head}
00:00:01.000 - 00:00:03.000
Odette
Oranges come ashore. Newspapers too.

00:00:03.000 - 00:00:05.000
Barnaby
Nobody asked the captain.
`;

/** When each word of the first turn is said, in seconds. */
const said = [
  [1, 1.3],
  [1.4, 1.6],
  [1.6, 2],
  [2.3, 2.6],
  [2.7, 2.9],
] as const;

describe('a turn is split at the playhead', () => {
  let id: number;
  let file: string;

  const at = atDesk(
    {
      sound: false,
      bring: async ({ folder }) => {
        const to = join(folder, 'ferries');
        await mkdir(to);
        file = join(to, 'ep01-01-a-ferry.md');
        await writeFile(file, chunk);
        await copyFile(spoken, join(to, 'talk.flac'));
        return [to];
      },
    },
    async ({ window, desk }) => {
      await window.words.getByText('Nobody asked').waitFor();
      id = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
      await window.call('AttachSound', id, join(desk.folder, 'ferries', 'talk.flac'));
      const { chunks } = await episode();
      const times = pack(
        said.map(([from, to]) => ({ how: MEASURED, from: Math.round(from * SECOND), to: Math.round(to * SECOND) })),
      );
      const ops = [{ kind: 'times', turn: chunks[0]!.turns[0]!.id, times }];
      await window.call('Edit', { episode: id, name: 'Timed the words', ops, typing: false });
      await window.page.reload();
      await window.words.getByText('Nobody asked').waitFor();
    },
  );

  const episode = () =>
    at.window.page.evaluate(async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>, id);
  const turns = async () =>
    (await episode()).chunks[0]!.turns.map(({ start, end, estimated, paragraphs }) =>
      [start.slice(6), end.slice(6), estimated, ...paragraphs].join(' '),
    );
  const readout = () => at.window.page.getByRole('timer', { name: 'Position' }).textContent();

  async function splitAt(seconds: number): Promise<void> {
    const { window } = at;
    await window.call('Seek', Math.round(seconds * SECOND));
    // At 30 frames a second.
    const frames = String(Math.round((seconds % 1) * 30)).padStart(2, '0');
    await expect.poll(readout).toBe(`00:00:0${Math.floor(seconds)}:${frames}`);
    await window.words.focus();
    await window.press('Control+Shift+Enter');
    await window.saved();
  }

  async function undo(): Promise<void> {
    await at.window.press('Control+z');
    await at.window.saved();
    expect(await turns()).toEqual(whole);
  }

  const second = '03.000 05.000 0 Nobody asked the captain.';
  const whole = ['01.000 03.000 0 Oranges come ashore. Newspapers too.', second];

  it('at the beginning of the word that is heard, where that is known', async () => {
    await splitAt(2.4);
    expect(await turns()).toEqual(['01.000 02.300 0 Oranges come ashore.', '02.300 03.000 0 Newspapers too.', second]);
    await undo();
  });

  it('in a silence behind the word that was heard', async () => {
    await splitAt(2.2);
    expect(await turns()).toEqual(['01.000 02.200 0 Oranges come ashore.', '02.200 03.000 0 Newspapers too.', second]);
    await undo();
  });

  it('about there in the text, where no word has a time', async () => {
    await splitAt(4.1);
    expect(await turns()).toEqual([whole[0], '03.000 04.100 0 Nobody asked', '04.100 05.000 0 the captain.']);
    await undo();
  });

  it('but not where no words stand before it or behind it, which is told', async () => {
    const { window } = at;
    for (const seconds of [1.1, 3]) {
      await splitAt(seconds);
      await window.page.locator('.toast').getByText('The playhead is not within the words of a turn').waitFor();
      expect(await turns()).toEqual(whole);
    }
  });

  it('and stands so in the file', async () => {
    await splitAt(2.4);
    await at.window.exportBack();
    expect(await readFile(file, 'utf8')).toBe(
      chunk.replace(
        '00:00:03.000\nOdette\nOranges come ashore. Newspapers',
        '00:00:02.300\nOdette\nOranges come ashore.\n\n00:00:02.300 - 00:00:03.000\nOdette\nNewspapers',
      ),
    );
    expect(at.window.complaints).toEqual([]);
  });
});
