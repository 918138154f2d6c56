/**
 * An export, from the list of what would be written to what was. The plan is the program's; this holds what a person
 * chose in it: how much, where to, which file to look at, and which conflicts to overwrite.
 */
import * as backend from '../bridge/backend';
import {
  chooseReport,
  exportResult,
  formats as formatsOf,
  planDiff,
  planPublish,
  runExport,
  saveReport,
} from '../bridge/exporting';
import { chunkFiles, readTicks } from '../model/exporting';
import { Failure, sentence } from '../model/failure';
import type { DiffView, ExportRequest, ExportView, FormatView, JobView, PlanFile, PlanView } from '../model/fileviews';
import type { Offer } from '../model/views';
import { count } from '../model/words';
import type { Checks } from './checks';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import { fraction, type Jobs } from './jobs.svelte';
import type { Library } from './library.svelte';
import type { Notices } from './notices.svelte';

export type Scope = 'chunk' | 'episode' | 'series' | 'library';

/** What an export is of: it stays so while other episodes are opened behind it. */
interface About {
  view: Episode['view'];
  chunk: Episode['chunk'];
}

export class Exporting {
  about = $state.raw<About>({ view: null, chunk: null });
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
  /** What an episode can be written in, as the one that is open would be; none where files of other formats cannot be had. */
  formats = $state.raw<FormatView[]>([]);
  /** The formats that are ticked, and chunkFiles: kept for the series, and for the library. */
  ticked = $state.raw<string[]>([chunkFiles]);
  /** The series that the ticks are of; "" for those of the whole library. */
  private series: string | null = null;
  private asked = 0;
  /** The list that is being made. */
  private listing: Promise<PlanView | null> = Promise.resolve(null);

  constructor(
    private readonly episode: Episode,
    private readonly library: Library,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
    private readonly dialogs: Dialogs,
    private readonly checks: Checks,
  ) {}

  /** The episode whose formats are shown, as an example where others go out with it; 0 if there is none. */
  private get shown(): number {
    return this.about.view?.id ?? (this.scope === 'library' ? (this.library.view?.series[0]?.episodes[0]?.id ?? 0) : 0);
  }

  /** Whether whole episodes go out, which other formats can be made of. */
  readonly whole = $derived(this.shown !== 0 && this.scope !== 'chunk');

  readonly writing = $derived(
    (this.plan?.files ?? []).filter(
      (file, i) =>
        file.state === 'changed' || file.state === 'new' || (file.state === 'conflict' && this.overwrite.has(i)),
    ).length,
  );

  /** Whether there is something to do: a file to write, or what was let stand to bring along with the name of a file. */
  readonly ready = $derived(this.writing > 0 || (this.plan?.waivers ?? []).length > 0);

  /** How far the writing is, 0 to 1; null when it is not under way or nobody knows. */
  get progress(): number | null {
    const job: JobView | null = this.jobs.of('export');
    return job ? fraction(job) : null;
  }

  get job(): JobView | null {
    return this.jobs.of('export');
  }

  get doing(): string {
    return this.jobs.of('export')?.what ?? '';
  }

  /** The files of some states, with their places in the plan. */
  files(...states: PlanFile['state'][]): { index: number; file: PlanFile }[] {
    return (this.plan?.files ?? []).flatMap((file, index) => (states.includes(file.state) ? [{ index, file }] : []));
  }

  /** Begins with the episode that is open. */
  begin(scope: Scope): Promise<void> {
    if (!this.running) this.about = { view: this.episode.view, chunk: this.episode.chunk };
    return this.start(scope);
  }

