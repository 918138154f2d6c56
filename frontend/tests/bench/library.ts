/**
 * The library that is measured: the long episode and a short one, taken in by the program's own verb; then the times of
 * the words, the sound and the marks, through the calls that the window makes. It fails if the program does not see
 * what it should.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Op } from '../../src/model/ops';
import type { LibraryView } from '../../src/model/libraryviews';
import type { EpisodeView, ID, NoteView, TurnView } from '../../src/model/views';
import { wordPlaces } from '../../src/model/times';
import type { Desk } from '../desk/desk';
import { shipped } from '../desk/places';
import { EditorWindow } from '../desk/window';
import { size, timesOf, writeEpisode, writeShort, writeSound } from './episode';

const run = promisify(execFile);
/** So many ops go in one call. */
const atOnce = 500;

export interface Prepared {
  library: string;
  /** The episode as the program tells it at last. */
  episode: EpisodeView;
}

export async function prepare(desk: Desk): Promise<Prepared> {
  const library = join(desk.folder, 'Long.stet');
  const folder = join(desk.folder, 'files');
  await writeEpisode(join(folder, 'long'));
  await writeShort(join(folder, 'short'));
  const sound = join(desk.folder, 'long.wav');
  await writeSound(sound);
  await run(shipped, ['import', '--library', library, folder], { env: desk.env, maxBuffer: 1 << 26 });
  const program = await desk.start({ library });
  const window = await EditorWindow.open(program, { fresh: true });
  try {
    const { series } = await window.call<LibraryView>('Library');
    const items = series.flatMap((each) => each.episodes);
    const long = items.find((item) => item.chunks.length > 1)!.id;
    await window.call('AttachSound', long, sound);
    await window.call('SetClock', long, '30', 0);
    const edit = async (name: string, ops: unknown[]) => {
      for (let i = 0; i < ops.length; i += atOnce) {
        const request = { episode: long, name, ops: ops.slice(i, i + atOnce), typing: false };
        await window.call('Edit', request);
      }
    };
    const turns = (await fetchEpisode(window, long)).chunks.flatMap((chunk) => chunk.turns);
    let first = 0;
    await edit(
      'Time the words',
      turns.map((turn) => {
        const op = { kind: 'times', turn: turn.id, times: timesOf(turn, first) };
        first += wordsOf(turn);
        return op;
      }),
    );
    await edit('Put marks', marksFor(turns));
    const episode = await fetchEpisode(window, long);
    check(episode);
    return { library, episode };
  } finally {
    await window.close();
    await program.end();
  }
}

export function fetchEpisode(window: EditorWindow, id: number): Promise<EpisodeView> {
  return window.page.evaluate<EpisodeView, number>(async (n) => (await fetch(`/api/episodes/${n}`)).json(), id);
}

export const wordsOf = (turn: TurnView) => wordPlaces(turn.paragraphs.join('\n')).length;

/** Comments on every second turn, bookmarks and checked turns on the others. */
function marksFor(turns: readonly TurnView[]): Op[] {
  const note = (kind: NoteView['kind'], turn: ID, from: number): Op => ({
    kind: 'note.add',
    note: { id: 0, kind, turn, from, to: from + 2, lost: false, text: 'Is that so?', resolved: false },
  });
  return turns.flatMap(({ id }, i): Op[] => {
    if (i % 2 === 0) return [note('comment', id, i % 3)];
    if (i % 6 === 1) return [note('bookmark', id, 0)];
    return i % 6 === 3 ? [{ kind: 'checked', turn: id, checked: true }] : [];
  });
}

function check({ chunks, notes }: EpisodeView): void {
  const turns = chunks.flatMap((chunk) => chunk.turns);
  const found = {
    words: turns.reduce((sum, turn) => sum + wordsOf(turn), 0),
    turns: turns.length,
    chunks: chunks.length,
    marks: notes.length + turns.filter((turn) => turn.checked).length,
    problems: chunks.reduce((sum, chunk) => sum + chunk.problems.length, 0),
  };
  for (const [what, count] of Object.entries(found)) {
    const meant = size[what as keyof typeof found];
    if (count < meant || count > meant * 1.1) throw new Error(`the episode has ${count} ${what}, and not ${meant}`);
  }
}
