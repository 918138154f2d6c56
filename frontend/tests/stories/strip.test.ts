/** The tabs of the inspector, where their counts are long and the window is narrow: each keeps its word. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const name = 'ep01-01-ropes.md';
const clock = (s: number) => `00:${`${Math.floor(s / 60)}`.padStart(2, '0')}:${`${s % 60}`.padStart(2, '0')}:00`;
/** A chunk of a hundred and twenty turns, in each of which a sign is damaged, with as many names that nobody speaks of. */
const chunk = `---
title: Ropes
slug: ep01-01-ropes
series: Low Water
episode: 1
chunk: 1
speakers:
- Ada
entities:
${Array.from({ length: 120 }, (_, i) => `- Rope Works ${i + 1}`).join('\n')}
summary: Ada speaks of ropes. They hold.
---

${Array.from({ length: 120 }, (_, i) => `${clock(4 * i)} - ${clock(4 * i + 4)}\nAda\nIt isnâ€™t long and it holds.\n`).join('\n')}`;

describe('the tabs of the inspector', () => {
  let window: EditorWindow;

  atDesk(
    {
      sound: false,
      bring: async (at) => {
        await writeFile(join(at.folder, name), chunk);
        return [join(at.folder, name)];
      },
    },
    (at) => {
      ({ window } = at);
    },
  );

  const strip = () => window.page.getByRole('tablist', { name: 'Inspector' });

  it('keep their words beside counts of three digits', async () => {
    const checks = strip().getByRole('tab', { name: /^Checks \d{3}$/ });
    for (const [width, height] of [
      [1280, 800],
      [1440, 900],
    ] as const) {
      await window.page.setViewportSize({ width, height });
      await checks.waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.page.emulateMedia({ colorScheme });
        await window.screenshot(`strip-${width}-${colorScheme}`);
      }
      const cut = await strip().evaluate((list) => {
        const room = list.getBoundingClientRect();
        return [...list.querySelectorAll('[role="tab"]')].flatMap((tab) => {
          const word = document.createRange();
          word.selectNodeContents(tab.firstChild!);
          const seen = tab.getBoundingClientRect();
          const at = word.getBoundingClientRect();
          const whole =
            seen.right <= room.right && at.left >= seen.left && at.right <= seen.right && at.bottom <= seen.bottom + 1;
          return whole ? [] : [`${tab.textContent} at ${at.left} to ${at.right} of ${room.right}`];
        });
      });
      expect(cut).toEqual([]);
      // What is wrong is counted where there is room for one count alone.
      const badge = await checks.locator('.prob').boundingBox();
      const tab = await checks.boundingBox();
      expect(badge!.y).toBeGreaterThanOrEqual(tab!.y);
      expect(badge!.y + badge!.height).toBeLessThanOrEqual(tab!.y + tab!.height);
    }
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
