/** Which dialog is open. One at a time; a dialog that is open keeps the keys to itself. */
import type { HeldWord } from '../model/spelling';
import type { ID } from '../model/views';

export interface Compared {
  episode: number;
  chunk: ID;
  label: string;
}

type Open =
  | { kind: 'none' }
  | { kind: 'palette'; query: string }
  | { kind: 'keys' }
  | { kind: 'export' }
  | { kind: 'unsaved'; closing: boolean }
  | { kind: 'compare'; what: Compared }
  | { kind: 'doubt'; held: HeldWord };

export class Dialogs {
  open = $state.raw<Open>({ kind: 'none' });
  /** The timecode sheet stands in the page and lets everything else go on. */
  timecode = $state(false);

  palette(query = ''): void {
    this.open = { kind: 'palette', query };
  }
  keys(): void {
    this.open = { kind: 'keys' };
  }
  export(): void {
    this.open = { kind: 'export' };
  }
  /** @param closing says that the window is about to close over it. */
  unsaved(closing = false): void {
    this.open = { kind: 'unsaved', closing };
  }
  compare(what: Compared): void {
    this.open = { kind: 'compare', what };
  }
  doubt(held: HeldWord): void {
    this.open = { kind: 'doubt', held };
  }
  close(): void {
    this.open = { kind: 'none' };
  }
}
