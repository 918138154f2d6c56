/**
 * What the window tells: notes that stay at the top of the page until they are dealt with, one toast that goes by
 * itself, and sentences for a screen reader. It decides nothing; whoever puts a note up says what its buttons do.
 */

export interface Action {
  label: string;
  quiet?: boolean;
  run: () => void;
}

export interface Note {
  /** A note put up under a key that stands already takes its place. */
  key: string;
  tone: 'bad' | 'warn' | 'info';
  title: string;
  text?: string;
  /** More, a line each: places and what is wrong there. */
  lines?: { where: string; what: string }[];
  actions: Action[];
  /** Whether it can simply be closed. */
  closable?: boolean;
}

export interface ToastAction extends Action {
  /** The command whose key shows beside it. */
  command?: string;
  /** Whether it still does what it says; without an answer, it does. */
  holds?: () => boolean;
}

export interface Toast {
  id: number;
  text: string;
  action?: ToastAction;
  /** What is best done next. */
  next?: ToastAction;
}

export class Notices {
  notes = $state.raw<Note[]>([]);
  toast = $state.raw<Toast | null>(null);
  /** Read out politely. */
  said = $state('');
  private next = 1;

  put(note: Note): void {
    const at = this.notes.findIndex((each) => each.key === note.key);
    this.notes = at < 0 ? [...this.notes, note] : this.notes.with(at, note);
  }

  /** Says what went wrong, and what to do. It stays until it is closed. */
  fail(title: string, text: string): void {
    this.put({ key: `failed:${title}`, tone: 'bad', title, text, actions: [], closable: true });
  }

  drop(key: string): void {
    if (this.notes.some((note) => note.key === key)) this.notes = this.notes.filter((note) => note.key !== key);
  }

  /** Drops every note whose key begins so. */
  dropAll(prefix: string): void {
    if (this.notes.some((note) => note.key.startsWith(prefix))) {
      this.notes = this.notes.filter((note) => !note.key.startsWith(prefix));
    }
  }

  show(text: string, action?: ToastAction, next?: ToastAction): void {
    this.toast = { id: this.next++, text, ...(action ? { action } : {}), ...(next ? { next } : {}) };
    this.say(text);
  }

  hideToast(): void {
    this.toast = null;
  }

  /** The same sentence twice running is read out twice: a no-break space tells them apart. */
  say(text: string): void {
    this.said = this.said === text ? `${text}\u00a0` : text;
  }
}
