/**
 * A text that is being typed into a field: the draft runs ahead of what the episode says, and becomes a change after
 * a pause, on leaving, and before anything that needs the change to have been made.
 */
import { untrack } from 'svelte';
import type { Episode } from '../../state/episode.svelte';

const pause = 900;

export interface Meaning {
  /** What of a text the episode keeps. */
  means?: (text: string) => string;
  /** Whether a text is only half of something, and no change while people stay where they are. */
  half?: (text: string) => boolean;
}

export class Draft {
  text = $state('');
  /** The same, and what of it is a change already: as a form goes, what is reactive is what it was a moment before. */
  private typed = '';
  private told = '';
  /** Something was typed that is no change yet. */
  private waits = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly home: number | undefined;
  private readonly flush = (staying: boolean) => this.commit(staying);

  /**
   * @param value is what the episode says now; @param save makes the change.
   */
  constructor(
    private readonly episode: Episode,
    value: () => string,
    private readonly save: (text: string) => void,
    private readonly meaning: Meaning = {},
  ) {
    this.home = episode.view?.id;
    this.told = untrack(value);
    this.set(this.told);
    $effect(() => {
      const said = value();
      // What comes back of one's own typing is old news; anything else, such as an undo, is shown.
      if (said === this.told || said === meaning.means?.(this.told)) return;
      this.told = said;
      this.set(said);
      clearTimeout(this.timer);
    });
    $effect(() => (this.waits ? episode.drafting() : undefined));
    $effect(() => {
      episode.drafts.add(this.flush);
      return () => {
        this.commit();
        episode.drafts.delete(this.flush);
      };
    });
  }

  type(text: string): void {
    this.set(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(true), pause);
  }

  commit(staying = false): void {
    clearTimeout(this.timer);
    const { typed } = this;
    if (typed === this.told || this.episode.view?.id !== this.home) return;
    if (staying && this.meaning.half?.(typed)) return;
    this.told = typed;
    this.waits = false;
    this.save(typed);
  }

  /** Gives the draft up for what the episode says. */
  drop(): void {
    clearTimeout(this.timer);
    this.set(this.told);
  }

  private set(text: string): void {
    this.text = this.typed = text;
    this.waits = text !== this.told;
  }
}
