/**
 * What goes out, by keys alone, down to the bytes on the disk: a chunk with an error is held back until it is mended or let
 * stand with a reason; the others go, and the captions are written without it.
 */
import { access, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const first = 'ep03-01-stopped-at-ten-past-four.md';
const second = 'ep03-02-weights-pendulum-and-pennies.md';
const twice = '- clocks\n';

describe('an export', () => {
  let window: EditorWindow;
  let folder: string;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        folder = await at.copySample();
        return [folder];
      },
      each: true,
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
      await window.mend('00:00:20:08', 'good', 'better');
      await window.mend('00:03:23:04', 'wait', 'weight');
    },
  );

  const disk = (name: string) => readFile(join(folder, name), 'latin1');
  const there = (name: string) =>
    access(join(folder, name)).then(
      () => true,
      () => false,
    );
  const format = (name: RegExp) =>
    window.dialog.getByRole('group', { name: 'Formats' }).getByRole('checkbox', { name });
  const hold = () => window.dialog.getByRole('group', { name: 'Why it is not written' });

  /** Goes to something by Tab alone. */
  async function tabTo(what: ReturnType<typeof hold>): Promise<void> {
    for (let n = 0; n < 80; n++) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await window.press('Tab');
    }
    throw new Error('it is not reached by Tab');
  }

  async function looks(name: string): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const [width, height] of [
        [1280, 800],
        [1440, 900],
      ] as const) {
        await window.page.setViewportSize({ width, height });
        await window.screenshot(`${name}-${theme}-${width}`);
      }
    }
  }

  it('holds a chunk back until its repair is made in the dialog, and writes the captions with it then', async () => {
    const was = await disk(second);
    await window.press('Control+e');
    await hold().getByText('Chunk 02 is held back.').waitFor();
    await window.dialog.getByRole('button', { name: 'Export 1 file' }).waitFor();

    await tabTo(format(/^SubRip/));
    await window.press('Space');
    await tabTo(format(/^WebVTT captions|^WebVTT /));
    await window.press('Space');
    await window.dialog.getByRole('button', { name: 'Export 3 files' }).waitFor();
    await window.dialog.getByRole('button', { name: /ep03\.srt \d+ cues, without 0?2/ }).waitFor();
    await window.dialog
      .getByText(/^Cannot carry: .*chunks/)
      .first()
      .waitFor();
    await looks('export-held');

    await tabTo(hold().getByRole('button', { name: 'Take it out' }));
    await window.press('Enter');
    await hold().getByText('Chunk 3 is left out of the other formats.').waitFor();
    await window.dialog.getByRole('button', { name: 'Export 4 files' }).waitFor();
    expect(await disk(second)).toBe(was);
    await looks('export-mended');

    await window.press('Control+Enter');
    await window.dialog.getByText('4 files written').waitFor();
    await looks('export-written');
    expect(await disk(first)).toContain('better');
    const now = await disk(second);
    expect(now.split(twice)).toHaveLength(was.split(twice).length - 1);
    expect(now).toBe(was.replace('The wait', 'The weight').replace(/(- clocks\n(?:.*\n)*?)- clocks\n/, '$1'));
    const message = await window.dialog.getByRole('textbox', { name: /^Commit message/ }).inputValue();
    expect(message).toMatch(/^Ep03: correct 2 turns of chunks 0?1 and 0?2, remove /);
    expect(message).toContain('Change “wait” to “weight” (00:03:23:04)');
    expect(message).toMatch(/Made of them: ep03\.srt \(without 3\),\s+ep03\.vtt \(without 3\)/);
    for (const name of ['ep03.srt', 'ep03.vtt']) expect(await disk(name)).toMatch(/The\s+weight/);
    expect(window.complaints).toEqual([]);
  });

  it('lets the rest go and the captions without it, and the chunk itself once its error stands for a reason', async () => {
    const was = await disk(second);
    await window.press('Control+e');
    await hold().getByText('Chunk 02 is held back.').waitFor();
    await tabTo(format(/^SubRip/));
    await window.press('Space');
    await window.dialog.getByRole('button', { name: 'Export 2 files' }).waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByText('2 files written, 1 not; 1 chunk held back').waitFor();
    expect(await disk(second)).toBe(was);
    expect(await disk('ep03.srt')).not.toMatch(/The\s+weight/);
    expect(await there('ep03.vtt')).toBe(false);
    await window.press('Escape');

    // The ticks are kept for the series.
    await window.press('Control+e');
    await hold().getByText('Chunk 02 is held back.').waitFor();
    expect(await format(/^SubRip/).isChecked()).toBe(true);
    await tabTo(hold().getByRole('button', { name: 'Let it stand…' }));
    await window.press('Enter');
    await window.type('The site counts it twice on purpose.');
    await window.press('Enter');
    // The next one that is in no file, though its own does not change.
    await hold().getByText('Chunk 3 is left out of the other formats.').waitFor();
    await looks('export-left-out');
    await window.dialog.getByRole('button', { name: 'Export 2 files' }).waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByText('2 files written').waitFor();
    // The file that keeps the reason is to be committed with them.
    await window.dialog
      .getByRole('listitem')
      .filter({ hasText: 'stet-waivers.yaml' })
      .getByText('what was let stand')
      .waitFor();
    await looks('export-stands');
    expect(await disk(second)).toBe(was.replace('The wait', 'The weight'));
    expect(await disk('ep03.srt')).toMatch(/The\s+weight/);

    // The report says why it went out all the same. Its native dialog is the system's, so the call is made here.
    const report = join(folder, '..', 'report.html');
    await window.dialog.getByRole('button', { name: 'Save the report…' }).waitFor();
    const { id } = await window.call<{ id: number }>('PlanExport', 1, [], '');
    await window.call('SaveReport', id, report);
    const page = await readFile(report, 'utf8');
    expect(page).toContain('The site counts it twice on purpose.');

    // Git gives the file another name, and what was let stand goes along.
    await window.press('Escape');
    await rename(join(folder, second), join(folder, 'weights.md'));
    await expect.poll(() => window.call<{ files: unknown[] }>('DiskNow', 1).then((v) => v.files.length)).toBe(0);
    await window.press('Control+e');
    await window.dialog.getByText('stet-waivers.yaml goes along.').waitFor();
    await window.press('Control+Enter');
    await window.dialog.getByRole('listitem').filter({ hasText: 'stet-waivers.yaml' }).waitFor();
    expect(await disk('stet-waivers.yaml')).toContain('weights.md');
    expect(await disk('stet-waivers.yaml')).not.toContain(second);
    expect(window.complaints).toEqual([]);
  });

  it('tells once what no format can carry, and keeps the files that are written in sight below however many formats', async () => {
    await window.letErrorsStand();
    await window.press('Control+e');
    const formats = window.dialog.getByRole('group', { name: 'Formats' });
    await window.dialog.getByRole('button', { name: /^Export 2 files/ }).waitFor();
    await window.dialog.getByRole('button', { name: /^\d+ more formats$/ }).press('Enter');
    for (const box of await formats.getByRole('checkbox').all()) {
      if (await box.isChecked()) continue;
      await box.press('Space');
      await expect.poll(() => box.isChecked()).toBe(true);
    }
    await window.dialog.getByRole('button', { name: /^Export 1\d files/ }).waitFor();
    await expect
      .poll(async () => (await formats.innerText()).match(/(In none of|Not in most of) these: /g)?.length ?? 0)
      .toBeGreaterThan(0);
    const told = (await formats.innerText()).split(/(?:In none of|Not in most of) these: /)[1]!.split('.')[0]!;
    expect((await formats.innerText()).split(told)).toHaveLength(2);
    const heading = window.dialog.getByText(/^Will be written/);
    for (const [width, height] of [
      [1280, 800],
      [1440, 900],
    ] as const) {
      await window.page.setViewportSize({ width, height });
      const list = (await window.dialog.locator('.chg-l').boundingBox())!;
      const at = (await heading.boundingBox())!;
      expect(at.y + at.height).toBeLessThan(list.y + list.height - 40);
    }
    await looks('export-all-formats');
    await window.dialog.getByRole('button', { name: /^ep03\.srt/ }).click();
    await window.dialog.getByText(/^\d+ more lines of ep03\.srt behind these$/).waitFor();
    await looks('export-more-lines');
    expect(window.complaints).toEqual([]);
  });
});
