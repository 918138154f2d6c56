/** All ways in which text comes in: an input method, dead keys, emoji, words from right to left, a very long paragraph, the mouse. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk/desk';
import { atDesk } from '../desk/story';
import type { EditorWindow } from '../desk/window';

const file = 'ep03-02-weights-pendulum-and-pennies.md';

describe('text of all kinds', () => {
  let desk: Desk;
  let window: EditorWindow;
  let hands: CDPSession;

  atDesk({ sound: false }, async (at) => {
    ({ desk, window } = at);
    hands = await window.page.context().newCDPSession(window.page);
  });

  /** What an input method does: it shows what is composed, and then puts in what was chosen. */
  async function compose(steps: string[], chosen: string): Promise<void> {
    for (const text of steps) {
      await hands.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await hands.send('Input.insertText', { text: chosen });
  }

  async function written(): Promise<string> {
    await window.saved();
    const { to } = await window.call<{ id: number; to: string }>('PlanExport', 1, [], '');
    expect(to).toBe('');
    await window.exportBack();
    return readFile(join(desk.openedSample, file), 'utf8');
  }

  it('comes from an input method, also into a turn that was just parted', async () => {
    await window.caretBefore('00:02:44:03', 'you wound');
    await window.press('Enter');
    await compose(['と', 'とけ', 'とけい'], '時計');
    await window.type(' ');
    await window.saved();
    await compose(['´'], 'é');
    await window.type(' ');
    expect(await written()).toContain('Odette\nSo you cleared out the sticks,\n\n00:02:4');
    expect(await readFile(join(desk.openedSample, file), 'utf8')).toContain(
      '\nOdette\n時計 é you wound it up, and off it went.\n',
    );
  });

  it('is not told as saved while it is composed, and is sent where that rests', async () => {
    const saving = window.page.getByRole('status', { name: 'Saving' });
    await window.caretBefore('00:03:40:21', 'It');
    await hands.send('Input.imeSetComposition', { text: 'と', selectionStart: 1, selectionEnd: 1 });
    await saving.getByText('Saving…').waitFor();
    expect(await window.page.evaluate(() => fetch('/api/episodes/1').then((r) => r.text()))).not.toContain('とIt');
    await window.saved();
    expect(await window.page.evaluate(() => fetch('/api/episodes/1').then((r) => r.text()))).toContain('とIt');
    await hands.send('Input.imeSetComposition', { text: 'とけ', selectionStart: 2, selectionEnd: 2 });
    await hands.send('Input.insertText', { text: '時' });
    await window.type('. ');
    expect(await written()).toContain('\nBarnaby\n時. It hangs');
  });

  it('is refused by whole turns, and holds up nothing after it', async () => {
    await window.selectTurn('00:03:39:01');
    await compose(['と'], '時計');
    await hands.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await hands.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await window.press('Enter');
    await window.type('Indeed. ');
    const text = await written();
    expect(text).toContain('\nOdette\nIndeed. ');
    expect(text).not.toMatch(/´|時計Indeed/);
    await window.press('Control+z', 'Control+z');
    expect(await written()).not.toContain('Indeed');
  });

  it('goes on after a composition of which no browser told the end', async () => {
    await window.caretBefore('00:03:39:01', 'And');
    await window.page.evaluate(() =>
      addEventListener('compositionend', (event) => event.stopPropagation(), { capture: true, once: true }),
    );
    await compose(['´'], 'é');
    await window.type(' so it was. ');
    expect(await written()).toContain('\nOdette\né so it was. ');
    await window.press('Control+z');
    expect(await written()).not.toContain('so it was. ');
  });

  it('is undone at once after it was composed', async () => {
    const heard = async () => {
      await window.saved();
      return window.page.evaluate(async () => {
        const answer = await fetch('/api/episodes/1');
        const { chunks } = (await answer.json()) as { chunks: { turns: { paragraphs: string[] }[] }[] };
        return chunks
          .flatMap(({ turns }) => turns.flatMap((turn) => turn.paragraphs))
          .join()
          .split('é').length;
      });
    };
    const before = await heard();
    await window.caretBefore('00:03:39:01', 'And');
    await compose(['´'], 'é');
    await window.press('Control+z');
    expect(await heard()).toBe(before);
    await window.press('Control+Shift+z');
    expect(await heard()).toBe(before + 1);
    await window.press('Control+z');
    expect(await heard()).toBe(before);
  });

  it('is emoji, whole when a part of one goes', async () => {
    await window.caretBefore('00:03:01:17', 'With');
    await window.page.keyboard.insertText('👩‍🚒🏳️‍🌈');
    await window.press('Backspace');
    await window.type('! ');
    expect(await written()).toContain('\nOdette\n👩‍🚒! With permission?\n');
  });

  it('runs from right to left', async () => {
    await window.caretBefore('00:03:06:00', 'Explain');
    await window.page.keyboard.insertText('שלום ');
    await window.type('x ');
    expect(await written()).toContain('\nOdette\nשלום x Explain it to me');
  });

  it('is a paragraph that runs from right to left, and so does the caret', async () => {
    await window.caretBefore('00:03:01:17', 'With');
    await window.press('Home', 'Shift+End');
    await window.page.keyboard.insertText('שלום עולם.');
    const [line, first, stop] = await window.page.locator('.cm-line', { hasText: 'שלום עולם' }).evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()!;
      const range = document.createRange();
      const letter = (at: number) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().toJSON() as DOMRect;
      };
      return [element.getBoundingClientRect().toJSON() as DOMRect, letter(0), letter(9)] as const;
    });
    expect(stop.right).toBeLessThan(first.left);
    expect(line.right - first.right).toBeLessThan(30);
    await window.press('Home', 'ArrowLeft', 'ArrowLeft');
    await window.page.keyboard.insertText('־');
    await window.press('End', 'ArrowRight');
    await window.page.keyboard.insertText('־');
    expect(await written()).toContain('\nOdette\nשל־ום עולם־.\n');
  });

  it('has twenty thousand characters in one paragraph', async () => {
    const long = 'and so it went on '.repeat(1112);
    await window.caretBefore('00:03:21:27', 'Not');
    await window.page.keyboard.insertText(long);
    await window.saved();
    for (let n = 0; n < 20; n++) await window.press('ArrowUp');
    await window.press('Home');
    await window.type('!!');
    const text = await written();
    expect(text.replace('!!', '').replaceAll('\n', ' ')).toContain(`Odette ${long}Not so fast.`);
    expect(text).toContain('!!');
    await window.press('Control+z', 'Control+z');
    await window.saved();
  });

  it('is dragged from one turn into another', async () => {
    await window.caretBefore('00:03:54:02', 'the bucket');
    await window.press('Shift+Control+ArrowRight', 'Shift+Control+ArrowRight');
    const box = (name: string) =>
      window.page.evaluate((text) => {
        const walk = document.createTreeWalker(document.querySelector('.cm-content')!, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const at = node.textContent!.indexOf(text);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + text.length);
          const { left, top, width, height } = range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2, left };
        }
        throw new Error(`${text} is not in sight`);
      }, name);
    await window.drawn();
    const from = await box('the bucket');
    const to = await box('Yes, everyone');
    await window.page.mouse.move(from.x, from.y);
    await window.page.mouse.down();
    await window.page.mouse.move(from.x + 5, from.y + 5, { steps: 3 });
    await window.page.mouse.move(to.left, to.y, { steps: 5 });
    await window.page.mouse.up();
    // The browser lets go of what was dragged a moment after the button.
    await window.words.getByText('Yes. the bucket').waitFor();
    await window.saved();
    const text = await written();
    expect(text).toMatch(/\nOdette\nOh\. I can feel it, in\s*\.?\n/);
    expect(text).toMatch(/\nBarnaby\nYes\. the bucket\.? ?Yes, everyone says that\.\n/);
  });

  it('complains of nothing', () => {
    expect(window.complaints).toEqual([]);
  });
});
