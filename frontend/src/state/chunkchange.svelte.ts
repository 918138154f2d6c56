/**
 * A change of many chunks before it is made: what is asked for, which files it would change and how. It looks again
 * whenever the form changes, and makes what it shows.
 */
import * as bridge from '../bridge/board';
import type { FieldsPlan, FieldsRequest } from '../model/board';
import { type ChangeForm, requestOf } from '../model/chunkchange';
import { Failure, sentence } from '../model/failure';
import type { DiffView, JobView } from '../model/fileviews';
import type { Board } from './board.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import { fraction, type Jobs } from './jobs.svelte';

const empty: ChangeForm = {
  kind: 'rename',
  scope: 'series',
  from: '',
  to: '',
  field: '',
  value: '',
  list: false,
  indent: 2,
};
const pause = 200;

export class ChunkChange {
  form = $state.raw<ChangeForm>(empty);
  plan = $state.raw<FieldsPlan | null>(null);
  chosen = $state(0);
  diff = $state.raw<DiffView | null>(null);
  working = $state(false);
  running = $state(false);
  problem = $state('');
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The look under way: its job, and when that is over. */
  private looking: { job: number; over: Promise<JobView> } | null = null;

  constructor(
    private readonly board: Board,
    private readonly episode: Episode,
    private readonly jobs: Jobs,
    private readonly dialogs: Dialogs,
  ) {}

  readonly request: FieldsRequest | null = $derived.by(() =>
    requestOf(this.form, this.episode.view?.id ?? 0, new Set([...this.board.tags.keys(), ...this.board.topics.keys()])),
  );

  readonly changing: number = $derived((this.plan?.files ?? []).filter(({ state }) => state === 'changed').length);

  /** Opens the dialog, with what is known of the change already. */
  start(form: Partial<ChangeForm> = {}): void {
    this.form = { ...empty, ...form };
    this.plan = null;
    this.diff = null;
    this.problem = '';
    this.dialogs.change();
    void this.board.load();
    this.soon();
  }

  set(change: Partial<ChangeForm>): void {
    this.form = { ...this.form, ...change };
    this.soon();
  }

  private soon(): void {
    this.asked++;
    this.plan = null;
    this.diff = null;
    this.problem = '';
    this.working = this.request !== null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), pause);
  }

  private async look(): Promise<void> {
    const { request } = this;
    const mine = this.asked;
    if (!request) return;
    try {
      await this.episode.settled();
      await this.stopLooking();
      if (mine !== this.asked) return;
      const job = await bridge.startFieldsPlan(request);
      this.looking = { job, over: this.jobs.ended(job) };
      const end = await this.looking.over;
      if (this.looking?.job === job) this.looking = null;
      if (mine !== this.asked || end.state === 'cancelled') return;
      if (end.state === 'failed') throw new Failure('failed', end.problem);
      const plan = await bridge.fieldsPlan(job);
      if (mine !== this.asked) return;
      this.plan = plan;
      await this.choose(
        Math.max(
          0,
          plan.files.findIndex(({ state }) => state === 'changed'),
        ),
      );
    } catch (e) {
      if (mine === this.asked) this.problem = sentence(e);
    }
    if (mine === this.asked) this.working = false;
  }

  /** One look at a time: an older one is of no use to anybody. */
  private async stopLooking(): Promise<void> {
    const { looking } = this;
    if (!looking) return;
    this.jobs.cancel(looking.job);
    await looking.over;
  }

  /** How far the work is, 0 to 1; null while nobody knows. */
  get progress(): number | null {
    const job = this.jobs.of(this.running ? 'change' : 'preview');
    return job && fraction(job);
  }

  /** Stops what is under way: a change, which is taken back, or a look. */
  cancel(): void {
    const job = this.jobs.of('change');
    if (this.running && job) this.jobs.cancel(job.id);
    else if (!this.running) {
      this.asked++;
      this.working = false;
      void this.stopLooking();
    }
  }

  async choose(index: number): Promise<void> {
    const { request } = this;
    const mine = this.asked;
    this.chosen = index;
    const file = this.plan?.files[index];
    this.diff = null;
    if (!request || file?.state !== 'changed') return;
    try {
      const diff = await bridge.fieldsDiff(request, file.episode, file.chunk);
      if (mine === this.asked && this.chosen === index) this.diff = diff;
    } catch (e) {
      if (mine === this.asked) this.problem = sentence(e);
    }
  }

  async run(): Promise<void> {
    const { request } = this;
    const tagAlone = request?.tag !== undefined && this.plan !== null;
    if (!request || this.running || (this.changing === 0 && !tagAlone)) return;
    this.running = true;
    const done = await this.board.change(request);
    this.running = false;
    if (done) this.dialogs.close();
  }
}
