/**
 * One line for everything that changes an episode: edits, undo and redo go one after the other, in the order in which
 * they were asked for. An edit that cannot be saved now stays at the head and is tried again; nothing overtakes it and
 * nothing is dropped. One that grows while somebody types is given a moment for that, as long as nothing stands behind
 * it. It knows nothing of what the tasks say.
 */
import type { Failure, FailureCode } from '../model/failure';
import { toFailure } from './window';

export interface Task<T> {
  /** Asks the program. It is called again when the first try failed in a way that may pass. */
  run(): Promise<T>;
  done(reply: T): void;
  /** The program will never take it: it does not fit, or there was nothing to do. */
  refused(failure: Failure): void;
  /** Whether it holds work of a person and so must wait for the drive; if not, any failure refuses it. */
  keeps: boolean;
  /** The episode that it changes: what waits for one builds on what went before it there. */
  episode: number;
  /** Whether nothing is left of it by the time it would be sent; then it is passed over. */
  empty?(): boolean;
  /** It was passed over. */
  passed?(): void;
  /** The words in it, to be shown if it is never taken. */
  words?(): string;
  /** More may come to it while it waits. */
  grows?: boolean;
}

/** What may pass by itself or by a person's help: a full or missing drive, a lock, a program that is busy. */
const passing: ReadonlySet<FailureCode> = new Set(['full', 'read-only', 'locked', 'failed', 'unreachable']);

const firstPause = 1000;
const longestPause = 15_000;
/** A task that grows is sent no sooner than so many milliseconds after the one before it. */
const gathers = 250;

export class Queue<T> {
  private readonly tasks: Task<T>[] = [];
  private running = false;
  /** The head has been sent and is not answered. */
  private sent = false;
  private pause = firstPause;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the last was sent, by the clock of the page. */
  private last = -Infinity;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  /** Nothing in the line is given a moment. */
  private hurried = false;
  /** Nothing is sent: what waits still has to be made fit. */
  private halted = false;

  /** Why the head could not be saved; null while all is well. */
  failure: Failure | null = null;

  /**
   * @param changed is called whenever `waiting` or `failure` may differ from before.
   * @param broken is told when taking an answer in went wrong. The line goes on: what waits is not to blame.
   */
  constructor(
    private readonly changed: () => void,
    private readonly broken: (episode: number, thrown: unknown) => void,
  ) {}

  /** How many tasks have not been answered. */
  get waiting(): number {
    return this.tasks.length;
  }

  push(task: Task<T>): void {
    this.tasks.push(task);
    this.changed();
    void this.go();
  }

  /** Sends all that waits without giving it a moment to grow. */
  hurry(): void {
    this.hurried = this.tasks.length > 0;
    void this.go();
  }

  /** Lets nothing be sent, or all again. */
  halt(on: boolean): void {
    this.halted = on;
    void this.go();
  }

  /** Whether a task has not been sent yet, so that more can come to it. */
  waits(task: Task<T>): boolean {
    return this.tasks.includes(task, this.sent ? 1 : 0);
  }

  /** Tries the head again now, if it failed. */
  retry(): void {
    clearTimeout(this.timer);
    this.pause = firstPause;
    this.failure = null;
    this.changed();
    void this.go();
  }

  /** Takes out all tasks of an episode that have not been sent, and returns them: they no longer fit. */
  abandon(episode: number): Task<T>[] {
    clearTimeout(this.timer);
    this.failure = null;
    const open = this.tasks.splice(this.sent ? 1 : 0);
    this.tasks.push(...open.filter((task) => task.episode !== episode));
    this.changed();
    void this.go();
    return open.filter((task) => task.episode === episode);
  }

  private async go(): Promise<void> {
    if (this.running || this.failure || this.halted) return;
    this.running = true;
    clearTimeout(this.gathering);
    this.gathering = undefined;
    for (let task = this.tasks[0]; task && !this.halted; task = this.tasks[0]) {
      if (task.empty?.()) {
        this.tasks.shift();
        this.tell(task, () => task.passed?.());
        continue;
      }
      if (this.gathers(task)) break;
      let reply: T;
      try {
        this.sent = true;
        this.last = performance.now();
        reply = await task.run();
      } catch (thrown) {
        this.sent = false;
        const failure = toFailure(thrown);
        if (task.keeps && passing.has(failure.code)) {
          this.failure = failure;
          this.timer = setTimeout(() => this.again(), this.pause);
          this.pause = Math.min(this.pause * 2, longestPause);
          break;
        }
        this.tasks.shift();
        this.tell(task, () => task.refused(failure));
        continue;
      }
      this.sent = false;
      this.pause = firstPause;
      this.tasks.shift();
      this.tell(task, () => task.done(reply));
      this.changed();
    }
    this.running = false;
    this.hurried &&= this.tasks.length > 0;
    this.changed();
  }

  /** Gives the only task a moment to grow, if one was sent just now. */
  private gathers(task: Task<T>): boolean {
    const left = this.last + gathers - performance.now();
    if (!task.grows || this.hurried || this.tasks.length > 1 || left <= 0) return false;
    this.gathering = setTimeout(() => void this.go(), Math.ceil(left));
    return true;
  }

  private tell(task: Task<T>, how: () => void): void {
    try {
      how();
    } catch (thrown) {
      this.broken(task.episode, thrown);
    }
  }

  private again(): void {
    this.failure = null;
    void this.go();
  }
}
