/** An episode goes to another series, by keys alone, and comes back by one. */
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

describe('an episode of the wrong series', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => [await at.copySample()],
    },
    async (at) => {
      ({ window } = at);
      await window.opened();
    },
  );

  const series = () =>
    window.page.evaluate(async () => {
      const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[role="tabpanel"] .field')];
      const { series } = await (
        globalThis as unknown as {
          go: { service: { Service: { Library: () => Promise<{ series: { name: string }[] }> } } };
        }
      ).go.service.Service.Library();
      return {
        library: series.map(({ name }) => name).join(', '),
        field: fields.map(({ value }) => value).find((value) => /The \w+ Hour/.test(value)) ?? '',
        page: /The \w+ Hour/.exec(document.querySelector('main')?.textContent ?? '')?.[0] ?? '',
      };
    });
  const all = (name: string) => ({ library: name, field: name, page: name });

  it('is moved in the palette, shown there, and back after undoing', async () => {
    await expect.poll(series).toEqual(all('The Mending Hour'));
    await window.press('Control+k');
    await window.type('move the episode to another series');
    await window.press('Enter');
    await window.dialog.getByRole('heading', { name: 'Move the episode to another series' }).waitFor();
    await window.screenshot('other-series');
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot('other-series-dark');
    await window.page.emulateMedia({ colorScheme: 'light' });
    await window.type('The Winding Hour');
    await window.press('Enter');
    await window.dialog.waitFor({ state: 'detached' });
    await expect.poll(series).toEqual(all('The Winding Hour'));
    await window.words.focus();
    await window.press('Control+z');
    await expect.poll(series).toEqual(all('The Mending Hour'));
    await window.press('Control+Shift+z');
    await expect.poll(series).toEqual(all('The Winding Hour'));
    expect(window.complaints).toEqual([]);
  });
});
