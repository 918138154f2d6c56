/**
 * Does something a while after it was asked for last. What is asked for at every key sets no timer each time: one that
 * goes off too early is set anew then. All share one timer, since several things wait while somebody types.
 */
export class Later {
  /** By the clock of the page, in milliseconds; infinite when there is nothing to do. */
  private due = Infinity;
  private asked = Infinity;

  /** @param most is how many milliseconds it waits at the most, however often it is asked for. */
  constructor(
    private readonly act: () => void,
    private readonly most = Infinity,
  ) {}

  private static readonly waiting = new Set<Later>();
  private static timer: ReturnType<typeof setTimeout> | undefined;
  private static goesOff = Infinity;

  /** Whether it will be done. */
  get waits(): boolean {
    return this.due < Infinity;
  }

  /** Does it so many milliseconds from now, and not before. */
  in(after: number): void {
    const now = performance.now();
    this.asked = Math.min(this.asked, now);
    this.due = Math.min(now + after, this.asked + this.most);
    Later.waiting.add(this);
    if (this.due < Later.goesOff) Later.set(this.due, now);
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
    Later.waiting.delete(this);
  }

  private static set(due: number, now: number): void {
    clearTimeout(Later.timer);
    Later.goesOff = due;
    Later.timer = setTimeout(() => Later.look(), due - now);
  }

  private static look(): void {
    Later.goesOff = Infinity;
    const now = performance.now();
    try {
      for (const later of [...Later.waiting]) if (later.due <= now) later.now();
    } finally {
      // Where one of them threw, the others that are due come next.
      const next = Math.min(...[...Later.waiting].map(({ due }) => due));
      if (next < Later.goesOff) Later.set(next, now);
    }
  }
}
