/** What the files of a series have in common: guessed, changed by hand, and kept in a file beside them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, readChunks } from '../desk/files';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('the profile of a series', () => {
  let window: EditorWindow;
  let folder: string;
  let before: Files;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        before = await readChunks(folder);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const kept = () => join(folder, 'stet-profile.yaml');
  const line = (name: string) => window.dialog.getByRole('textbox', { name, exact: true });

  it('is guessed, with how many files agree', async () => {
    await window.press('Control+k');
    await window.type('files of the series have');
    await window.press('Enter');
    await window.dialog.getByText('Guessed from 4 files.').waitFor();
    expect(await line('Slug').inputValue()).toBe('epEE-CC-words');
    expect(await window.dialog.getByText('all 4 files agree').count()).toBeGreaterThan(0);
    expect(existsSync(kept())).toBe(false);
    // Nothing of a long line is cut.
    const cut = (area: HTMLElement | SVGElement) => area.scrollHeight > area.clientHeight + 1;
    expect(await line('Fields, in their order').evaluate(cut)).toBe(false);
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`profile-${theme}`);
    }
  });

  it('is kept with a line that is changed, and refuses what cannot be', async () => {
    await line('Minutes of a chunk').focus();
    await window.press('Control+a');
    await window.type('8 to 2');
    await window.press('Enter');
    await window.dialog.getByRole('alert').getByText('from how many minutes to how many').waitFor();
    expect(existsSync(kept())).toBe(false);

    // A check that there is not is refused where it was written, with the nearest one that there is.
    await line('Checks that are not made').focus();
    await window.press('Control+a');
    await window.type('topic.wrods');
    await window.press('Enter');
    await window.dialog.getByRole('alert').getByText('Is it topic.words?').waitFor();
    const said = await window.dialog.getByRole('alert').boundingBox();
    const at = await line('Checks that are not made').boundingBox();
    expect(said!.y - (at!.y + at!.height)).toBeGreaterThanOrEqual(0);
    expect(said!.y - (at!.y + at!.height)).toBeLessThan(20);
    expect(existsSync(kept())).toBe(false);

    await line('Minutes of a chunk').focus();
    await window.press('Control+a');
    await window.type('2 to 8');
    await window.press('Enter');
    await window.dialog.getByText(/^\s*Kept in/).waitFor();
    expect(await readFile(kept(), 'utf8')).toContain('\nchunk_minutes: 2 to 8\n');

    await line('Required fields').focus();
    await window.press('Control+a');
    await window.type('title, slug, recorded_by');
    await window.press('Enter');
    await window.dialog.getByRole('listitem').filter({ hasText: 'recorded_by' }).first().waitFor();
    await window.press('Escape');
    expect(await readChunks(folder)).toEqual(before);
    expect(window.complaints).toEqual([]);
  });
});
