/** What the checks find in an episode, by the keys: why it matters, repairs that can be undone, and what is let stand. */
import { describe, expect, it } from 'vitest';
import type { EpisodeView, ProblemView } from '../../src/model/views';
import { readChunks, type Files } from '../desk/files';
import { atDesk } from '../desk/story';
import type { Desk } from '../desk/desk';
import type { EditorWindow } from '../desk/window';

describe('the checks', () => {
  let desk: Desk;
  let window: EditorWindow;
  let shipped: Files;
  let id: number;

  atDesk({ sound: false }, async (at) => {
    ({ desk, window } = at);
    id = await window.call<number>('OpenSample');
    shipped = await readChunks(desk.openedSample);
    await window.page.getByRole('treeitem', { name: /^Chunk 02,/ }).click();
    await window.press('Control+k');
    await window.type('show checks');
    await window.press('Enter');
  });

  const episode = (): Promise<EpisodeView> =>
    window.page.evaluate(async (n) => (await fetch(`/api/episodes/${n}`)).json(), id);
  const found = async (code: string): Promise<ProblemView[]> =>
    (await episode()).chunks[1]!.problems.filter((problem) => problem.code === code);
  const panel = () => window.page.getByRole('tabpanel');
  const card = (code: string) => panel().locator(`[data-check="${code}"]`);

  it('say what is wrong, why it matters, and what would mend it', async () => {
    await card('list.duplicate').waitFor();
    await card('list.duplicate').getByText('Why', { exact: true }).click();
    await card('list.duplicate').getByText('Nothing stands twice in a list').waitFor();
    expect(await card('list.duplicate').locator('del').innerText()).toBe('- clocks');
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot(`checks-${theme}`);
    }
  });

  it('mend it when asked, and take it back', async () => {
    await card('list.duplicate').getByRole('button', { name: 'Take it out' }).focus();
    await window.press('Enter');
    await card('list.duplicate').waitFor({ state: 'detached' });
    await window.saved();
    expect(await found('list.duplicate')).toEqual([]);
    await window.press('Control+z');
    await card('list.duplicate').waitFor();
    expect(await found('list.duplicate')).toHaveLength(1);
  });

  it('let it stand for a reason, and look at it again', async () => {
    const asks = card('list.duplicate').getByRole('button', { name: 'Let it stand…' });
    await asks.focus();
    await window.press('Enter');
    await window.type('The site counts it twice on purpose.');
    await window.press('Enter');
    await card('list.duplicate').getByText('It stands: The site counts it twice on purpose.').waitFor();
    expect((await found('list.duplicate')).map(({ severity, waived }) => [severity, waived])).toEqual([
      ['info', 'The site counts it twice on purpose.'],
    ]);
    await window.screenshot('checks-stands');
    await card('list.duplicate').getByRole('button', { name: 'Look at it again' }).focus();
    await window.press('Enter');
    await asks.waitFor();
    expect((await found('list.duplicate'))[0]!.severity).toBe('error');
  });

  it('look at what is typed', async () => {
    const turn = (await episode()).chunks[1]!.turns[1]!;
    await window.selectTurn(turn.start);
    await window.press('Enter');
    await window.press('Home');
    await window.type('and then the the bell ');
    await card('words.doubled').getByText('“the” stands twice in a row.').waitFor();
    // What may stand is no fault, and nobody has let it stand either.
    await panel().getByText('Worth knowing', { exact: false }).first().waitFor();
    expect(await panel().locator('.sec').allInnerTexts()).not.toContainEqual(
      expect.stringMatching(/^(Standing|Let stand)/i),
    );
    for (const theme of ['dark', 'light'] as const) {
      await window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await card('words.doubled').scrollIntoViewIfNeeded();
      await window.screenshot(`checks-knowing-${theme}`);
    }
    await window.saved();
    for (let n = 0; n < 9 && (await found('words.doubled')).length > 0; n++) {
      await window.press('Control+z');
      await window.saved();
    }
    await card('words.doubled').waitFor({ state: 'detached' });
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
  });

  it('are made in the series no more when the card says so, and again', async () => {
    const first = panel().locator('[data-check]').filter({ hasText: 'Not in this series' }).first();
    const code = (await first.getAttribute('data-check'))!;
    await first.getByRole('button', { name: 'Not in this series' }).focus();
    await window.press('Enter');
    await card(code).first().waitFor({ state: 'detached' });
    expect(await found(code)).toEqual([]);
    await window.page.getByRole('button', { name: 'Look again', exact: true }).click();
    await card(code).first().waitFor();
    expect((await found(code)).length).toBeGreaterThan(0);
    expect(await readChunks(desk.openedSample)).toEqual(shipped);
  });
});
