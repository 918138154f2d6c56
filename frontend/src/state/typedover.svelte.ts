/**
 * What was typed over turns, as long as it is the last step: the letters that follow go on with it, and are undone with
 * it. The program alone knows which do, and says so when it answers.
 */

/** An edit that typing goes on with. */
interface Over {
  /** The change that it is, and then the last one that went on with it. */
  change: number;
  /** The step that it became; 0 before that is told. */
  step: number;
}

export class TypedOver {
  private last = $state.raw<Over | null>(null);

  constructor(private readonly saving: { readonly taken: number }) {}

  /** Sends an edit that others may go on with. It returns whether nothing else was done since. */
  begin(send: (became: (step: number) => void) => void): () => boolean {
    const over: Over = { change: 0, step: 0 };
    send((step) => (over.step = step));
    over.change = this.saving.taken;
    this.last = over;
    return () => this.last === over && over.change === this.saving.taken;
  }

  /** Sends what may go on with it. */
  goOn<T>(send: (became: (step: number) => void) => T): T {
    const over = this.last;
    const goesOn = over !== null && over.change === this.saving.taken;
    const sent = send((step) => {
      if (this.last === over && over?.step !== step) this.last = null;
    });
    if (goesOn) over.change = this.saving.taken;
    return sent;
  }
}
