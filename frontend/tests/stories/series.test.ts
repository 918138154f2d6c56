/** A whole series that goes out: chunk files, captions of each episode, and one list of all, by keys down to the bytes. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const fourth = 'ep04-01-a-rope-with-three-strands.md';
const chunk = `---
title: A Rope With Three Strands
slug: ep04-01-a-rope-with-three-strands
series: The Mending Hour
episode: 4
chunk: 1
summary: Barnaby splices a rope. Odette holds its other end.
---

00:00:04:00 - 00:00:12:00
Odette
How many strands has it?

00:00:12:00 - 00:00:20:00
Barnaby
It has three, and each of them has wires.
`;

/** Another series has an episode of the same number. */
const pots = 'pots';
const pot = `---
title: A Pot
slug: ep03-01-pot
series: Pots and Pans
episode: 3
chunk: 1
summary: Otto shows a pot. It is full.
---

00:00:04:00 - 00:00:12:00
Otto
It is a pot.
`;

describe('a series', () => {
  let window: EditorWindow;
  let folder: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        await writeFile(join(folder, fourth), chunk);
        await mkdir(join(folder, pots));
        await writeFile(join(folder, pots, 'ep03-01-pot.md'), pot);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      await window.letErrorsStand();
      await window.mend('00:03:23:04', 'wait', 'weight');
    },
  );

  const format = (name: RegExp) =>
    window.dialog.getByRole('group', { name: 'Formats' }).getByRole('checkbox', { name });

  it('goes out in other formats, all episodes at once', async () => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type('export the series');
    await window.press('Enter');
    await window.dialog.getByRole('heading', { name: 'Export the series' }).waitFor();
    await format(/^SubRip/).focus();
    await window.press('Space');
    await window.dialog.getByRole('button', { name: 'Export 3 files' }).waitFor();
    await window.dialog.getByRole('button', { name: /more formats?$/ }).press('Enter');
    await format(/^Podcast index/).focus();
    await window.press('Space');
    await window.dialog.getByRole('button', { name: 'Export 4 files' }).waitFor();
    for (const name of ['ep03.srt', 'ep04.srt', 'podcast_index.md']) {
      await window.dialog.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) }).waitFor();
    }
    await window.dialog.getByText('2 files, .srt').waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.screenshot(`export-series-${colorScheme}`);
    }
    await window.press('Control+Enter');
    await window.dialog.getByText('4 files written').waitFor();
    const message = await window.dialog.getByRole('textbox', { name: /^Commit message/ }).inputValue();
    expect(message.replaceAll(/\s+/g, ' ')).toContain('Made of them: ep03.srt, ep04.srt, podcast_index.md');
    await window.screenshot('export-series-written');
    await window.press('Escape');
    expect(await readFile(join(folder, 'ep03.srt'), 'utf8')).toMatch(/The\s+weight/);
    expect(await readFile(join(folder, 'ep04.srt'), 'utf8')).toContain('How many strands has it?');
    const index = await readFile(join(folder, 'podcast_index.md'), 'utf8');
    for (const slug of ['ep03-01-stopped-at-ten-past-four', 'ep04-01-a-rope-with-three-strands'])
      expect(index).toContain(slug);
    expect(await readFile(join(folder, fourth), 'utf8')).toBe(chunk);
    expect((await readdir(folder)).filter((name) => name.endsWith('.srt'))).toEqual(['ep03.srt', 'ep04.srt']);
  });

  it('says that nothing changed when it goes out again, with the same ticks', async () => {
    await window.press('Control+e');
    expect(await format(/^SubRip/).isChecked()).toBe(true);
    await window.dialog.getByRole('button', { name: 'Series', exact: true }).press('Enter');
    await window.dialog.getByRole('heading', { name: 'Export the series' }).waitFor();
    await window.dialog.getByText(/^Nothing changed\. \d+ files, byte-identical\.$/).waitFor();
    await window.dialog.getByRole('button', { name: 'Nothing to export' }).waitFor();
    await window.press('Escape');
  });

  it('goes out with all others of the library, each in its own folder', async () => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type('export the library');
    await window.press('Enter');
    await window.dialog.getByRole('heading', { name: 'Export the library' }).waitFor();
    await window.dialog.getByText('3 files, .vtt').waitFor();
    await format(/^WebVTT(?! with)/).focus();
    await window.press('Space');
    await window.dialog.getByRole('button', { name: 'Export 3 files' }).waitFor();
    await window.dialog.getByRole('button', { name: new RegExp(`^${pots}/ep03\\.vtt`) }).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.screenshot(`export-library-${colorScheme}`);
    }
    await window.press('Control+Enter');
    await window.dialog.getByText('3 files written').waitFor();
    await window.press('Escape');
    expect(await readFile(join(folder, 'ep03.vtt'), 'utf8')).toMatch(/The\s+weight/);
    expect(await readFile(join(folder, pots, 'ep03.vtt'), 'utf8')).toContain('It is a pot.');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
