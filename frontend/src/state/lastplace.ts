/** Keeps where the caret is for the next start: once it rests, or at once when the window may go. */
import { rememberPlace } from '../bridge/backend';
import type { PlaceView } from '../model/libraryviews';
import { Later } from '../model/later';

/** Milliseconds that the caret rests. */
const settle = 600;

export class LastPlace {
  private sent: Promise<void> = Promise.resolve();
  private readonly later = new Later(() => {
    const place = this.where();
    if (place) this.sent = rememberPlace(place).catch(() => {});
  });

  constructor(private readonly where: () => PlaceView | null) {}

  /** The caret moved. */
  moved(): void {
    this.later.in(settle);
  }

  /** Keeps now where it came to; resolves once it is kept. */
  keep(): Promise<void> {
    this.later.now();
    return this.sent;
  }
}
