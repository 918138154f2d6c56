/**
 * A change of many chunks before it is made: what is asked for, which files it would change and how. It looks again
 * whenever the form changes, and makes what it shows.
 */
import * as bridge from '../bridge/board';
import type { BoardChunk, FieldsPlan, FieldsRequest } from '../model/board';
import {
  type ChangeForm,
  type ChangeScope,
  type ListChange,
  requestOf,
  requestOfChange,
  shares,
} from '../model/chunkchange';
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
  series: '',
};
const pause = 200;

export interface RegistryChange {
  /** Makes the change in the registry alone. */
  alone: () => void;
  /** The change was made. */
  done: () => void;
  /** The other names of the registry. */
  others: string[];
}

export class ChunkChange {
  form = $state.raw<ChangeForm>(empty);
  plan = $state.raw<FieldsPlan | null>(null);
  chosen = $state(0);
  diff = $state.raw<DiffView | null>(null);
  working = $state(false);
  running = $state(false);
  problem = $state('');
  /** Where the change begins with a registry: what it is without the chunks. */
  registry = $state.raw<RegistryChange | null>(null);
  /** A change of chosen chunks that is settled already, and what is done once it is made; null where the form says what. */
  settled = $state.raw<(ListChange & { done: () => void }) | null>(null);
  /** The chunks that were chosen, and those that were listed, when the dialog was opened from the board. */
  chosenRows = $state.raw<readonly BoardChunk[]>([]);
  listedRows = $state.raw<readonly BoardChunk[]>([]);
  private others = $state.raw<string[]>([]);
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

  readonly request: FieldsRequest | null = $derived.by(() => {
    const { id = 0, series = '' } = this.episode.view ?? {};
    if (this.settled) return requestOfChange(this.settled, id);
    const some = this.form.scope === 'chosen' ? this.chosenRows : this.listedRows;
    return requestOf({ ...this.form, series: this.form.series || series }, id, this.knownNames, some);
  });

  /** Where the change is made: what the series shares is of all its chunks. */
  get scope(): ChangeScope {
    const { kind, scope } = this.form;
    return shares(kind) && (scope === 'chosen' || scope === 'listed') ? 'series' : scope;
  }

  private get knownNames(): ReadonlySet<string> {
    const { board } = this;
    const names = this.form.kind === 'entity' ? [board.entities] : [board.tags, board.topics];
    return new Set([...names.flatMap((each) => [...each.keys()]), ...this.others]);
  }

  readonly changing: number = $derived((this.plan?.files ?? []).filter(({ state }) => state === 'changed').length);

  /** Something that the series shares changes as well. */
  get shared(): boolean {
    return this.request?.tag !== undefined || this.request?.entity !== undefined;
  }

  /** Leaves the chunks as they are. */
  alone(): void {
    this.registry?.alone();
    this.dialogs.close();
  }

  /** Opens the dialog, with what is known of the change already. */
  start(form: Partial<ChangeForm> = {}, registry: RegistryChange | null = null): void {
    this.settled = null;
    this.registry = registry;
    this.others = registry?.others ?? [];
    const { board } = this;
    this.chosenRows = board.open ? board.chosen : [];
    this.listedRows = board.open && board.filtered ? board.rows : [];
    this.form = { ...empty, ...form };
    this.open();
    void this.board.load();
  }

  /** Opens it for a change of chosen chunks, which it shows first. */
  show(change: ListChange, done: () => void = () => {}): void {
    this.settled = { ...change, done };
    this.registry = null;
    this.open();
  }

  private open(): void {
    this.plan = null;
    this.diff = null;
    this.problem = '';
    this.dialogs.change();
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
      // It can be made from now on: the diff of one file only shows how.
      [this.plan, this.working] = [plan, false];
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
    if (this.running) this.jobs.stop('change');
    else {
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
    const { request, registry, settled, asked } = this;
    const tagAlone = this.shared && this.plan !== null;
    if (!request || this.running || (this.changing === 0 && !tagAlone)) return;
    this.running = true;
    this.jobs.want('change');
    // The history tells of those that change, and not of those that cannot.
    const done = await this.board.changes.change(settled ? { ...request, name: settled.name(this.changing) } : request);
    this.running = false;
    if (!done) return;
    registry?.done();
    settled?.done();
    // Meanwhile somebody may have closed it, and opened another one.
    if (this.asked === asked && this.dialogs.open.kind === 'change') this.dialogs.close();
  }
}
