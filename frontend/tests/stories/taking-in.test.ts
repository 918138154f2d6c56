/** Files that cannot be taken in: each is named with the reason, and only what is so is said of the rest. */
import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../desk/desk';
import { writeNumberedSound } from '../desk/numbered';
import { EditorWindow } from '../desk/window';

const good = `---
title: The Bell
series: The Mending Hour
episode: 6
chunk: 1
---

00:00:01:00 - 00:00:09:00
Ada
The rope is new.
`;

describe('what cannot be taken in', () => {
  let desk: Desk;
  let window: EditorWindow;
  let bad: string[];

  const path = (name: string) => join(desk.folder, name);

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    await writeFile(path('wide.md'), '\ufefftext', 'utf16le');
    await writeFile(path('plain.md'), 'No times here.');
    await writeFile(path('torn.md'), `${good}\u0000`);
    bad = ['nope.md', 'wide.md', 'plain.md', 'torn.md'].map(path);
    await writeFile(path('bell.md'), good);
    window = await EditorWindow.open(await desk.start());
    await window.openSample();
  });
  afterAll(async () => {
    await window?.close();
    await desk?.leave();
  });

  const toast = (text: string) => window.page.getByTestId('toast').getByText(text).waitFor();
  /** What the note says under its title: its sentence, if it has one, and a line for each file. */
  async function told(title: string): Promise<{ text: string[]; where: string[] }> {
    const note = window.page.getByRole('region', { name: 'Notes' }).getByRole('group', { name: title });
    await note.waitFor();
    // Below more urgent ones it may be folded.
    const folded = note.locator('button[aria-expanded="false"]');
    let said = { text: [''], where: [''] };
    await expect
      .poll(async () => {
        if ((await folded.count()) > 0) await folded.press('Enter');
        const text = await note.locator('p').allTextContents();
        said = { text, where: await note.getByRole('listitem').locator('.where').allTextContents() };
        return said.where.length;
      })
      .toBeGreaterThan(0);
    return { text: said.text, where: said.where.sort() };
  }
  const places = ['nope.md', 'plain.md', 'torn.md, line 11', 'wide.md'];

  it('has no others when nothing else came, and a line only where there is one', async () => {
    await window.drop(...bad);
    await toast('Nothing was taken in');
    expect(await told('4 files could not be taken in')).toEqual({ text: [], where: places });
  });

  it('tells of the one that came with it', async () => {
    await window.drop(path('bell.md'), bad[0]!);
    await toast('Added 1 chunk');
    await window.words.getByText('The rope is new').waitFor();
    expect(await told('1 file could not be taken in')).toEqual({ text: ['The other one was.'], where: ['nope.md'] });
  });

  it('tells of the others', async () => {
    await cp(path('bell.md'), path('rope.md'));
    await window.drop(path('bell.md'), path('rope.md'), ...bad);
    expect(await told('4 files could not be taken in')).toEqual({ text: ['The others were.'], where: places });
  });

  it('gives an episode one of several sounds, and names the others', async () => {
    await writeNumberedSound(path('bell.wav'), 1);
    await writeFile(path('bell.ac3'), 'It is dropped second.');
    await window.drop(path('bell.wav'), path('bell.ac3'));
    await toast('The sound is bell.wav');
    expect(await told('1 sound was not taken')).toEqual({
      text: ['An episode has one sound. Drop each when its own episode is open.'],
      where: ['bell.ac3'],
    });
    // Whatever there is in it: its ending is that of a sound.
    await window.drop(path('bell.ac3'));
    await toast('The sound is bell.ac3');
  });

  it('says of another kind of file what would be taken', async () => {
    await writeFile(path('cover.png'), '\u0089PNG\r\n\u0000');
    await window.drop(path('cover.png'));
    await toast('Nothing was taken in');
    expect((await told('1 file could not be taken in')).where).toEqual(['cover.png']);
    await window.page.getByText('Texts end in .md, .markdown, .txt').waitFor();
  });

  it('is asked of a copy where the drive of the first is off, and followed once somebody says that it was moved', async () => {
    await mkdir(path('drive/show'), { recursive: true });
    await writeFile(path('drive/show/hammer.md'), good.replace('episode: 6', 'episode: 7').replace('rope', 'hammer'));
    await window.drop(path('drive/show'));
    await toast('Added 1 chunk');
    await cp(path('drive/show'), path('copy'), { recursive: true });
    await rename(path('drive'), path('off'));
    await mkdir(path('drive'));
    await window.drop(path('copy'));
    expect((await told('1 file may be a copy')).where).toEqual(['hammer.md']);
    await window.screenshot('may-be-a-copy');
    await window.page.getByRole('button', { name: 'It was moved here' }).press('Enter');
    await toast('Followed 1 renamed file');
    await window.page.getByRole('group', { name: '1 file may be a copy' }).waitFor({ state: 'detached' });
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
