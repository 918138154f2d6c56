/** Stet's page in a browser, with the hands of somebody who works in it: keys first. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { results } from './places';
import type { PlanView } from '../../src/model/fileviews';
import type { EpisodeView } from '../../src/model/views';
import type { Program } from './program';

export type Theme = 'light' | 'dark';

export interface Look {
  theme?: Theme;
  width?: number;
  height?: number;
  /** In a browser that nobody used before, as what is measured wants it; else in the one that the stories share. */
  fresh?: boolean;
}

/** What the editor says of the caret or the selection: "Turn selected: Odette, 00:00:01:15". */
const announcement = '.cm-editor [role="status"]';

/** A complaint and the way to it, short enough to be read whole in a log: `message < function@file:line:column < …`. */
const inOneLine = (text: string): string =>
  text.replaceAll(/\n\s+at (?:(\S+) \()?(?:https?:\/\/[^/\s]+\/)?(?:assets\/)?([^)\n]*)\)?/g, ' < $1@$2');

/** More turns than any story's episode has: where so many were gone through, the wanted one is not there. */
const mostTurns = 400;

export class EditorWindow {
  /** Those that are open, for a picture when a test fails. */
  static readonly shown = new Set<EditorWindow>();

  /** What the page complained about. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly fresh: boolean,
  ) {}

  static async open(
    program: Program,
    { theme = 'light', width = 1440, height = 900, fresh = false }: Look = {},
  ): Promise<EditorWindow> {
    const browser = await (fresh ? startBrowser() : sharedBrowser());
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    if (!program.aligns) await switchAligningOff(page, program.url);
    const window = new EditorWindow(page, fresh);
    page.on('pageerror', (error) => window.complain(inOneLine(error.stack ?? error.message)));
    page.on('console', (message) => {
      if (message.type() === 'error') window.complain(inOneLine(`${message.text()} ${message.location().url}`));
    });
    EditorWindow.shown.add(window);
    await page.goto(program.url);
    await page.waitForFunction(() => document.documentElement.dataset.theme !== undefined);
    return window;
  }

  private complain(text: string): void {
    // What Wails' server puts into the page to show that it has lost its program, and what a browser asks every server
    // for: the shipped window has neither.
    if (text.includes('/wails/ipc.js') || text.endsWith('/favicon.ico')) return;
    // Wails' server has a page that is loaded anew put down its line to the program first: what the page keeps as it
    // goes finds none.
    if (text.includes("null (reading 'send')") && text.includes('@wails/ipc.js')) return;
    this.complaints.push(text);
  }

  async close(): Promise<void> {
    EditorWindow.shown.delete(this);
    const context = this.page.context();
    await (this.fresh ? context.browser()! : context).close();
  }

  /** Calls a bound method, as the page does. */
  call<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.page.evaluate(
      ([name, given]) => (window as unknown as Bound).go.service.Service[name]!(...given) as Promise<unknown>,
      [method, args] as const,
    ) as Promise<T>;
  }

  /** Lets files go on the window. The system's own dragging ends in this event. */
  async drop(...paths: string[]): Promise<void> {
    await this.page.evaluate((list) => (window as unknown as Bound).runtime.EventsEmit('drop', { paths: list }), paths);
  }

  /** Presses a switch of a foot pedal, or lets it go. What the program hears of a device ends in this event. */
  async step(number: number, down: boolean): Promise<void> {
    await this.page.evaluate((press) => (window as unknown as Bound).runtime.EventsEmit('pedal', press), {
      switch: number,
      down,
      device: '05f3:00ff',
    });
  }

  /** Asks the program to close its window, as the close button does. */
  async leave(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as Bound).runtime.Quit());
  }

  press(...keys: string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Presses a button in the moment in which it comes: what asks from outside the page may be too late for it. */
  async pressOnceThere(name: string): Promise<void> {
    await this.page.evaluate((text) => {
      const look = new MutationObserver(() => {
        const button = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
        if (!button) return;
        look.disconnect();
        button.focus();
        button.click();
      });
      look.observe(document.body, { subtree: true, childList: true });
    }, name);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The text box that is the transcript. */
  get words(): Locator {
    return this.page.getByRole('main').getByRole('textbox', { name: /^Words/ });
  }

  /** A field of the chunk's front matter. */
  field(name: string): Locator {
    return this.page.getByRole('tabpanel').getByRole('textbox', { name, exact: true });
  }

  /** A chunk in the rail, by its number or its title. */
  chunk(name: string): Locator {
    return this.page.getByRole('treeitem', { name: new RegExp(`^Chunk\\b[ ,]*(\\d+ ?, )?${name}\\s*,`) });
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Undoes all there is to undo. What was typed is one step or, on a machine that is kept waiting, several. */
  undoAll(): Promise<void> {
    return this.all('Undo', 'Control+z');
  }

  redoAll(): Promise<void> {
    return this.all('Redo', 'Control+Shift+z');
  }

  private async all(name: 'Undo' | 'Redo', keys: string): Promise<void> {
    const button = this.page.getByRole('banner').getByRole('button', { name });
    await this.words.focus();
    for (let n = 0; (await button.isEnabled()) && n < 100; n++) {
      await this.press(keys);
      await this.saved();
    }
  }

  /** Waits until everything is on the disk. */
  async saved(): Promise<void> {
    await this.page
      .getByRole('status', { name: 'Saving' })
      .getByText(/^Saved/)
      .waitFor();
  }

  /** From the first screen to the sample's first words. */
  async openSample(): Promise<void> {
    await this.button('Open the sample episode').focus();
    await this.press('Enter');
    await this.opened();
  }

  /** Waits until the sample's first words are there. */
  async opened(): Promise<void> {
    await this.words.getByText('welcome to The Mending Hour').waitFor();
  }

  /** Lets all errors of the library stand, for stories that are not of them: a chunk with one is held back. */
  async letErrorsStand(): Promise<void> {
    await this.saved();
    const { series } = await this.call<{ series: { episodes: { id: number }[] }[] }>('Library');
    for (const { id } of series.flatMap(({ episodes }) => episodes)) {
      const { chunks } = await this.page.evaluate(
        async (n) => (await fetch(`/api/episodes/${n}`)).json() as Promise<EpisodeView>,
        id,
      );
      for (const chunk of chunks) {
        for (const { severity, turn, field, code, words = '' } of chunk.problems) {
          if (severity !== 'error') continue;
          await this.call('Waive', { episode: id, chunk: chunk.id, turn, field, code, words }, 'It is only a story.');
        }
      }
      await this.letCoverageStand(id);
    }
  }

  /** Lets what the list of an export holds an episode back for stand, one after the other. */
  private async letCoverageStand(episode: number): Promise<void> {
    const all = {
      episode,
      chunks: [],
      series: false,
      library: false,
      to: '',
      files: true,
      formats: [],
      withErrors: false,
    };
    let before = '';
    for (;;) {
      const { files } = await this.call<PlanView>('PlanPublish', all);
      const held = files.filter(({ problem }) => problem && problem.code !== 'disk.unsettled');
      const now = JSON.stringify(held.map(({ problem }) => problem));
      if (held.length === 0 || now === before) return;
      before = now;
      for (const { chunk, problem } of held) {
        const { turn, field, code, words = '' } = problem!;
        await this.call('Waive', { episode, chunk, turn, field, code, words }, 'It is only a story.');
      }
    }
  }

  /** Exports the episode to where its files came from, by keys alone. */
  async exportBack(): Promise<void> {
    await this.letErrorsStand();
    await this.press('Control+e');
    await this.dialog.getByRole('button', { name: /^Export \d+ files?/ }).waitFor();
    await this.press('Control+Enter');
    await this.dialog
      .getByRole('status')
      .getByText(/written/)
      .waitFor();
    await this.press('Escape');
  }

  /** Selects the turn that begins at a timecode, by keys alone, from wherever the caret is. */
  async selectTurn(start: string): Promise<void> {
    await this.words.focus();
    if (!(await this.announced()).startsWith('Turn selected')) await this.press('Escape');
    const at = async () => (await this.announced()).split(', ').at(-1)?.replace('about ', '') ?? '';
    let before = '';
    // Timecodes of one episode sort as text; a turn without one is passed over.
    let left = mostTurns;
    for (let now = await at(); now !== start; now = await at()) {
      const stuck = (now === before && now !== 'untimed') || left-- === 0;
      if (stuck) throw new Error(`no turn begins at ${start}: the last is ${now}`);
      if (now !== 'untimed') before = now;
      await this.press(before < start ? 'ArrowDown' : 'ArrowUp');
    }
  }

  async announced(): Promise<string> {
    return (await this.page.locator(announcement).textContent()) ?? '';
  }

  /** Puts the caret before the first `word` of the turn that begins at a timecode, by keys alone. */
  async caretBefore(start: string, word: string): Promise<void> {
    await this.selectTurn(start);
    await this.press('Enter');
    await this.drawn();
    const text = await this.lineOfCaret();
    const at = text.indexOf(word);
    if (at < 0) throw new Error(`the turn at ${start} has no “${word}”: ${text}`);
    // The caret may come where the sound is, and not at the turn's start.
    const steps = at - (await this.offsetOfCaret());
    for (let n = 0; n < Math.abs(steps); n++) await this.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft');
  }

  /** Waits until what was done shows: a line that was far from sight is drawn, and scrolled to, a frame later. */
  async drawn(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** How far the caret is from its paragraph's start. */
  private offsetOfCaret(): Promise<number> {
    return this.page.evaluate(() => {
      const { anchorNode, anchorOffset } = getSelection()!;
      const element = anchorNode instanceof Element ? anchorNode : anchorNode!.parentElement;
      const before = document.createRange();
      before.setStart(element!.closest('.cm-line')!, 0);
      before.setEnd(anchorNode!, anchorOffset);
      return before.toString().length;
    });
  }

  /** The paragraph that the caret is in. */
  private lineOfCaret(): Promise<string> {
    return this.page.evaluate(() => {
      const node = getSelection()?.anchorNode;
      const element = node instanceof Element ? node : node?.parentElement;
      return element?.closest('.cm-line')?.textContent ?? '';
    });
  }

  /** The words of the turn that begins at a timecode, as they show. */
  async wordsOf(start: string): Promise<string> {
    await this.selectTurn(start);
    await this.press('Enter');
    await this.drawn();
    return this.lineOfCaret();
  }

  /** Writes one word over another. */
  async mend(start: string, word: string, right: string): Promise<void> {
    await this.caretBefore(start, word);
    for (let n = 0; n < word.length; n++) await this.press('Shift+ArrowRight');
    await this.type(right);
    await this.saved();
  }

  /** The margin's cell of the turn that begins at a timecode, while it is in sight. */
  turn(start: string): Locator {
    return this.page.locator('.stet-cell', { has: this.page.locator('.stet-tc', { hasText: start }) });
  }

  screenshot(name: string): Promise<Buffer> {
    return this.page.screenshot({ path: join(results, `${name}.png`) });
  }
}

interface Bound {
  go: { service: { Service: Record<string, (...args: unknown[]) => Promise<unknown>> } };
  runtime: { EventsEmit(name: string, data: unknown): void; Quit(): void };
}

/** The browser of all stories that a worker tells. Each window has its own storage in it, and it ends with the worker. */
let shared: Browser | undefined;

async function sharedBrowser(): Promise<Browser> {
  if (!shared?.isConnected()) shared = await startBrowser();
  return shared;
}

function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserProgram(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

function browserProgram(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  throw new Error(`none of ${names.join(', ')} is on the PATH: build/setup.sh --tests installs one`);
}

/** Has a new library leave words without times alone, before its page is there: it asks in the way that the page does. */
async function switchAligningOff(page: Page, url: string): Promise<void> {
  // A page that is none of the program's, from where it can be spoken to.
  await page.goto(`${url}/wails/ipc.js`);
  await page.evaluate(
    (address) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(address);
        const call = (method: string, ...args: string[]) =>
          socket.send(`C${JSON.stringify({ name: `service.Service.${method}`, args, callbackID: method })}`);
        socket.onerror = () => reject(new Error('the program was not reached'));
        socket.onopen = () => call('Recall', 'layout');
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          if (!data.startsWith('c')) return;
          const { callbackid, result } = JSON.parse(data.slice(1)) as { callbackid: string; result: unknown };
          if (callbackid === 'Recall' && result === '') {
            call('Remember', 'layout', JSON.stringify({ alignUnasked: false }));
            return;
          }
          socket.close();
          resolve();
        };
      }),
    `${url.replace('http', 'ws')}/wails/ipc`,
  );
}
