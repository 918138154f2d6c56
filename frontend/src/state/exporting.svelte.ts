/**
 * An export, from the list of what would be written to what was. The plan is the program's; this holds what a person
 * chose in it: how much, where to, which file to look at, and which conflicts to overwrite.
 */
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import type { DiffView, ExportView, JobView, PlanFile, PlanView } from '../model/fileviews';
import type { ID } from '../model/views';
import { count } from '../model/words';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import { fraction, type Jobs } from './jobs.svelte';
import type { Library } from './library.svelte';
import type { Notices } from './notices.svelte';

export type Scope = 'chunk' | 'episode' | 'library';

export class Exporting {
  scope = $state<Scope>('episode');
  /** "" is back to where the files came from. */
  to = $state('');
  plan = $state.raw<PlanView | null>(null);
  planning = $state(false);
  problem = $state('');
  chosen = $state<number | null>(null);
  diff = $state.raw<DiffView | null>(null);
  overwrite = $state.raw<ReadonlySet<number>>(new Set());
  running = $state(false);
  result = $state.raw<ExportView | null>(null);
  /** Whether the files that stay as they are show. */
  showSame = $state(false);
  private asked = 0;

  constructor(
    private readonly episode: Episode,
    private readonly library: Library,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
    private readonly dialogs: Dialogs,
  ) {}

  readonly writing = $derived(
    (this.plan?.files ?? []).filter(
      (file, i) =>
        file.state === 'changed' || file.state === 'new' || (file.state === 'conflict' && this.overwrite.has(i)),
    ).length,
  );

  /** How far the writing is, 0 to 1; null when it is not under way or nobody knows. */
  get progress(): number | null {
    const job: JobView | null = this.jobs.of('export');
    return job ? fraction(job) : null;
  }

  get doing(): string {
    return this.jobs.of('export')?.what ?? '';
  }

  /** The files of some states, with their places in the plan. */
  files(...states: PlanFile['state'][]): { index: number; file: PlanFile }[] {
    return (this.plan?.files ?? []).flatMap((file, index) => (states.includes(file.state) ? [{ index, file }] : []));
  }

  /** Begins: asks for the plan anew. While files are written there is nothing to plan. */
  async start(scope: Scope = this.scope): Promise<void> {
    if (this.running) return;
    const mine = ++this.asked;
    this.scope = scope;
    this.planning = true;
    this.plan = null;
    this.problem = '';
    this.result = null;
    this.overwrite = new Set();
    try {
      // The list is made of what is saved, so everything under the hands comes first.
      const unsaved = await this.episode.settled();
      if (mine !== this.asked) return;
      if (unsaved) throw unsaved;
      const plan = await backend.planExport(...this.what(), this.to);
      if (mine !== this.asked) return;
      this.plan = plan;
      this.chosen = null;
      this.diff = null;
      const first = plan.files.findIndex((file) => file.state === 'changed' || file.state === 'new');
      const next = first >= 0 ? first : plan.files.findIndex((file) => file.state !== 'same');
      if (next >= 0) await this.choose(next);
    } catch (e) {
      if (mine === this.asked) {
        this.plan = null;
        this.problem = sentence(e);
      }
    } finally {
      if (mine === this.asked) this.planning = false;
    }
  }

  private what(): [number, ID[]] {
    const episode = this.episode.view?.id ?? 0;
    if (this.scope === 'library' || episode === 0) return [0, []];
    const chunk = this.episode.chunk?.id;
    return [episode, this.scope === 'chunk' && chunk !== undefined ? [chunk] : []];
  }

  async choose(index: number): Promise<void> {
    const plan = this.plan;
    if (!plan) return;
    this.chosen = index;
    this.diff = null;
    try {
      const diff = await backend.planDiff(plan.id, index);
      if (this.chosen === index && this.plan === plan) this.diff = diff;
    } catch (e) {
      // Why a file is held back stands above it already.
      if (this.chosen === index && plan.files[index]?.state !== 'held') this.problem = sentence(e);
    }
  }

  /** Leaves for the turn for which a file is held back. */
  async goTo({ episode, turn }: PlanFile): Promise<void> {
    this.dialogs.close();
    if (this.episode.view?.id !== episode) await this.episode.open(episode);
    // Something unsaved may have kept the other one open.
    if (this.episode.view?.id === episode) this.episode.revealTurn(turn, { focus: true });
  }

  setOverwrite(index: number, on: boolean): void {
    const next = new Set(this.overwrite);
    if (on) next.add(index);
    else next.delete(index);
    this.overwrite = next;
  }

  async chooseFolder(): Promise<void> {
    try {
      const folder = await backend.chooseFolder('Export to a folder');
      if (folder === '') return;
      this.to = folder;
    } catch (e) {
      this.problem = sentence(e);
      return;
    }
    await this.start();
  }

  async backToOrigin(): Promise<void> {
    this.to = '';
    await this.start();
  }

  async run(): Promise<void> {
    const plan = this.plan;
    if (!plan || this.running || this.writing === 0) return;
    this.running = true;
    this.problem = '';
    try {
      const job = await backend.runExport(plan.id, [...this.overwrite]);
      const end = await this.jobs.ended(job);
      if (end.state === 'failed') this.problem = end.problem;
      this.result = await backend.exportResult(job).catch(() => null);
      this.running = false;
      if (end.state === 'cancelled') this.problem = 'Stopped. What was written before is whole.';
      await this.library.load();
      await this.episode.reload().catch(() => {});
    } catch (e) {
      this.problem = sentence(e);
    }
    this.running = false;
    if (this.dialogs.open.kind !== 'export') this.tell();
  }

  /** Says what came of an export that nobody looks at any more. */
  private tell(): void {
    const failed = this.result?.files.filter((file) => file.state === 'failed').length ?? 0;
    if (this.problem === '' && failed === 0) {
      this.notices.show(`${count(this.result?.written ?? 0, 'file')} written`);
      return;
    }
    this.notices.put({
      key: 'export',
      tone: 'bad',
      title: failed > 0 ? `${count(failed, 'file')} could not be written` : 'The export did not end well',
      text: this.problem,
      actions: [
        {
          label: 'Look at the export…',
          run: () => {
            this.notices.drop('export');
            this.dialogs.export();
          },
        },
      ],
      closable: true,
    });
  }

  cancel(): void {
    const job = this.jobs.of('export');
    if (job) this.jobs.cancel(job.id);
  }
}
