/** Whether everything is on the disk, for the window to say; and the line in which changes wait until it is. */
import { Queue, type Task } from '../bridge/queue';
import type { Failure } from '../model/failure';
import { Later } from '../model/later';
import type { EditReply } from '../model/views';
import { Fleeting } from './fleeting';

/** How long nothing has waited before the window says Saved again: else the word would flicker with every key. */
const calm = 300;

export class Saving {
  waiting = $state(0);
  failure = $state.raw<Failure | null>(null);
  /** Milliseconds since 1970; null before the first change. */
  savedAt = $state<number | null>(null);
  /** Whether the window may say Saved. Untrue from the moment of a change on. */
  saved = $state(true);

  private readonly count = new Fleeting(0);

  /** What to do when the answer to a change of an episode could not be taken in. */
  broken: (episode: number, thrown: unknown) => void = () => {};

  private readonly queue: Queue<EditReply> = new Queue<EditReply>(
    () => this.look(),
    (episode, thrown) => this.broken(episode, thrown),
  );
  /** What was put into the line last. */
  private last: Task<EditReply> | null = null;
  /** Whether something is under the hands that is no change yet. */
  private held = false;
  private sleepers: (() => void)[] = [];
  private readonly rest = new Later(() => (this.saved = true));

  /** How many changes there have been. */
  get taken(): number {
    return this.count.now;
  }

  /** Puts a change into the line, and says the how many-eth it is. */
  submit(task: Task<EditReply>): number {
    const change = ++this.count.now;
    this.last = {
      ...task,
      done: (reply) => {
        this.savedAt = reply.savedAt;
        task.done(reply);
      },
    };
    this.queue.push(this.last);
    return change;
  }

  /** Lets more come to the change that was put into the line last, unless it is on its way: that counts as another. */
  more(): boolean {
    if (!this.last?.grows || !this.queue.waits(this.last)) return false;
    this.count.now++;
    return true;
  }

  /** Sends all that waits now, also what more could come to. */
  hurry(): void {
    this.queue.hurry();
  }

  /** What is composed is not saved, whatever else is. */
  hold(some: boolean): void {
    this.held = some;
    this.look();
  }

  /** Lets nothing be sent, or all again: what was told of the words is not in them yet, and what waits was made without it. */
  pause(on: boolean): void {
    this.queue.halt(on);
  }

  /** Resolves when everything is saved, or something cannot be. */
  settled(): Promise<void> {
    if (this.queue.waiting === 0 || this.queue.failure) return Promise.resolve();
    return new Promise((resolve) => {
      this.sleepers.push(resolve);
      // What nothing is left of is passed over at once.
      this.queue.hurry();
    });
  }

  retry(): void {
    this.queue.retry();
  }

  /** Takes out what has not been sent for an episode: it no longer fits. */
  abandon(episode: number): Task<EditReply>[] {
    return this.queue.abandon(episode);
  }

  private look(): void {
    this.waiting = this.queue.waiting;
    // A failure stays in sight while it is tried again, until a try has gone well.
    if (this.queue.failure) this.failure = this.queue.failure;
    else if (this.queue.waiting === 0) this.failure = null;
    if (this.waiting === 0 || this.queue.failure) {
      for (const wake of this.sleepers.splice(0)) wake();
    }
    if (this.waiting > 0 || this.held) {
      this.rest.cancel();
      this.saved = false;
    } else if (!this.rest.waits) this.rest.in(calm);
  }
}
