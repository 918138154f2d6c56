/**
 * Does something a while after it was asked for last. What is asked for at every key sets no timer each time: one that
 * goes off too early is set anew then.
 */
export class Later {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** By the clock of the page, in milliseconds; infinite when there is nothing to do. */
  private due = Infinity;
  private goesOff = Infinity;
  private asked = Infinity;

  /** @param most is how many milliseconds it waits at the most, however often it is asked for. */
  constructor(
    private readonly act: () => void,
    private readonly most = Infinity,
  ) {}

  /** Whether it will be done. */
  get waits(): boolean {
    return this.due < Infinity;
  }

  /** Does it so many milliseconds from now, and not before. */
  in(after: number): void {
    const now = performance.now();
    this.asked = Math.min(this.asked, now);
    this.due = Math.min(now + after, this.asked + this.most);
    if (this.due < this.goesOff) this.set(now);
  }

  /** Does it now, if it is to be done. */
  now(): void {
    if (!this.waits) return;
    this.cancel();
    this.act();
  }

  /** Does it no more, until it is asked for again. */
  cancel(): void {
    this.due = Infinity;
    this.asked = Infinity;
  }

  private set(now: number): void {
    clearTimeout(this.timer);
    this.goesOff = this.due;
    this.timer = setTimeout(() => this.look(), this.due - now);
  }

  private look(): void {
    this.goesOff = Infinity;
    if (!this.waits) return;
    const now = performance.now();
    if (now < this.due) {
      this.set(now);
      return;
    }
    this.cancel();
    this.act();
  }
}
