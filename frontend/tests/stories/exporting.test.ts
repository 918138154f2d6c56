/**
 * An export while it writes: how far it is, that it stays with its episode when others come in, that it can be stopped and
 * tells of what it wrote, and that it is tried again where a folder was in the way.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const run = promisify(execFile);
const files = 400;
const patient = { timeout: 60_000 };

const chunk = (n: number) =>
  `---\ntitle: Step ${n}\nslug: ep05-${String(n).padStart(3, '0')}-step\nseries: Low Water\nepisode: 5\nchunk: ${n}\nsummary: Ada goes on. Björn listens.\n---\n\n` +
  `00:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00 - 00:${String(Math.floor((n + 1) / 60)).padStart(2, '0')}:${String((n + 1) % 60).padStart(2, '0')}:00\nAda\nAnd on it goes.\n`;

describe('an export of many files', () => {
  let window: EditorWindow;
  let folder: string;
  let other: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = join(at.folder, 'low water');
        await mkdir(folder);
        for (let n = 1; n <= files; n++) {
          await writeFile(join(folder, `ep05-${String(n).padStart(3, '0')}-step.md`), chunk(n));
        }
        other = await at.copySample();
        return [folder];
      },
    },
    async (at) => {
      ({ window } = at);
      await window.words.getByText('And on it goes.').first().waitFor({ timeout: 120_000 });
    },
  );

  const button = (name: string | RegExp) => window.dialog.getByRole('button', { name });
  const chosen = (path: string) =>
    window.page.evaluate((chosen) => {
      const app = (globalThis as unknown as { go: { main: { App: Record<string, unknown> } } }).go.main.App;
      app.ChooseFolder = () => Promise.resolve(chosen);
    }, path);

  async function looks(name: string): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`${name}-${theme}`);
    }
  }

  it('shows how far it is, stays with its episode, is stopped, and is tried again', async () => {
    const out = join(folder, '..', 'out');
    await chosen(out);
    await window.press('Control+e');
    await window.dialog.getByRole('heading', { name: 'Export episode 5' }).waitFor(patient);
    await button('Choose…').click();
    await button(`Export ${files} files`).waitFor(patient);

    // Another episode comes in behind it, and is opened; the list is still of this one.
    await window.drop(other);
    await vi.waitUntil(async () => (await window.page.getByText('The Mending Hour').count()) > 0, patient);
    await window.dialog.getByRole('heading', { name: 'Export episode 5' }).waitFor(patient);
    await button(`Export ${files} files`).waitFor(patient);

    // A file stands where the folder was to be: nothing can be written, and it says so.
    await writeFile(out, 'in the way');
    await button(`Export ${files} files`).click();
    await button('Try again').waitFor(patient);
    await window.dialog.getByText(`Nothing was written: ${files} files left`).waitFor(patient);
    await looks('export-failed');
    await rm(out);
    await button('Try again').click();
    await button(`Export ${files} files`).waitFor(patient);

    // What stands at one place comes to no end: so there is time to look.
    const slow = join(out, 'ep05-200-step.md');
    await mkdir(out);
    await run('mkfifo', [slow]);
    await button(`Export ${files} files`).click();
    const bar = window.dialog.getByRole('progressbar', { name: 'Export' });
    await bar.waitFor(patient);
    await vi.waitUntil(async () => Number(await bar.getAttribute('aria-valuenow')) > 40, patient);
    await looks('export-writing');
    await button('Stop').click();
    await writeFile(slow, '');
    await button('Back to the words').waitFor(patient);
    await window.dialog.getByText('Stopped. What was written before is whole.').waitFor(patient);
    await window.dialog.getByRole('heading', { name: '199 files written, 201 not' }).waitFor(patient);
    await looks('export-stopped');
    await window.dialog.getByText('200 files not begun when it was stopped').waitFor(patient);
    await button('Try again').waitFor(patient);
    const message = await window.dialog.getByRole('textbox', { name: /^Commit message/ }).inputValue();
    expect(message).toMatch(/^Ep05: add chunks 1 to 199\n/);
    expect((await readdir(out)).length).toBe(200);
    expect(window.complaints).toEqual([]);
  });
});
