/** Which dialog is open. One at a time; a dialog that is open keeps the keys to itself. */
import type { HeldWord } from '../model/spelling';
import type { ID } from '../model/views';

export interface Compared {
  episode: number;
  chunk: ID;
  label: string;
}

export type SettingsPage = 'general' | 'keys' | 'pedal' | 'series';

type Open =
  | { kind: 'none' }
  | { kind: 'palette'; query: string }
  | { kind: 'keys' }
  | { kind: 'settings'; page: SettingsPage }
  | { kind: 'glossary' }
  | { kind: 'export' }
  | { kind: 'change' }
  | { kind: 'unsaved'; closing: boolean }
  | { kind: 'leaving' }
  | { kind: 'compare'; what: Compared }
  | { kind: 'clashes' }
  | { kind: 'incoming' }
  | { kind: 'versions' }
  | { kind: 'series' }
  | { kind: 'speaker'; card: string | null }
  | { kind: 'doubt'; held: HeldWord }
  | { kind: 'tag' };

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
  settings(page: SettingsPage): void {
    this.open = { kind: 'settings', page };
  }
  glossary(): void {
    this.open = { kind: 'glossary' };
  }
  export(): void {
    this.open = { kind: 'export' };
  }
  /** Changes of many chunks, before they are made. */
  change(): void {
    this.open = { kind: 'change' };
  }
  /** @param closing says that the window is about to close over it. */
  unsaved(closing = false): void {
    this.open = { kind: 'unsaved', closing };
  }
  /** The window is about to close, and waits for long work. */
  leaving(): void {
    this.open = { kind: 'leaving' };
  }
  compare(what: Compared): void {
    this.open = { kind: 'compare', what };
  }
  /** What was changed both here and on disk. */
  clashes(): void {
    this.open = { kind: 'clashes' };
  }
  /** Transcripts of other programs, before they are taken in. */
  incoming(): void {
    this.open = { kind: 'incoming' };
  }
  /** To which series the open episode is to go. */
  series(): void {
    this.open = { kind: 'series' };
  }
  versions(): void {
    this.open = { kind: 'versions' };
  }
  /** @param card asks for the card of one speaker, to rename them. */
  speaker(card: string | null = null): void {
    this.open = { kind: 'speaker', card };
  }
  tag(): void {
    this.open = { kind: 'tag' };
  }
  doubt(held: HeldWord): void {
    this.open = { kind: 'doubt', held };
  }
  close(): void {
    this.open = { kind: 'none' };
  }
}