  /** Asks for the plan anew. While files are written there is nothing to plan. A file that was chosen stays so. */
  async start(scope: Scope = this.scope): Promise<void> {
    if (this.running) return;
    const before = this.chosen === null ? '' : (this.plan?.files[this.chosen]?.path ?? '');
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
      await this.recallTicks();
      // One list at a time: of several that are made at once, the program may let go of the one that is wanted.
      await this.listing.catch(() => {});
      if (mine !== this.asked) return;
      const listing = planPublish(this.request());
      this.listing = listing;
      const plan = await listing;
      if (mine !== this.asked) return;
      this.plan = plan;
      this.chosen = null;
      this.diff = null;
      void this.lookAtFormats(mine, plan);
      const same = plan.files.findIndex((file) => file.path === before && file.state !== 'same');
      const first = plan.files.findIndex((file) => file.state === 'changed' || file.state === 'new');
      const next = same >= 0 ? same : first >= 0 ? first : plan.files.findIndex((file) => file.state !== 'same');
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

  private request(): ExportRequest {
    const episode = this.shown;
    const chunk = this.about.chunk?.id;
    const { whole } = this;
    return {
      episode,
      chunks: this.scope === 'chunk' && episode !== 0 && chunk !== undefined ? [chunk] : [],
      series: this.scope === 'series',
      library: this.scope === 'library',
      to: this.to,
      files: !whole || this.ticked.includes(chunkFiles),
      formats: whole ? this.ticked.filter((tick) => tick !== chunkFiles) : [],
      withErrors: false,
    };
  }

  /** The series whose ticks are wanted; "" for those of the whole library. */
  private get wanted(): string {
    return this.scope === 'library' ? '' : (this.about.view?.series ?? '');
  }

  private async recallTicks(): Promise<void> {
    const series = this.wanted;
    if (this.series === series) return;
    const ticks = readTicks(await backend.recall(`formats.${series}`).catch(() => ''));
    // Who was faster may have ticked something by now, or want others.
    if (this.series === series || series !== this.wanted) return;
    this.ticked = ticks;
    this.series = series;
  }

  /** Ticks a format, or takes the tick away, for this series or for the library. */
  async tick(format: string, on: boolean): Promise<void> {
    await this.recallTicks();
    const without = this.ticked.filter((each) => each !== format);
    this.ticked = on ? [...without, format] : without;
    backend.remember(`formats.${this.series ?? ''}`, JSON.stringify(this.ticked)).catch(() => {});
    await this.start();
  }

  /** To make every format takes longer than the list, which does not wait for it. */
  private async lookAtFormats(mine: number, plan: PlanView): Promise<void> {
    const of = this.whole ? this.shown : 0;
    const list = of === 0 ? [] : await formatsOf(of, plan.leave).catch(() => []);
    if (mine === this.asked) this.formats = list;
  }

  /** Makes the repair that would let a file go, and plans anew. */
  async mend(file: PlanFile, offer: Offer): Promise<void> {
    if (!file.problem) return;
    await this.checks.mend(file.chunk, file.problem, offer);
    await this.start();
  }

  /** Lets what holds a file back stand for a reason, and plans anew. */
  async letStand(file: PlanFile, why: string): Promise<void> {
    if (!file.problem) return;
    await this.checks.waive(file.chunk, file.problem, why);
    await this.start();
  }

  /** Writes the report of what was exported to where the person says. */
  async report(): Promise<void> {
    const { plan } = this;
    if (!plan) return;
    try {
      const path = await chooseReport('report.html');
      if (path === '') return;
      await saveReport(plan.id, path);
      this.notices.say('The report is written');
    } catch (e) {
      this.problem = sentence(e);
    }
  }

  async choose(index: number): Promise<void> {
    const plan = this.plan;
    if (!plan) return;
    this.chosen = index;
    this.diff = null;
    try {
      const diff = await planDiff(plan.id, index);
      if (this.chosen === index && this.plan === plan) this.diff = diff;
    } catch (e) {
      // Why a file is held back stands above it already.
      if (this.chosen === index && plan.files[index]?.state !== 'held') this.problem = sentence(e);
    }
  }

  /** Leaves for the turn for which a file is held back. */
  async goTo({ episode, chunk, turn, problem }: PlanFile): Promise<void> {
    this.dialogs.close();
    if (this.episode.view?.id !== episode) await this.episode.open(episode);
    // Something unsaved may have kept the other one open.
    if (this.episode.view?.id !== episode) return;
    if (turn > 0) this.episode.revealTurn(turn, { focus: true });
    else if (problem?.field) this.episode.revealField(chunk, problem.field);
    else this.episode.revealChunk(chunk);
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
    if (!plan || this.running || !this.ready) return;
    this.running = true;
    this.problem = '';
    this.jobs.want('export');
    try {
      const job = await runExport(plan.id, [...this.overwrite]);
      const end = await this.jobs.ended(job);
      if (end.state === 'failed') this.problem = end.problem;
      this.result = await exportResult(job).catch(() => null);
      this.running = false;
      if (end.state === 'cancelled') this.problem = 'Stopped. What was written before is whole.';
      await this.library.load();
      await this.episode.reload().catch(() => {});
    } catch (e) {
      this.running = false;
      // What is no longer current is made anew, to be looked at.
      if (e instanceof Failure && e.code === 'not-found') await this.start();
      this.problem = sentence(e);
    }
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
    if (this.running) this.jobs.stop('export');
  }
}
