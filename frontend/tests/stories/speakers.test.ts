/** Who said what: numbers, the popover, words given away, renames over a series, and what was found to be somebody else's. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const third = 'ep03-03-the-night-it-struck-thirteen.md';
const next = 'ep04-01-the-kettle.md';
const kettle = `---
title: The Kettle
series: The Mending Hour
episode: 4
chunk: 1
speakers: [Odette, Ines]
participants:
- Odette
---

00:00:01:00 - 00:00:04:00
Odette
And it whistled before it boiled.
00:00:04:00 - 00:00:09:00
Ines
They all do, when they are old.
`;
interface Said {
  speaker: string;
  paragraphs: string[];
}

/** One turn of Barnaby's, as a program leaves it that heard two voices. */
const council =
  '00:06:34:25 - 00:06:39:25\nBarnaby\nThe council had eleven letters by Friday. Well, ten letters and a poem.\n';
const torn =
  '00:06:34:25 - 00:06:37:00\nBarnaby\nThe council had eleven letters by\n' +
  '00:06:37:00 - 00:06:37:20\nOdette\nFriday.\n' +
  '00:06:37:20 - 00:06:39:25\nBarnaby\nWell, ten letters and a poem.\n';

describe('who said what', () => {
  let window: EditorWindow;
  let folder: string;

  const latin = async (name: string) => (await readFile(join(folder, name))).toString('latin1');
  let was = '';

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        was = (await latin(third)).replace(council, torn);
        await writeFile(join(folder, third), was, 'latin1');
        await writeFile(join(folder, next), kettle);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const legend = () => window.page.getByRole('main').getByRole('group', { name: 'Speakers' }).getByRole('button');
  const named = async () => (await legend().allTextContents()).map((text) => text.trim()).filter((text) => text !== '');
  const option = () => window.page.getByRole('option', { selected: true });
  const popover = () => window.page.getByRole('dialog');

  it('gives the rest of a run with Shift and the number, and takes it back', async () => {
    await window.selectTurn('00:06:23:17');
    await window.press('Shift+Digit2');
    await window.page.getByTestId('toast').getByText('Gave 2 turns to Barnaby').waitFor();
    await window.saved();
    await window.selectTurn('00:06:32:29');
    expect(await window.announced()).toContain('Barnaby');
    await window.press('Control+z');
    await window.saved();
    await window.selectTurn('00:06:23:17');
    expect(await window.announced()).toContain('Odette');
    await window.press('2');
    await window.saved();
  });

  it('gives selected words to whom they belong, and types digits otherwise', async () => {
    await window.caretBefore('00:06:42:06', 'We had');
    for (let n = 0; n < 'We had it framed.'.length; n++) await window.press('Shift+ArrowRight');
    await window.press('1');
    await window.page.getByTestId('toast').getByText('Gave words to Odette').waitFor();
    await expect.poll(() => window.announced()).toMatch(/^Odette/);
    await window.saved();
    await window.caretBefore('00:05:09:27', 'All');
    await window.press('9');
    await window.saved();
    expect(await window.wordsOf('00:05:09:27')).toMatch(/^9All right/);
    await window.press('Control+z');
    await window.saved();
  });

  /** Every turn as the program has it: who speaks, and what is said. */
  async function told(): Promise<string[]> {
    await window.saved();
    const episode = await window.page.evaluate(() =>
      fetch('/api/episodes/1').then((r) => r.json() as Promise<{ chunks: { turns: Said[] }[] }>),
    );
    return episode.chunks.flatMap((c) => c.turns.map((t) => `${t.speaker}: ${t.paragraphs.join(' / ')}`));
  }

  async function select(start: string, words: string, length = words.length): Promise<void> {
    await window.caretBefore(start, words);
    await window.press(...new Array<string>(length).fill('Shift+ArrowRight'));
  }

  it('gives words over two turns as one step', async () => {
    const before = await told();
    await select('00:05:44:05', 'if it', "if it doesn't drop in? Then the".length);
    await window.page.locator('.legend.gives').waitFor();
    await window.screenshot('speaker-numbers-give');
    await window.press('2');
    await window.page.getByTestId('toast').getByText('Gave words to Barnaby').waitFor();
    const after = await told();
    expect(after.filter((each) => !before.includes(each))).toEqual([
      'Odette: And, um,',
      "Barnaby: if it doesn't drop in?",
    ]);
    await window.press('Control+z');
    expect(await told()).toEqual(before);
  });

  it('lets no number take the place of words, and leaves nothing behind where two take turns', async () => {
    const before = await told();
    await select('00:05:50:14', 'twelve');
    await window.press('1', '2');
    expect(await told()).toEqual(before);
    await window.press('9');
    await window.page.getByTestId('toast').getByText('Nobody has the number 9.').waitFor();
    await window.press('2');
    await window.page.getByTestId('toast').getByText('Barnaby says these words already.').waitFor();
    expect(await told()).toEqual(before);
    await window.press('Control+z', 'Control+z');
    expect(await told()).toEqual(before);
  });

  it('makes a new speaker, who gets the next number', async () => {
    await window.selectTurn('00:05:14:15');
    await window.press('Control+j');
    await popover().getByText('1 turn', { exact: true }).waitFor();
    await window.type('Hazel');
    await expect.poll(() => option().textContent()).toContain('New speaker “Hazel”');
    await window.screenshot('speaker-new');
    await window.press('Enter');
    await expect.poll(named).toEqual(['OOdette1', 'BBarnaby2', 'HHazel4']);
    await window.saved();
    expect(await window.announced()).toContain('Turn selected: Hazel');
  });

  it('returns the caret, and changes nothing, on Escape', async () => {
    await window.caretBefore('00:05:09:27', 'right');
    await window.press('Control+j', '5', 'Escape');
    await popover().waitFor({ state: 'detached' });
    await window.type('x');
    await window.saved();
    expect(await window.wordsOf('00:05:09:27')).toContain('All xright.');
    await window.press('Control+z');
    await window.saved();
  });

  it('renames her, and her number stays; then finds her to be Odette', async () => {
    await window.selectTurn('00:05:14:15');
    await window.press('Control+j', 'F2');
    await window.type('Philippa');
    await expect.poll(() => option().textContent()).toContain('Rename 1 turn to Philippa');
    await window.press('Enter');
    await expect.poll(named).toEqual(['OOdette1', 'BBarnaby2', 'PPhilippa4']);
    await window.saved();
    await window.press('Control+k');
    await window.type('rename phil');
    await window.press('Enter');
    await window.type('Odette');
    await expect.poll(() => option().textContent()).toContain('Merge into Odette, 1 turn');
    await window.screenshot('speaker-merge');
    await window.press('Enter');
    await expect.poll(named).toEqual(['OOdette1', 'BBarnaby2']);
    await window.saved();
    expect(await window.announced()).toContain('Odette');
  });

  it('knows the full name, and finds him by it', async () => {
    await window.selectTurn('00:05:19:19');
    await window.press('Control+j', 'F2', 'Tab');
    await window.type('Barnaby Crewe');
    await window.press('Enter');
    const entity = window.page.getByRole('group', { name: 'Entities' }).getByRole('listitem');
    await expect.poll(() => entity.filter({ has: window.page.locator('.chip') }).count()).toBe(1);
    await window.selectTurn('00:05:16:08');
    await window.press('Control+j');
    await window.type('crewe');
    await expect.poll(() => option().textContent()).toContain('Barnaby Crewe');
    await window.press('Escape');
    await popover().waitFor({ state: 'detached' });
  });

  it('visits a turn that may be somebody else’s, lets it stand, and takes it after all', async () => {
    await window.page.getByRole('tab', { name: 'Checks' }).press('Enter');
    const card = window.page.getByRole('group', { name: /^“Friday\.” stands under Odette/ });
    await window.words.focus();
    const at = async () => (await window.announced()).includes('00:06:37:00');
    for (let n = 0; n < 30 && !(await at()); n++) await window.press('F8');
    expect(await at()).toBe(true);
    await card.waitFor();
    await window.screenshot('speaker-stray');
    await card.getByRole('button', { name: 'Let it stand' }).press('Enter');
    await card.waitFor({ state: 'detached' });
    await window.button('Look at it again').press('Enter');
    await card.getByRole('button', { name: 'Give “Friday.” to Barnaby and join' }).press('Enter');
    await window.page.getByTestId('toast').getByText('Gave “Friday.” to Barnaby').waitFor();
    await window.saved();
  });

  it('renames her in the whole series', async () => {
    await window.selectTurn('00:05:09:27');
    await window.press('Control+j', 'F2');
    await window.type('Odile');
    await expect.poll(() => popover().getByText('in the series, 2 episodes').count()).toBe(1);
    await window.press('ArrowDown');
    await expect.poll(() => option().textContent()).toMatch(/Rename \d+ turns to Odile.*in the series/);
    await window.press('Enter');
    await window.page.getByTestId('toast').getByText('Odette is Odile in 2 episodes').waitFor();
    await expect.poll(named).toEqual(['OOdile1', 'BBarnaby2']);
    await window.saved();
  });

  it('exports all of that, and nothing else', async () => {
    const before = await readChunks(folder);
    await window.exportBack();
    const after = await readChunks(folder);
    // Of the first, the second and the last chunk her name changed, and no other byte.
    for (const [name, bytes] of before) {
      if (name === third || name === next) continue;
      const want = bytes.toString('latin1').replaceAll(/^(- | {2}- )?Odette$/gm, '$1Odile');
      expect(after.get(name)!.toString('latin1'), name).toBe(want);
    }
    const want = was
      .replace(
        torn,
        torn
          .replace('00:06:37:00\nBarnaby', '00:06:37:20\nBarnaby')
          .replace('by\n00:06:37:00 - 00:06:37:20\nOdette\n', 'by '),
      )
      .replace('00:06:23:17 - 00:06:32:12\nOdette', '00:06:23:17 - 00:06:32:12\nBarnaby')
      .replace('00:05:14:15 - 00:05:16:01\nBarnaby', '00:05:14:15 - 00:05:16:01\nOdette')
      .replace(/00:06:42:06 - 00:06:46:13\n.*\n.*\n/, parted)
      .replaceAll(/^(- )?Odette$/gm, '$1Odile');
    expect(after.get(third)!.toString('latin1')).toBe(want);
  });

  it('did so in the other episode too, where it is a step of its own', async () => {
    await window.press('Control+k');
    await window.type('the kettle');
    await window.press('Enter');
    await window.words.getByText('whistled').waitFor();
    await window.exportBack();
    expect(await latin(next)).toBe(kettle.replaceAll('Odette', 'Odile'));
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await window.exportBack();
    expect(await latin(next)).toBe(kettle);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});

/** The turn around the words that were given away; where it was parted in time nobody has heard. */
const parted =
  '00:06:42:06 - 00:06:43:05\nBarnaby\nIt is, actually.\n' +
  '00:06:43:05 - 00:06:44:07\nOdette\nWe had it framed.\n' +
  "00:06:44:07 - 00:06:46:13\nBarnaby\nYou'll have passed it on the way up.\n";
