/** A transcript that comes again for an episode that is cut already: shown chunk by chunk, and taken in one step. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { type Files, readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('a transcript that comes again', () => {
  let desk: Desk;
  let window: EditorWindow;
  let folder: string;
  let shipped: Files;

  atDesk(
    {
      sound: false,
      bring: async (at: Desk) => {
        folder = await at.copySample();
        return [folder];
      },
    },
    async (at) => {
      ({ desk, window } = at);
      await window.opened();
      shipped = await readChunks(sampleFolder);
    },
  );

  const dialog = () => window.page.getByRole('dialog', { name: 'Take in ep03.txt' });
  const chunk = (name: string) => dialog().getByRole('listitem', { name });
  const drop = async () => {
    await window.drop(join(desk.folder, 'ep03.txt'));
    await dialog()
      .getByRole('button', { name: /^Take \d+ changes?$/ })
      .waitFor();
  };

  it('is known again, with what it changes, and with what a person changed', async () => {
    // Somebody mended a word that the transcript has otherwise as well.
    await window.mend('00:03:23:04', 'wait', 'weight');
    const bodies = [...shipped.values()].map((bytes) => bytes.toString('utf8').split('\n---\n')[1]!.trim());
    const whole = bodies
      .join('\n\n')
      .replaceAll('Episode 3\n\n', '')
      .replaceAll(/^Odette$/gm, 'Speaker 1');
    await writeFile(
      join(desk.folder, 'ep03.txt'),
      `${whole.replace('The wait on this', 'The waits on this').replace('That’s the good bucket', "That's the good bucket").replace('good bucket', 'best bucket')}\n`,
    );
    await drop();
    await dialog().getByText('This is the transcript of Episode 3 of The Mending Hour').waitFor();
    await dialog().getByText('1 place changed on both sides: yours stays').waitFor();
    await dialog().getByText('Speaker 1 is Odette').waitFor();
    expect(await chunk('Chunk 1').getByText('the same first turn').count()).toBe(1);
    const conflict = chunk('Chunk 02').getByRole('group', { name: /^Changed on both sides: Barnaby, 00:03:23:04/ });
    await conflict.waitFor();
    expect(await conflict.getByRole('radio', { name: 'Keep mine' }).isChecked()).toBe(true);
    await window.screenshot('again-light');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('again-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
  });

  it('is taken by a key, in one step, and leaves what was mended', async () => {
    await window.press('Enter');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
    await window.page.getByTestId('toast').getByText('Took ep03.txt again, cut like the chunks').waitFor();
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('best bucket');
    expect(await window.wordsOf('00:03:23:04')).toContain('The weight on this');
    expect(await window.page.getByRole('treeitem', { level: 3 }).count()).toBe(4);
    await window.press('Control+z');
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('good bucket');
    expect(await window.wordsOf('00:03:23:04')).toContain('The weight on this');
  });

  it('takes the other side where somebody says so, and leaves chunks as they are', async () => {
    await drop();
    const radio = chunk('Chunk 02').getByRole('radio', { name: 'Take the transcript’s' });
    await radio.focus();
    await window.press('Space');
    await expect.poll(() => radio.isChecked()).toBe(true);
    const leave = chunk('Chunk 1').getByRole('checkbox', { name: 'Leave it as it is' });
    await leave.focus();
    await window.press('Space');
    await chunk('Chunk 1').getByText('left as it is').waitFor();
    await dialog()
      .getByRole('button', { name: /^Take \d+ changes?/ })
      .focus();
    await window.press('Enter');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
    await window.saved();
    expect(await window.wordsOf('00:03:23:04')).toContain('The waits on this');
    expect(await window.wordsOf('00:00:20:08')).toContain('good bucket');
    await window.undoAll();
  });

  it('is asked for its times first where a recogniser wrote it, and then no word changes', async () => {
    const text = await window.wordsOf('00:00:20:08');
    const said = [...shipped.values()].flatMap((bytes) =>
      bytes
        .toString('utf8')
        .split('\n---\n')[1]!
        .split(/\s+/)
        .filter((word) => /^[\p{L}’']+[.,?!]?$/u.test(word)),
    );
    const words = said.map((word, i) => ({ word: word.toLowerCase(), start: i / 4, end: i / 4 + 0.3 }));
    // It parts them elsewhere than the chunks begin, and hears one in ten otherwise.
    const segments = [];
    for (let from = 0; from < words.length; from += 12) {
      const part = words.slice(from, from + 12);
      if (part[9]) part[9] = { ...part[9], word: 'something' };
      const text = part.map(({ word }) => word).join(' ');
      segments.push({ start: part[0]!.start, end: part.at(-1)!.end, text, words: part });
    }
    await writeFile(join(desk.folder, 'ep03.json'), JSON.stringify({ segments }));
    await window.drop(join(desk.folder, 'ep03.json'));
    const took = window.page.getByRole('dialog', { name: 'Take in ep03.json' });
    const ways = took.getByRole('radiogroup', { name: 'What to do with it' });
    await took.getByRole('button', { name: 'Take the times of words' }).waitFor();
    expect(await ways.getByRole('radio', { name: 'Take only the times of its words' }).isChecked()).toBe(true);
    expect(await ways.getByRole('radio').count()).toBe(3);
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.screenshot(`again-times-${colorScheme}`);
    }
    await window.press('Enter');
    await took.waitFor({ state: 'detached' });
    await window.page
      .getByTestId('toast')
      .getByText(/words have their times from ep03\.json/)
      .waitFor();
    expect(await window.wordsOf('00:00:20:08')).toBe(text);
    await window.undoAll();
  });

  it('shows what it changes of a chunk whose first turn is not in it', async () => {
    const bodies = [...shipped.values()].map((bytes) => bytes.toString('utf8').split('\n---\n')[1]!.trim());
    const second = bodies[1]!.split('\n\n').slice(1).join('\n\n');
    const whole = [bodies[0], second, ...bodies.slice(2)].join('\n\n').replaceAll('Episode 3\n\n', '');
    await writeFile(join(desk.folder, 'ep03.txt'), `${whole.replace('With permission?', 'With his permission?')}\n`);
    await drop();
    const lost = chunk('Chunk 02');
    await lost.getByText('not found').waitFor();
    await lost.getByText('of its other turns what is known again changes').waitFor();
    await lost.getByText(/^\d+ changes?$/).waitFor();
    await window.screenshot('again-lost');
    await lost.getByRole('checkbox', { name: 'Leave it as it is' }).press('Space');
    await lost.getByText('it stays as it is').waitFor();
    await window.press('Escape');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('takes what is new in one that nobody has cut', async () => {
    const talk = (word: string) =>
      `1\n00:00:01,000 --> 00:00:04,000\nMira: The ferry leaves at ${word}, and it waits for nobody.\n\n2\n00:00:05,000 --> 00:00:08,000\nJonas: Then we had better be there well before it does.\n`;
    const file = join(desk.folder, 'ferry.srt');
    const took = window.page.getByRole('dialog', { name: 'Take in ferry.srt' });
    await writeFile(file, talk('none'));
    await window.drop(file);
    await took.getByRole('button', { name: 'Take in 1 transcript' }).press('Enter');
    await took.waitFor({ state: 'detached' });
    await window.page.getByText('leaves at none').waitFor();
    await writeFile(file, talk('noon'));
    await window.drop(file);
    await took.getByText('which the library has as it was before').waitFor();
    await window.screenshot('again-uncut');
    await took.getByRole('button', { name: 'Take 1 change' }).press('Enter');
    await took.waitFor({ state: 'detached' });
    await window.page.getByTestId('toast').getByText('Took ferry.srt again').waitFor();
    await window.page.getByText('leaves at noon').waitFor();
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
