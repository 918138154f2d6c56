/**
 * The history of the episode in the window: its latest steps, as many as somebody has scrolled to, and what those did
 * that were opened. It makes no steps but the one that gets back what a file has said.
 */
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import type { DiffView } from '../model/fileviews';
import type { StepDiffView, StepView, Version, VersionView } from '../model/historyviews';
import type { ID } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

const page = 200;
const settle = 120;

/** What a step did; null while it is being found out, and a sentence if it cannot be. */
export type Opened = StepDiffView | string | null;

export class History {
  /** Newest first. */
  steps = $state.raw<StepView[]>([]);
  /** How many steps the episode has. */
  total = $state(0);
  opened = $state.raw<ReadonlyMap<number, Opened>>(new Map());

  /** The step after which the text is as it is now; 0 before the first. */
  readonly current = $derived(this.steps.find((step) => step.state === 'done')?.seq ?? 0);

  private of = 0;
  private wanted = page;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** Of each step that was opened, the look that was begun last. */
  private readonly looks = new Map<number, Promise<StepDiffView>>();

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Asks for the steps anew, a moment after the last change. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetch(), this.of === this.episode.view?.id ? settle : 0);
  }

  /** Makes sure that so many of the latest steps are there, if there are so many. */
  async need(count: number): Promise<void> {
    if (count <= this.steps.length || this.steps.length >= this.total) return;
    const wanted = Math.ceil(count / page) * page;
    if (wanted <= this.wanted && this.fetching) return this.fetching;
    this.wanted = wanted;
    await this.fetch();
  }

  private fetching: Promise<void> | null = null;

  private async fetch(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    if (id !== this.of) {
      this.of = id;
      this.wanted = page;
      this.opened = new Map();
    }
    const asked = (this.fetching = this.ask(id, this.wanted));
    await asked;
    if (this.fetching === asked) this.fetching = null;
  }

  private async ask(id: number, limit: number): Promise<void> {
    const mine = ++this.asked;
    try {
      const { steps, total } = await backend.steps(id, limit);
      if (mine !== this.asked || this.episode.view?.id !== id) return;
      const before = new Map(this.steps.map((step) => [step.seq, step.at]));
      this.steps = steps;
      this.total = total;
      // Typing may have gone on in a step that is open.
      for (const step of steps) {
        if (this.opened.has(step.seq) && before.get(step.seq) !== step.at) void this.open(step.seq);
      }
    } catch {
      // What shows stays; the next change asks again.
    }
  }

  async open(seq: number): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    const asked = backend.stepDiff(id, seq);
    this.looks.set(seq, asked);
    const put = (what: Opened) => {
      if (this.episode.view?.id !== id || this.looks.get(seq) !== asked) return;
      this.opened = new Map(this.opened).set(seq, what);
    };
    if (!this.opened.has(seq)) put(null);
    try {
      put(await asked);
    } catch (e) {
      put(sentence(e));
    }
  }

  close(seq: number): void {
    this.looks.delete(seq);
    const left = new Map(this.opened);
    left.delete(seq);
    this.opened = left;
  }

  /** What the files of the episode have said, and how its chunks differ from that. */
  async versions(): Promise<VersionView[]> {
    await this.episode.settled();
    return this.episode.view ? backend.versions(this.episode.view.id) : [];
  }

  compare(chunk: ID, version: Version): Promise<DiffView> {
    return backend.compareVersion(this.episode.view?.id ?? 0, chunk, version);
  }

  /** Makes chunks say again what their files said; no chunks means all of them. */
  getBack(chunks: ID[], version: Version): Promise<boolean> {
    return this.perform((id) => backend.getBack(id, chunks, version));
  }

  getTurnBack(turn: ID, version: Version): Promise<boolean> {
    return this.perform((id) => backend.getTurnBack(id, turn, version));
  }

  private async perform(run: (id: number) => ReturnType<typeof backend.getBack>): Promise<boolean> {
    const id = this.episode.view?.id;
    if (id === undefined) return false;
    await this.episode.settled();
    try {
      const reply = await this.episode.perform(id, () => run(id));
      this.episode.undoable(reply.name, { change: reply.change });
      return true;
    } catch (e) {
      this.notices.show(sentence(e));
      return false;
    }
  }
}
