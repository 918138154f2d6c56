/** Transcripts of other programs: shown before they come, and taken in only when somebody says so. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { EditorWindow } from '../desk/window';

const vtt = `WEBVTT
Language: en

NOTE Made by hand

00:01.000 --> 00:03.500 align:start
<v Ada>The rope is new &amp; dry.

00:03.500 --> 00:06.000
<v Björn><00:03.700>Then<00:04.100> ring<00:04.600> it.
`;

describe('what other programs wrote', () => {
  let desk: Desk;
  let window: EditorWindow;

  const path = (name: string) => join(desk.folder, name);
  const toast = (text: string) => window.page.getByTestId('toast').getByText(text).waitFor();

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    await writeFile(path('bell.vtt'), vtt);
    await writeFile(path('broken.srt'), '1\n00:00:01,000 --> soon\nAda speaks.\n');
    window = await EditorWindow.open(await desk.start());
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  it('is shown before it comes, with what is guessed and lost', async () => {
    await window.drop(path('bell.vtt'), path('broken.srt'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in bell.vtt' });
    const file = dialog.getByRole('region', { name: 'bell.vtt' });
    await file.waitFor();
    const text = (await file.innerText()).replaceAll(/\s+/g, ' ');
    for (const part of [
      'WebVTT subtitles',
      '2 turns, 9 words',
      'Ada, Björn',
      '00:00:01.000 to 00:00:06.000',
      '3 from the file, 6 estimated',
      'A block NOTE, line 4',
      'bell.vtt.md',
      '00:00:01.000 Ada The rope is new & dry. 00:00:03.500 Björn Then ring it.',
    ]) {
      expect(text).toContain(part);
    }
    await dialog.getByRole('button', { name: 'Take in 1 transcript' }).waitFor();
    // Nowhere to go before there is anything.
    const places = window.page.getByRole('group', { name: 'Places' }).locator('button');
    expect(await places.evaluateAll((all) => all.map((each) => each.hasAttribute('disabled')))).toEqual(
      new Array(4).fill(true),
    );
    await dialog
      .getByRole('region', { name: 'broken.srt' })
      .getByText('Line 2: Here belong the times of a cue')
      .waitFor();
    await window.screenshot('incoming-light');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('incoming-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
  });

  it('stays out when nobody wants it', async () => {
    await window.page.keyboard.press('Escape');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await window.page.getByText('The rope is new').count()).toBe(0);
  });

  it('folds what is told when it is much, and tells the line of a sign that is no text', async () => {
    await writeFile(
      path('many.srt'),
      '1\n00:00:01,000 --> 00:00:03,000\nAda: Good morning.\n\n2\n00:00:03,000 --> 00:00:05,000\n- Who rings?\n- Nobody.\n\n3\n00:00:05,000 --> 00:00:06,000\nAda: It is cold.\n\n4\n00:00:06,000 --> 00:00:07,000\nVery cold.\n',
    );
    await writeFile(path('latin.srt'), Buffer.from('1\n00:00:01,000 --> 00:00:03,000\nF\xfcr Ada.\n', 'latin1'));
    await window.drop(path('many.srt'), path('latin.srt'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in many.srt' });
    const file = dialog.getByRole('region', { name: 'many.srt' });
    await dialog.getByRole('region', { name: 'latin.srt' }).getByText('Line 3: The byte 0xfc').waitFor();
    const fold = file.getByLabel('Guessed: 4 notes');
    const last = file.getByRole('listitem').filter({ hasText: 'cues were joined' });
    await fold.waitFor();
    expect(await last.count()).toBe(0);
    await window.screenshot('incoming-folded');
    await fold.focus();
    await window.page.keyboard.press('Enter');
    await last.waitFor();
    expect(await file.getByRole('listitem').filter({ hasText: 'Each dash' }).count()).toBe(1);
    await window.screenshot('incoming-unfolded');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('incoming-unfolded-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
    await window.page.keyboard.press('Escape');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('comes in by the keyboard, and its file stays as it was', async () => {
    await window.drop(path('bell.vtt'));
    await window.page
      .getByRole('dialog', { name: 'Take in bell.vtt' })
      .getByRole('button', { name: 'Take in' })
      .waitFor();
    await window.page.keyboard.press('Enter');
    await toast('Added 1 chunk');
    await window.words.getByText('The rope is new & dry.').waitFor();
    await window.words.getByText('Then ring it.').waitFor();
    expect(await readFile(path('bell.vtt'), 'utf8')).toBe(vtt);
  });

  it('is not shown again once the library has it', async () => {
    await window.drop(path('bell.vtt'));
    await toast('Nothing new: 1 chunk unchanged');
    expect(await window.page.getByRole('dialog').count()).toBe(0);
  });

  it('gives the words of a text the times of a recogniser', async () => {
    await writeFile(path('rope.txt'), '00:00:01:00 - 00:00:03:00\nMira\nThe rope is new & dry.\n');
    const words = ['the', 'rope', 'is', 'new', 'dry'].map((word, i) => ({ word, start: 11 + i, end: 11.5 + i }));
    const segments = [{ start: 11, end: 16, text: 'the rope is new dry', words }];
    await writeFile(path('rope.json'), JSON.stringify({ segments }));
    await window.drop(path('rope.txt'), path('rope.json'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in 2 transcripts' });
    await dialog.getByText('The frame rate: frames up to 0 are counted').waitFor();
    expect(await dialog.getByRole('checkbox', { name: /same recording/ }).isChecked()).toBe(true);
    await window.screenshot('incoming-two');
    await window.page.keyboard.press('Enter');
    await toast('5 of 6 words have their times from rope.json');
    await window.page.getByText('The words are heard 10.0 s later than their turns say').waitFor();
    await window.words.getByText('The rope is new & dry.').waitFor();
    await toast('5 of 6 words');
  });

  it('gives them to the open episode as well', async () => {
    await window.drop(path('rope.json'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in rope.json' });
    await dialog.getByRole('button', { name: 'Take only the times of words' }).waitFor();
    await window.page.keyboard.press('Shift+Tab');
    await window.page.keyboard.press('Enter');
    await toast('5 of 6 words have their times from rope.json');
  });

  it('takes them from what an aligner wrote, too, and says how sure that was', async () => {
    const words = ['the', 'rope', 'is', 'new', 'dry'].map((word, i) => `rope 1 ${11 + i}.25 0.5 ${word} 0.9${i}`);
    await writeFile(path('rope.ctm'), words.join('\n') + '\n');
    await window.drop(path('rope.ctm'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in rope.ctm' });
    await dialog.getByRole('button', { name: 'Take only the times of words' }).waitFor();
    await window.page.keyboard.press('Shift+Tab');
    await window.page.keyboard.press('Enter');
    await toast('5 of 6 words have their times from rope.ctm');
    await window.caretBefore('00:00:01:00', 'rope');
    await window.press('Control+k');
    await window.type('Tell when the word is said');
    await window.press('Enter');
    await toast('“rope” is said at 00:00:12:07. Its time: told by a file, 91 % sure.');
  });

  it('becomes the episode that it is called', async () => {
    // The library has one series by now, and the transcript lies in a folder of another name.
    const own = desk.folder.split('/').pop()!;
    await mkdir(path('in'));
    await writeFile(path('in/ep13.vtt'), vtt);
    await window.drop(path('in/ep13.vtt'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in ep13.vtt' });
    const series = dialog.getByRole('combobox', { name: 'Series' });
    const episode = dialog.getByRole('textbox', { name: 'Episode' });
    await series.waitFor();
    expect([await series.inputValue(), await episode.inputValue()]).toEqual([own, '13']);
    await series.fill('The Old Mill');
    await episode.fill('14');
    await dialog.getByText('“The Old Mill” is a new series.').waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.screenshot(`incoming-called-${theme}`);
    }
    await dialog.getByRole('button', { name: 'Take in 1 transcript' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await window.page.getByRole('treeitem', { name: /^The Old Mill/ }).waitFor();
    await window.page.getByRole('treeitem', { name: /Episode 14/ }).waitFor();
    await writeFile(path('in/ep14.srt'), '1\n00:00:01,000 --> 00:00:03,500\nAda: The rope is new.\n');
    await window.drop(path('in/ep14.srt'));
    const again = window.page.getByRole('dialog', { name: 'Take in ep14.srt' });
    await again.getByText('The library has this episode: it comes beside what is there.').waitFor();
    await window.page.keyboard.press('Escape');
    await again.waitFor({ state: 'detached' });
  });

  it('is said to be read while that takes its time', async () => {
    const cue = (n: number) => {
      const at = new Date(n * 2000).toISOString().slice(11, 23).replace('.', ',');
      return `${n + 1}\n${at} --> ${at}\n${n % 2 ? 'Ada' : 'Björn'}: ${'The rope is new and dry, and so it sings. '.repeat(6)}\n`;
    };
    await writeFile(path('long.srt'), Array.from({ length: 40_000 }, (_, n) => cue(n)).join('\n'));
    await window.drop(path('long.srt'));
    const reading = window.page.getByText('Reading long.srt…').first();
    await reading.waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.screenshot(`incoming-reading-${theme}`);
    }
    await window.page.getByRole('dialog', { name: 'Take in long.srt' }).waitFor({ timeout: 120_000 });
    expect(await reading.count()).toBe(0);
    await window.page.keyboard.press('Escape');
  });

  it('is taken in part where somebody leaves some of it out', async () => {
    for (const name of ['in.vtt', 'out.vtt']) await writeFile(path(name), vtt.replace('The rope', `${name} rope`));
    await window.drop(path('in.vtt'), path('out.vtt'));
    const dialog = window.page.getByRole('dialog', { name: 'Take in 2 transcripts' });
    await dialog.getByRole('checkbox', { name: 'Take in out.vtt' }).press('Space');
    const take = dialog.getByRole('button', { name: 'Take in 1 transcript' });
    await take.waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.screenshot(`incoming-left-out-${theme}`);
    }
    await take.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await window.page
      .getByRole('treeitem', { name: /in\.vtt/ })
      .first()
      .waitFor();
    expect(await window.page.getByRole('treeitem', { name: /out\.vtt/ }).count()).toBe(0);
  });

  it('is told when the recording was there already', async () => {
    await writeFile(path('ep09.vtt'), vtt);
    await writeFile(path('ep09.srt'), '1\n00:00:01,000 --> 00:00:03,500\nAda: The rope is new & dry.\n');
    for (const name of ['ep09.vtt', 'ep09.srt']) {
      await window.drop(path(name));
      const dialog = window.page.getByRole('dialog', { name: `Take in ${name}` });
      await dialog.getByRole('button', { name: 'Take in 1 transcript' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await toast('Added 1 chunk');
    }
    await window.page.getByText('1 transcript is of a recording that was there already').first().waitFor();
    await window.page
      .getByText(/The episode has ep09\.vtt already/)
      .first()
      .waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme });
      await window.screenshot(`incoming-twice-${theme}`);
    }
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
