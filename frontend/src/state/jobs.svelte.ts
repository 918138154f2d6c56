/** Long work under way. It is told of by events; whoever started some is told when it has ended. */
import * as backend from '../bridge/backend';
import type { JobView } from '../model/fileviews';

/** Work under way, with the time that it has taken until it was last told of, in milliseconds; 0 where it has stood still since. */
export interface Work extends JobView {
  took: number;
}

/** How long work may stand still before what it has taken says nothing of what is left, in milliseconds. */
const still = 4_000;

/** Work after whose numbers more follows, of which nobody knows how long it takes. */
const openEnded: ReadonlySet<JobView['kind']> = new Set(['alignment', 'alignments']);

const goOn: ReadonlySet<JobView['kind']> = new Set(['waveform', 'alignment', 'alignments', 'retiming', 'preview']);

export class Jobs {
  running = $state.raw<Work[]>([]);
  private readonly began = new Map<number, number>();
  private readonly quiet = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly ends = new Map<number, (job: JobView) => void>();
  private readonly finished = new Set<number>();
  private readonly over = new Map<number, JobView>();
  private readonly stopped = new Set<number>();
  /** What is to be stopped as soon as it is heard of. */
  private readonly unwanted = new Set<JobView['kind']>();

  /** @param now is in milliseconds, since whenever. */
  take(job: JobView, now: number = performance.now()): void {
    if (job.state === 'running') {
      // Word of progress can come after word of the end.
      if (this.finished.has(job.id)) return;
      const at = this.running.findIndex((each) => each.id === job.id);
      // What counts anew is another piece of work, which takes its own time.
      if ((fraction(job) ?? -1) < (fraction(this.running[at] ?? job) ?? 2)) this.began.delete(job.id);
      const began = this.began.get(job.id) ?? now;
      this.began.set(job.id, began);
      const work = { ...job, took: now - began };
      if (this.unwanted.delete(job.kind)) this.cancel(job.id);
      this.stands(job.id);
      this.running = at < 0 ? [...this.running, work] : this.running.with(at, work);
      return;
    }
    this.finished.add(job.id);
    this.began.delete(job.id);
    clearTimeout(this.quiet.get(job.id));
    this.quiet.delete(job.id);
    this.running = this.running.filter((each) => each.id !== job.id);
    const end = this.ends.get(job.id);
    this.ends.delete(job.id);
    // A short job may be over before its number has come back.
    if (end) end(job);
    else this.over.set(job.id, job);
  }

  /** Says of a job, unless it is heard of again, that it stands still. */
  private stands(id: number): void {
    clearTimeout(this.quiet.get(id));
    const stand = () => (this.running = this.running.map((each) => (each.id === id ? { ...each, took: 0 } : each)));
    this.quiet.set(id, setTimeout(stand, still));
  }

  /** Resolves when the job has ended, however it did. */
  ended(id: number): Promise<JobView> {
    const already = this.over.get(id);
    if (already) {
      this.over.delete(id);
      return Promise.resolve(already);
    }
    return new Promise((resolve) => this.ends.set(id, resolve));
  }

  /**
   * What the window waits for before it closes: a waveform and an alignment go on where they were, the next time; a look
   * changes nothing.
   */
  get awaited(): Work[] {
    return this.running.filter(({ kind }) => !goOn.has(kind));
  }

  /** What is told of in the rail: of a look, the dialog tells that wants it, and a turn or two are found in no time. */
  get shown(): Work[] {
    return this.running.filter(({ kind }) => kind !== 'preview' && kind !== 'retiming');
  }

  of(kind: JobView['kind']): Work | null {
    return this.running.find((job) => job.kind === kind) ?? null;
  }

  /** Stops the job of a kind: one that was asked for, and not heard of yet, as soon as it is. */
  stop(kind: JobView['kind']): void {
    const job = this.of(kind);
    if (job) this.cancel(job.id);
    else this.unwanted.add(kind);
  }

  /** A job of a kind is about to be asked for: what stopped an older one does not concern it. */
  want(kind: JobView['kind']): void {
    this.unwanted.delete(kind);
  }

  /** Whether somebody wanted a job to stop: others stop because something came in between. */
  wasStopped({ id, state }: JobView): boolean {
    return state === 'cancelled' && this.stopped.has(id);
  }

  cancel(id: number): void {
    this.stopped.add(id);
    backend.cancelJob(id).catch(() => {});
  }
}

/** How far a job has come, 0 to 1; null while nobody knows. */
export const fraction = (job: JobView): number | null => (job.total > 0 ? Math.min(1, job.done / job.total) : null);

/** Whether more follows after what a job counts, of which nobody knows how long it takes. */
export const isOpenEnded = ({ kind }: JobView): boolean => openEnded.has(kind);
