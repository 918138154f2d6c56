/** Who goes to another place of a long talk while its words are aligned has those there found next; and can stop it. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LibraryView } from '../../src/model/libraryviews';
import { clockTime, SECOND } from '../../src/model/timecode';
import { isSought, unpack } from '../../src/model/times';
import type { EpisodeView } from '../../src/model/views';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const align = new URL('../../../backend/align/testdata/', import.meta.url).pathname;
/** Times that the two turns are said, and how long once is. */
const times = 60;
const once = 13.195;

describe('a long talk whose words are being aligned', () => {
  let window: EditorWindow;
  let episode = 0;

  atDesk(
    {
      sound: false,
      aligns: true,
      bring: async (at) => {
        const folder = join(at.folder, 'clocks');
        await mkdir(folder);
        const said = JSON.parse(await readFile(join(align, 'spoken.json'), 'utf8')) as { text: string }[];
        const code = (seconds: number) => `${clockTime(Math.floor(seconds) * SECOND)}.000`;
        const turns = Array.from({ length: times }, (_, n) => {
          const text = `${said[0]!.text} ${said[1]!.text}`;
          return `${code(n * once)} - ${code((n + 1) * once)}\nOdette\n${text}\n`;
        });
        const head = '---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n';
        await writeFile(join(folder, 'ep01-01-a-clock.md'), head + turns.join(''));
        await promisify(execFile)('ffmpeg', [
          ...['-v', 'error', '-stream_loop', String(times - 1), '-i', join(align, 'spoken.flac')],
          join(folder, 'talk.wav'),
        ]);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('it has not struck since').first().waitFor();
      episode = (await window.call<LibraryView>('Library')).series[0]!.episodes[0]!.id;
      await window.call('AttachSound', episode, join(at.desk.folder, 'clocks', 'talk.wav'));
      await window.page.reload();
      await window.words.getByText('it has not struck since').first().waitFor();
    },
  );

  /** Of each turn, whether its words have been looked for. */
  const sought = async () => {
    const view = await window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      episode,
    );
    return view.chunks[0]!.turns.map((turn) => unpack(turn.times).some(({ how }) => isSought(how)));
  };

  it('has those found next that somebody goes to, and says what stays when it is stopped', async () => {
    await expect.poll(async () => (await sought())[0], { timeout: 60_000 }).toBe(true);
    await window.words.focus();
    await window.press('Control+End');
    // The last ones are found before others far above them.
    const order = async () => {
      const found = await sought();
      if (!found.at(-1)) return 'not yet';
      return found.slice(0, -12).includes(false) ? 'first' : 'last';
    };
    await expect.poll(order, { timeout: 60_000, interval: 200 }).toBe('first');
    await window.button('Cancel alignment').click();
    await window.page.getByTestId('toast').getByText('Stopped. The words that were found keep their times.').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
