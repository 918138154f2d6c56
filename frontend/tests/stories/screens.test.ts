/** The screens that the day seldom leads to: in both themes axe finds nothing wrong with them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { lookAt } from '../desk/look';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const vtt = `WEBVTT

NOTE Made by hand

00:01.000 --> 00:03.500 align:start
<v Ada>The rope is new &amp; dry.

00:03.500 --> 00:06.000
<v Björn>Then ring it.
`;

describe('the look of', () => {
  let desk: Desk;
  let window: EditorWindow;

  atDesk({}, (at) => {
    ({ desk, window } = at);
  });

  const look = (name: string) => lookAt(window, name);
  const close = async () => {
    await window.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  };
  const command = async (words: string) => {
    await window.press('Control+k');
    await window.page.getByPlaceholder('Run a command or go to…').and(window.page.locator(':focus')).waitFor();
    await window.type(words);
    await window.press('Enter');
    await window.page.getByRole('dialog', { name: 'Command palette' }).waitFor({ state: 'detached' });
  };

  it('commands that cannot be done now', async () => {
    await window.press('Control+k');
    await window.type('selected turns');
    await window.dialog.getByText('Fewer than two turns are selected').waitFor();
    await look('palette-not-now');
    await close();
  });

  it('how words are timed', async () => {
    await window.words.focus();
    await command('show how words are timed');
    await look('how-timed');
    await command('do not show how words are timed');
  });

  it('whether the chunks hold every turn once', async () => {
    await command('every turn once');
    await window.page.locator('section[aria-labelledby="coverage-head"] .state').waitFor();
    await look('coverage');
  });

  it('the settings of the pedal and the series', async () => {
    await window.press('Control+,');
    await window.dialog.waitFor();
    for (const name of ['Foot pedal', 'Series']) {
      await window.page.getByRole('tab', { name }).click();
      await window.dialog.getByRole('tabpanel', { name }).waitFor();
      await look(`settings-${name.toLowerCase().replace(' ', '-')}`);
    }
    await close();
  });

  it('a comment on one of several turns', async () => {
    await window.selectTurn('00:00:33:06');
    await window.press('Shift+ArrowDown', 'Control+Shift+m');
    await window.dialog.getByText('A comment stands in one turn.').waitFor();
    await look('comment-partly');
    await close();
  });

  it('an episode without turns', async () => {
    await window.words.focus();
    if (!(await window.announced()).includes('selected')) await window.press('Escape');
    await window.press('Control+a', 'Delete');
    await window.saved();
    await window.page.getByText('This chunk has no turns.').first().waitFor();
    await look('no-turns');
    await window.press('Control+z');
    await window.saved();
    await window.opened();
  });

  it('other formats to go out in', async () => {
    await window.press('Control+e');
    await window.dialog.getByRole('button', { name: /more formats?$/ }).click();
    await look('export-formats');
    await close();
  });

  it('a transcript that is about to come', async () => {
    const path = join(desk.folder, 'bell.vtt');
    await writeFile(path, vtt);
    await window.drop(path);
    await window.page
      .getByRole('dialog', { name: 'Take in bell.vtt' })
      .getByRole('region', { name: 'bell.vtt' })
      .waitFor();
    await look('incoming');
    await close();
  });
});
