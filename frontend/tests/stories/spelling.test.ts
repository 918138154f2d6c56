/** Doubtful words: found, mended, let stand and added to the series' own, with the keys alone, down to the bytes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const bells = `---
title: The Tenor of Wetherby
series: Ringing
episode: 1
chunk: 1
speakers:
- Ada
- Björn
entities:
- Mira Quillfeather
---

00:00:01:00 - 00:00:06:00
Ada
Björn's bell has a crack the wieght of a the the clapper made, says Quillfeather.

00:00:06:00 - 00:00:11:00
Björn
In Wetherby the ropes are tied to the sallies, and Hildebrandt rang the tenor.

00:00:11:00 - 00:00:16:00
Ada
We recieved NATO's colour chart from https://bells.example/clapr at 10:15 on GraphQL.

00:00:16:00 - 00:00:21:00
Björn
That is bob doubls, and Hildebrandt's rope broke.
`;

const german = `---
title: Die Glocke
series: Ringing
episode: 1
chunk: 2
speakers:
- Björn
---

00:00:30:00 - 00:00:40:00
Björn
Die Glocke im Turm ist stehen geblieben, und niemand weiß, warum. Ich war gestern oben und habe das Seil angefasst, aber es hat sich nicht bewegt.
`;

const first = 'ep01-01.md';

/** The dictionary takes its time to be made, on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('doubtful words', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  const sitting = atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = join(at.folder, 'Ringing');
        await mkdir(folder);
        await writeFile(join(folder, first), bells);
        await writeFile(join(folder, 'ep01-02.md'), german);
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('has a crack').waitFor();
    },
  );

  /** The words with a wavy line, each as a whole: a name that is marked in one parts its line, and not the word. */
  const underlined = () =>
    window.words.evaluate((words) => {
      const found: string[] = [];
      const texts = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
      for (let goesOn = false; texts.nextNode();) {
        const text = texts.currentNode;
        const doubtful = text.parentElement?.closest('.stet-doubt') instanceof Element;
        if (doubtful && goesOn) found.push(found.pop()! + text.textContent);
        else if (doubtful) found.push(text.textContent ?? '');
        goesOn = doubtful;
      }
      return found;
    });
  const selected = () => window.page.evaluate(() => String(getSelection()));
  const toast = (text: string) => window.page.getByText(text).first().waitFor();
  const offered = async () => (await window.dialog.getByRole('option').allTextContents()).map((text) => text.trim());

  it('are underlined, and names, addresses, acronyms and other languages are not', async () => {
    await expect
      .poll(underlined, patience)
      .toEqual(['wieght', 'the', 'Hildebrandt', 'recieved', 'doubls', "Hildebrandt's"]);
    await toast('Chunk 2 is not in English');
  });

  it('are gone to one after the other, round the episode', async () => {
    await window.words.focus();
    const found = [];
    for (let n = 0; n < 7; n++) {
      const last = await selected();
      await window.press('F7');
      await expect.poll(selected, patience).not.toBe(last);
      found.push(await selected());
    }
    expect(found).toEqual(['wieght', 'the', 'Hildebrandt', 'recieved', 'doubls', "Hildebrandt's", 'wieght']);
    await window.press('Shift+F7');
    await expect.poll(selected, patience).toBe("Hildebrandt's");
    await window.press('F7');
    await expect.poll(selected, patience).toBe('wieght');
  });

  it('are mended by a number, in one step', async () => {
    await window.press('Control+.');
    await expect.poll(offered, patience).toContain('weight 1');
    await window.press('1');
    await window.dialog.waitFor({ state: 'detached' });
    await window.saved();
    await expect.poll(underlined, patience).not.toContain('wieght');
    await window.press('Control+z');
    await window.saved();
    expect(await window.wordsOf('00:00:01:00')).toContain('the wieght of');
    await window.press('Control+Shift+z');
    await window.saved();
    expect(await window.wordsOf('00:00:01:00')).toContain('the weight of');
  });

  it('that were said twice running are said once', async () => {
    await window.caretBefore('00:00:01:00', 'the clapper');
    await window.press('Control+.', 'Enter');
    await window.saved();
    expect(await window.wordsOf('00:00:01:00')).toContain('of a the clapper made');
  });

  it('are let alone when somebody thinks better of it', async () => {
    await window.caretBefore('00:00:11:00', 'ieved');
    await window.press('Control+.');
    await expect.poll(offered, patience).toContain('received 1');
    await window.press('Escape', '-');
    await window.saved();
    expect(await window.wordsOf('00:00:11:00')).toContain('We rec-ieved NATO');
    await window.press('Control+z');
    await window.saved();
    expect(await window.wordsOf('00:00:11:00')).toContain('We recieved NATO');
  });

  it('open what they may be with the other button of the mouse, and only they do', async () => {
    await window.words.getByText('recieved', { exact: true }).click({ button: 'right' });
    await expect.poll(offered, patience).toContain('received 1');
    await window.words.getByText('In Wetherby').click({ position: { x: 10, y: 12 } });
    await window.dialog.waitFor({ state: 'detached' });
    await window.words.getByText('That is bob').click({ button: 'right', position: { x: 10, y: 12 } });
    expect(await window.dialog.count()).toBe(0);
  });

  it('become words of the series, with all their forms, and can leave them again', async () => {
    await window.caretBefore('00:00:06:00', 'Hildebrandt');
    await window.press('Control+.', '8');
    await toast('“Hildebrandt” is one of the words of Ringing');
    await expect.poll(underlined, patience).toEqual(['recieved', 'doubls']);
    await window.press('Control+.');
    await expect.poll(offered, patience).toEqual(['Take “Hildebrandt” out of the words of Ringing 8']);
    await window.press('8');
    await expect.poll(underlined, patience).toEqual(['Hildebrandt', 'recieved', 'doubls', "Hildebrandt's"]);
    await window.press('Control+.', '8');
    await expect.poll(underlined, patience).toEqual(['recieved', 'doubls']);
  });

  it('stand in one episode', async () => {
    await window.caretBefore('00:00:16:00', 'doubls');
    await window.press('Control+.', '9');
    await toast('“doubls” stands in this episode');
    await expect.poll(underlined, patience).toEqual(['recieved']);
  });

  it('are written as somebody types them', async () => {
    await window.caretBefore('00:00:11:00', 'recieved');
    await window.press('Control+.');
    await window.type('got');
    await window.press('Enter');
    await window.saved();
    expect(await window.wordsOf('00:00:11:00')).toContain("We got NATO's");
  });

  it('are not underlined while they are typed', async () => {
    await window.caretBefore('00:00:11:00', 'got');
    await window.press('Space', 'ArrowLeft');
    await window.type('Hildebrnt');
    await window.saved();
    expect(await underlined()).toEqual([]);
    await window.press('Space');
    await expect.poll(underlined, patience).toEqual(['Hildebrnt']);
    await window.press('Backspace', 'e');
    await expect.poll(underlined, patience).toEqual([]);
    await window.press('Backspace', 'ArrowLeft', 'ArrowLeft', 'Control+.');
    await expect.poll(offered, patience).toContain('Hildebrandt 1');
    await window.press('1');
    await window.saved();
    await expect.poll(underlined, patience).toEqual([]);
    expect(await window.wordsOf('00:00:11:00')).toContain("We Hildebrandt got NATO's");
  });

  it('are shown or not, as somebody wants', async () => {
    await window.caretBefore('00:00:11:00', 'got');
    await window.type('zzyx ');
    await expect.poll(underlined, patience).toEqual(['zzyx']);
    await window.press('Control+k');
    await window.type('do not underline');
    await window.press('Enter');
    await expect.poll(underlined, patience).toEqual([]);
    await window.press('Control+k');
    await window.type('underline doubtful');
    await window.press('Enter');
    await expect.poll(underlined, patience).toEqual(['zzyx']);
    await window.words.focus();
    await window.press(...Array<string>(5).fill('Backspace'));
    await window.saved();
  });

  it('come back with undo, and the files are as they were', async () => {
    await window.undoAll();
    await window.press('Control+e');
    await window.dialog.getByText('Unchanged: 2 files, byte-identical').waitFor();
    await window.press('Escape');
    await window.redoAll();
  });

  it('are known after a restart', async () => {
    window = await sitting.restart();
    await window.words.getByText('has a crack').waitFor();
    await window.caretBefore('00:00:16:00', 'rope');
    await window.type('cracc ');
    await expect.poll(underlined, patience).toEqual(['cracc']);
    await window.press('Control+z');
    await window.saved();
  });

  it('stand in the file as they were mended, and nothing else is touched', async () => {
    await window.exportBack();
    const now = await readChunks(folder);
    const want = bells
      .replace('wieght of a the the clapper', 'weight of a the clapper')
      .replace('recieved', 'Hildebrandt got');
    expect(now.get(first)!.toString('utf8')).toBe(want);
    expect(now.get('ep01-02.md')).toEqual(before.get('ep01-02.md'));
    expect(window.complaints).toEqual([]);
  });
});
