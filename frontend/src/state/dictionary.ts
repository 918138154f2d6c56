/**
 * The way to the dictionary: what it said once is kept here, so that looking a word up is a look into a map. The
 * dictionary itself lives in a worker, which is started by the first question and by nothing else.
 */

export type Question = { id: number; words: string[] } | { id: number; word: string };
export type Answer = { id: number; known: boolean[] } | { id: number; suggested: string[] };

/** The part of a Worker that is used. */
export interface Port {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(question: Question): void;
}

const startWorker = (): Port =>
  new Worker(new URL('./dictionary.worker.ts', import.meta.url), { type: 'module', name: 'dictionary' });

export class Dictionary {
  private readonly known = new Map<string, boolean>();
  private readonly suggested = new Map<string, Promise<string[]>>();
  private readonly asked = new Map<number, (answer: Answer) => void>();
  /** The questions under way that a word is in. */
  private readonly pending = new Map<string, Promise<void>>();
  private port: Port | null = null;
  private next = 1;
  private broken = false;

  /** @param failed is told once that there is no dictionary; from then on every word is known. */
  constructor(
    private readonly failed: (why: string) => void,
    private readonly start: () => Port = startWorker,
  ) {}

  /** Whether a word is in the dictionary; undefined while nobody has asked. */
  knows(word: string): boolean | undefined {
    return this.broken || this.known.get(word);
  }

  /** Asks about the words that are not known yet; resolves when knows() can tell of all. */
  async ask(words: Iterable<string>): Promise<void> {
    const waiting = new Set<Promise<void>>();
    const fresh: string[] = [];
    for (const word of new Set(words)) {
      const pending = this.pending.get(word);
      if (pending) waiting.add(pending);
      else if (this.knows(word) === undefined) fresh.push(word);
    }
    if (fresh.length > 0) {
      const told = this.send({ words: fresh }).then((answer) => {
        fresh.forEach((word, i) => {
          this.pending.delete(word);
          if ('known' in answer) this.known.set(word, answer.known[i] ?? true);
        });
      });
      for (const word of fresh) this.pending.set(word, told);
      waiting.add(told);
    }
    await Promise.all(waiting);
  }

  /** What a word that is not in the dictionary may be. */
  suggest(word: string): Promise<string[]> {
    let found = this.suggested.get(word);
    if (!found) {
      found = this.send({ word }).then((answer) => ('suggested' in answer ? answer.suggested : []));
      this.suggested.set(word, found);
    }
    return found;
  }

  private send(question: { words: string[] } | { word: string }): Promise<Answer> {
    const id = this.next++;
    if (this.broken) return Promise.resolve({ id, known: [] });
    const port = (this.port ??= this.listen());
    return new Promise((resolve) => {
      this.asked.set(id, resolve);
      port.postMessage({ id, ...question });
    });
  }

  private listen(): Port {
    const port = this.start();
    port.onmessage = ({ data }) => {
      this.asked.get(data.id)?.(data);
      this.asked.delete(data.id);
    };
    port.onerror = (event) => {
      if (this.broken) return;
      this.broken = true;
      this.failed(event.message);
      for (const [id, resolve] of this.asked) resolve({ id, known: [] });
      this.asked.clear();
    };
    return port;
  }
}
