/** Parts of the sound saved as files of their own: with the keys, through the system's own dialog, to the sample. */
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { PlayerView } from '../../src/model/soundviews';
import { SECOND } from '../../src/model/timecode';
import type { EpisodeView, TurnView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { writeNumberedSound } from '../desk/numbered';
import { cardRate } from '../desk/soundcard';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

/** Bytes of a frame of the sound, and of what stands before the first. */
const frame = 4;
const head = 44;

describe('a clip', () => {
  let desk: Desk;
  let window: EditorWindow;
  let sound: string;
  let turns: TurnView[];
  let chunks: EpisodeView['chunks'];

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    const id = await window.call<number>('OpenSample');
    sound = join(desk.folder, 'numbered.wav');
    await writeNumberedSound(sound, 90);
    await window.call('AttachSound', id, sound);
    await window.page.reload();
    await window.opened();
    await vi.waitUntil(async () => (await window.call<PlayerView>('PlayerState')).path === sound);
    const episode = await window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      id,
    );
    chunks = episode.chunks;
    turns = chunks.flatMap((chunk) => chunk.turns);
  });

  /** Runs a command of the palette, and answers the dialog with the path of a file. */
  async function ask(command: string, name: string): Promise<string> {
    await window.press('Control+k');
    await window.type(command);
    await window.press('Enter');
    const dialog = await Glass.of(desk.env, 'Save the sound');
    await dialog.rests();
    const path = join(desk.folder, name);
    await dialog.press('ctrl+a');
    await dialog.type(path);
    await dialog.press('Return');
    return path;
  }

  async function save(command: string, name: string): Promise<Buffer> {
    const path = await ask(command, name);
    await window.page.getByTestId('toast').getByText(`Saved ${name}`).waitFor();
    return readFile(path);
  }

  const endOf = (turn: number) => turns[turn]!.to ?? turns[turn + 1]!.from!;

  /** The frames of the sound from one place up to another, as they stand in its file. */
  const framesOf = async (from: number, to: number) => {
    const first = (at: number) => Math.ceil((at * cardRate) / SECOND);
    return (await readFile(sound)).subarray(head + first(from) * frame, head + first(to) * frame);
  };

  it('of a turn holds its samples and no others', async () => {
    await window.words.getByText(turns[1]!.paragraphs[0]!.slice(0, 20)).click();
    const clip = await save('sound of the turn', 'turn.wav');
    const want = await framesOf(turns[1]!.from!, endOf(1));
    expect(want.length).toBeGreaterThan(cardRate);
    expect(clip.subarray(head).equals(want)).toBe(true);
  });

  it('of turns that are selected runs from the first to the last', async () => {
    await window.press('Escape', 'Shift+ArrowDown');
    const clip = await save('sound of the turns', 'turns.wav');
    expect(clip.subarray(head).equals(await framesOf(turns[1]!.from!, endOf(2)))).toBe(true);
    await window.press('Enter');
  });

  it('of a chunk runs to where the next one begins', async () => {
    const clip = await save('sound of the chunk', 'chunk.wav');
    const to = chunks[1]!.turns[0]!.from!;
    expect(clip.subarray(head).equals(await framesOf(chunks[0]!.turns[0]!.from!, to))).toBe(true);
  });

  it('of a sound that went away is told of, and leaves no file', async () => {
    await rename(sound, `${sound}.away`);
    const path = await ask('sound of the chunk', 'late.wav');
    await window.page.getByRole('main').getByText('There is no such file').waitFor();
    expect(existsSync(path)).toBe(false);
    expect(window.complaints).toEqual([]);
  });
});
