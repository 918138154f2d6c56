/**
 * What waits while an input method composes: patches, since nothing may move under it, and whoever wants it to be done.
 * It sends what was composed when that ends or rests. It decides nothing about the words.
 */
import type { PatchView } from '../model/views';
import type { Source } from './contract';
import type { Exchange } from './exchange';

/** How long a composition rests before what it has made so far is sent, in milliseconds. */
const rests = 3000;
/** CodeMirror ends a composition shortly after the browser does, in milliseconds; its last change is in by then. */
const shortly = 60;

interface Around {
  composing: () => boolean;
  exchange: () => Exchange;
  take: (p: PatchView, from: Source) => void;
  /** Tells the host whether something composed is not sent yet. */
  holds: (on: boolean) => void;
  /** Tells the host whether what was told of the words is not in them yet. */
  pauses: (on: boolean) => void;
  /** Taking a patch in went wrong. */
  broken: (thrown: unknown) => void;
}

export class Held {
  /** Patches that came while an input method composed. */
  private late: [PatchView, Source][] = [];
  /** Who waits for an input method to be done. */
  private patient: (() => void)[] = [];
  /** Whether the host was told that something composed is not sent yet. */
  private holds = false;
  /** Whether the host was told to send nothing. */
  private pauses = false;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly around: Around) {}

  /** Whether patches wait: then what is typed waits with them. */
  get patches(): boolean {
    return this.late.length > 0;
  }

  /** Takes a patch in, now or when nothing composes any more. */
  patch(p: PatchView, from: Source): void {
    if (!this.around.composing() && !this.patches) {
      this.around.take(p, from);
      return;
    }
    this.late.push([p, from]);
    this.watch();
  }

  /** Waits until an input method is done; null when there is nothing to wait for. */
  composing(): Promise<void> | null {
    if (!this.around.composing() && !this.around.exchange().outbox.composing) return null;
    return new Promise((resolve) => this.patient.push(resolve));
  }

  /** Hears that the browser has ended a composition. */
  ended(): void {
    setTimeout(() => {
      if (!this.around.composing()) this.finish();
    }, shortly);
  }

  /** Tells the host what is held, and lets nothing wait for the end of a composition that rests: it goes on after. */
  watch(): void {
    const { composing } = this.around.exchange().outbox;
    if (composing !== this.holds) this.around.holds((this.holds = composing));
    const pauses = this.late.some(([, from]) => from === 'undo' || from === 'other');
    if (pauses !== this.pauses) this.around.pauses((this.pauses = pauses));
    clearTimeout(this.rest);
    if (composing || this.patches) this.rest = setTimeout(() => this.finish(), rests);
  }

  /** Sends what was composed: after the patches that it was typed over, or its places would be those from before. */
  finish(): void {
    try {
      for (const [p, from] of this.late.splice(0)) this.around.take(p, from);
      this.around.exchange().composed();
    } catch (thrown) {
      this.around.broken(thrown);
    }
    this.watch();
    this.wake();
  }

  /** Lets what an input method is done with go before an edit of another kind. */
  settle(): void {
    if (!this.around.composing() && this.patches) this.finish();
  }

  /** Begins anew, with another exchange: what waited was for the one before. */
  anew(): void {
    this.late = [];
    this.wake();
    this.watch();
  }

  destroy(): void {
    this.anew();
    clearTimeout(this.rest);
  }

  private wake(): void {
    for (const resolve of this.patient.splice(0)) resolve();
  }
}
