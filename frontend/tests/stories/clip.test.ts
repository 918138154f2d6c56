/** Parts of the sound, and what it looks like, saved as files of their own: with the keys, through the system's dialog. */
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlayerView } from '../../src/model/soundviews';
import { SECOND } from '../../src/model/timecode';
import type { EpisodeView, TurnView } from '../../src/model/views';
import type { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { writeNumberedSound } from '../desk/numbered';
import { cardRate } from '../desk/soundcard';
import { atDesk, come } from '../desk/story';
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
  let episode: number;

  atDesk({}, async (at) => {
    ({ desk, window } = at);
    const id = await window.call<number>('OpenSample');
    episode = id;
    sound = join(desk.folder, 'numbered.wav');
    await writeNumberedSound(sound, 90);
    await window.call('AttachSound', id, sound);
    await window.page.reload();
    await window.opened();
    await come(async () => (await window.call<PlayerView>('PlayerState')).path === sound);
    const view = await window.page.evaluate(
      async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
      id,
    );
    chunks = view.chunks;
    turns = chunks.flatMap((chunk) => chunk.turns);
  });

  /** Runs a command of the palette, and answers the dialog with the path of a file. */
  async function ask(command: string, name: string, title = 'Save the sound'): Promise<string> {
    await window.press('Control+k');
    await window.type(command);
    await window.press('Enter');
    return answer(name, title);
  }

  async function answer(name: string, title = 'Save the sound'): Promise<string> {
    const dialog = await Glass.of(desk.env, title);
    await dialog.rests();
    const path = join(desk.folder, name);
    // A dialog that opens files shows folders at first, and takes a path where it is asked to.
    if (!title.startsWith('Save')) await dialog.press('ctrl+l');
    await dialog.press('ctrl+a');
    await dialog.type(path);
    await dialog.press('Return');
    // The first one may have been for what the dialog proposed meanwhile.
    if (!title.startsWith('Save')) {
      await dialog.rests();
      if (await dialog.visible()) await dialog.press('Return');
    }
    return path;
  }

  async function save(command: string, name: string): Promise<Buffer> {
    return saved(await ask(command, name));
  }

  async function saved(path: string): Promise<Buffer> {
    const name = basename(path);
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

  it('of a loop holds what is looped', async () => {
    const box = (await window.page.locator('.zoomed .field-of').boundingBox())!;
    await window.page.mouse.move(box.x + 200, box.y + 60);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + 260, box.y + 60, { steps: 4 });
    await window.page.mouse.up();
    await window.page.getByText(/^loop of/).waitFor();
    const { range } = await window.call<PlayerView>('PlayerState');
    const clip = await save('sound of the loop', 'loop.wav');
    expect(clip.subarray(head).equals(await framesOf(range!.from, range!.to))).toBe(true);
    await window.button('Loop').click();
    await window.page.getByText(/^loop of/).waitFor({ state: 'detached' });
  });

  it('of a chunk runs to where the next one begins', async () => {
    await window.words.getByText(turns[1]!.paragraphs[0]!.slice(0, 20)).click();
    await window.button('More to do with the turn').click();
    await window.page.getByRole('menuitem', { name: 'Save the sound of the chunk…' }).click();
    const clip = await saved(await answer('chunk.wav'));
    const to = chunks[1]!.turns[0]!.from!;
    expect(clip.subarray(head).equals(await framesOf(chunks[0]!.turns[0]!.from!, to))).toBe(true);
  });

  it('has beside it the waveform, as other programs have it, and takes one from them', async () => {
    const path = await ask('save the waveform for other programs', 'numbered.json', 'Save the waveform');
    await window.page.getByTestId('toast').getByText('Saved numbered.json').waitFor();
    const saved = JSON.parse(await readFile(path, 'utf8')) as { sample_rate: number; length: number; data: number[] };
    expect(saved.sample_rate).toBe(cardRate);
    expect(saved.length * 256).toBeGreaterThanOrEqual(90 * cardRate);
    expect(Math.max(...saved.data)).toBeGreaterThan(0);

    const flat = join(desk.folder, 'flat.json');
    await writeFile(flat, JSON.stringify({ ...saved, data: saved.data.map(() => 0) }));
    await ask('take a waveform', 'flat.json', 'Take a waveform');
    await window.page.getByTestId('toast').getByText('Took the waveform of flat.json').waitFor();
    const points = await window.page.evaluate(
      async (n) => [
        ...new Uint8Array(await (await fetch(`/api/episodes/${n}/waveform?level=0&from=0&to=99`)).arrayBuffer()),
      ],
      episode,
    );
    expect(points.length).toBe(3 * 99);
    expect(points.every((each) => each === 0)).toBe(true);
  });

  it('of a sound that went away is told of, and leaves no file', async () => {
    await rename(sound, `${sound}.away`);
    const path = await ask('sound of the chunk', 'late.wav');
    await window.page.getByRole('main').getByText('There is no such file').waitFor();
    expect(existsSync(path)).toBe(false);
    expect(window.complaints).toEqual([]);
  });
});
