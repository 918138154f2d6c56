/** The transcript that the chunks are held against is corrected on disk: it is told of, taken again, or let stand. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChunks } from '../desk/files';
import { sampleFolder } from '../desk/places';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('a transcript that is corrected on disk', () => {
  let window: EditorWindow;
  let file: string;
  let whole: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        const folder = await at.copySample();
        const bodies = [...(await readChunks(sampleFolder)).values()].map((bytes) =>
          bytes.toString('utf8').split('\n---\n')[1]!.trim(),
        );
        whole = `${bodies.join('\n\n').replaceAll('Episode 3\n\n', '')}\n`;
        await mkdir(join(at.folder, 'transcripts'));
        file = join(at.folder, 'transcripts', 'ep03.md');
        await writeFile(file, whole);
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      await window.page.getByRole('tab', { name: /^Checks/ }).click();
      await window.page.getByText('Held against ep03.md').waitFor();
    },
  );

  const note = () =>
    window.page
      .getByRole('region', { name: 'Notes' })
      .getByRole('group', { name: 'The transcript ep03.md changed on disk' });
  const finding = () => window.page.locator('[data-finding="changed"]');
  const looks = async (name: string) => {
    await window.screenshot(`${name}-light`);
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot(`${name}-dark`);
    await window.page.emulateMedia({ colorScheme: 'light' });
  };

  it('is told of, and the coverage knows that its words differ', async () => {
    expect(await note().count()).toBe(0);
    await writeFile(file, whole.replace('good bucket', 'best bucket'));
    await note().waitFor();
    await finding().getByText('ep03.md changed on disk: 1 turn of it differs from the chunks.').waitFor();
    await looks('retold');
  });

  it('is taken again by keys, as it is when it is dropped, and told of again once that is undone', async () => {
    await note().getByRole('button', { name: 'Take it again…' }).press('Enter');
    await window.page.getByRole('dialog').getByRole('button', { name: 'Take 1 change' }).waitFor();
    await window.press('Enter');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
    await window.saved();
    expect(await window.wordsOf('00:00:20:08')).toContain('best bucket');
    await note().waitFor({ state: 'detached' });
    await finding().waitFor({ state: 'detached' });
    await window.page.getByText('Held against ep03.md, which was chosen').waitFor();
    await window.words.focus();
    await window.press('Control+z');
    await window.saved();
    await note().waitFor();
    await window.page.getByText('Held against ep03.md, which was chosen').waitFor({ state: 'detached' });
    await window.press('Control+Shift+Z');
    await window.saved();
    await note().waitFor({ state: 'detached' });
    await window.page.getByText('Held against ep03.md, which was chosen').waitFor();
  });

  it('is let stand by a command', async () => {
    await writeFile(file, whole.replace('good bucket', 'worst bucket'));
    await finding().waitFor();
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type('let the transcript that changed');
    await window.press('Enter');
    await note().waitFor({ state: 'detached' });
    await finding().waitFor({ state: 'detached' });
    expect(await window.wordsOf('00:00:20:08')).toContain('best bucket');
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
