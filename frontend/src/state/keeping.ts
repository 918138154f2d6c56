/** Keeps something in the library: a while after it changed last, or at once when the window closes. */
import { Later } from '../model/later';

export class Keeping {
  private sent: Promise<void> = Promise.resolve();
  private readonly later: Later;

  /**
   * @param keep sends it. What fails is kept with the next change.
   * @param settle is how many milliseconds it rests first.
   */
  constructor(
    keep: () => Promise<void>,
    private readonly settle: number,
  ) {
    this.later = new Later(() => {
      this.sent = keep().catch(() => {});
    });
  }

  soon(): void {
    this.later.in(this.settle);
  }

  /** Keeps now what changed a moment ago; resolves once it is kept. */
  now(): Promise<void> {
    this.later.now();
    return this.sent;
  }
}
