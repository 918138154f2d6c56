/**
 * Comments and bookmarks: which one is open to be read or written, and what is done with them. They are changes of the
 * episode like any other, and go through the same line; where their words are, the editor knows.
 */
import { inOrder, isRemark, noteAt, type Remark, stepNote } from '../model/notes';
import type { Op } from '../model/ops';
import type { WordAnchor, WordsShown } from '../model/transcript';
import type { ID } from '../model/views';
import type { Episode } from './episode.svelte';
import * as backend from '../bridge/backend';
import { Keeping } from './keeping';
import type { Notices } from './notices.svelte';

/** A note in the popover: one that there is, or one that is being written. */
export interface OpenNote {
  episode: number;
  kind: Remark['kind'];
  note: Remark | null;
  anchor: WordAnchor;
  shown: WordsShown;
  /** More turns are selected than the one that it is put to. */
  partly?: boolean;
  /** What was being written, where that goes on. */
  draft?: string;
}

/** What is being written of a note, as the library keeps it until it is done. */
interface Unfinished extends WordAnchor {
  episode: number;
  kind: Remark['kind'];
  /** 0 for one that there is not yet. */
  note: ID;
  text: string;
}

const unfinished = 'comment';
/** Milliseconds without a letter after which what is being written is kept. */
const settle = 400;

const names = { comment: 'comment', bookmark: 'bookmark' } as const;

export class Noting {
  open = $state.raw<OpenNote | null>(null);
  readonly ordered: Remark[] = $derived.by(() => (this.episode.view ? inOrder(this.episode.view) : []));
  readonly unsettled: number = $derived.by(
    () => this.ordered.filter((note) => note.kind === 'comment' && !note.resolved).length,
  );

  private writing: Unfinished | null = null;
  /** What was being written when the program ended, until somebody says what becomes of it. */
  private found: Unfinished[] = [];
  private readonly keeping = new Keeping(() => {
    const all = this.writing ? [...this.found, this.writing] : this.found;
    return backend.remember(unfinished, all.length > 0 ? JSON.stringify(all) : '');
  }, settle);

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** What is being written outlives the program. */
  typing({ episode, kind, note, anchor }: OpenNote, text: string): void {
    this.writing = { episode, kind, note: note?.id ?? 0, ...anchor, text };
    this.keeping.soon();
  }

  private done(): void {
    if (this.writing === null) return;
    this.writing = null;
    this.keepNow();
  }

  private keepNow(): void {
    this.keeping.soon();
    void this.keeping.now();
  }

  /** Tells of what was being written when the program ended. */
  async recall(): Promise<void> {
    const text = await backend.recall(unfinished).catch(() => '');
    if (text === '') return;
    this.found = JSON.parse(text) as Unfinished[];
    for (const was of this.found) this.tell(was);
  }

  private tell(was: Unfinished): void {
    const key = `unfinished:${was.episode}:${was.turn}:${was.from}`;
    const end = () => {
      this.notices.drop(key);
      this.found = this.found.filter((each) => each !== was);
      this.keepNow();
    };
    const writeOn = async () => {
      await this.episode.open(was.episode, { turn: was.turn });
      const anchor = { turn: was.turn, from: was.from, to: was.to };
      this.show(was.kind, was.note === 0 ? null : this.note(was.note), anchor, { draft: was.text });
      if (this.open) {
        this.typing(this.open, was.text);
        end();
      } else this.notices.show('The turn that it was about is not there any more.');
    };
    this.notices.put({
      key,
      tone: 'info',
      title: `A ${names[was.kind]} was being written when Stet ended`,
      text: was.text,
      actions: [
        { label: 'Write on', run: () => void writeOn() },
        { label: 'Throw it away', quiet: true, run: end },
      ],
    });
  }

  /** Leaves a note as it was, and says so where something was written. */
  leave(open: OpenNote, text: string): void {
    this.done();
    if (text.trim() === (open.note?.text ?? '')) return;
    this.notices.show(open.note ? `The ${names[open.kind]} stays as it was` : `The ${names[open.kind]} was not kept`, {
      label: 'Write on',
      run: () => (this.open = { ...open, draft: text }),
      holds: () => this.episode.view?.id === open.episode,
    });
  }

  /** Opens the comment at the caret, or begins one on the words that are selected. */
  comment(): void {
    this.begin('comment');
  }

  /** Puts a bookmark to the caret's word; one that is there is opened. */
  bookmark(): void {
    this.begin('bookmark');
  }

  private begin(kind: Remark['kind']): void {
    const { transcript, view } = this.episode;
    const anchor = transcript?.anchor();
    if (!transcript || !view || !anchor) return;
    const here = noteAt(view.notes, kind, anchor);
    if (here) this.read(here.id);
    else if (kind === 'bookmark') {
      // A bookmark is a place and no stretch: one word, if there is one.
      const place = { ...anchor, to: Math.min(anchor.from + 1, anchor.to) };
      this.change([{ kind: 'note.add', note: { ...fresh, kind, ...place } }], 'Bookmarked', true);
    } else this.show(kind, null, anchor, { partly: transcript.chosen().turns.length > 1 });
  }

  /** Goes to a note's words, and opens it. */
  read(id: ID): void {
    const note = this.note(id);
    if (!note || !this.go(note)) return;
    this.show(note.kind, note, { turn: note.turn, from: note.from, to: note.to });
  }

  /** Goes to where a note stands; false if that is nowhere. */
  go(note: Remark): boolean {
    if (note.turn === 0) {
      this.notices.show(`There is no turn left that this ${names[note.kind]} could stand at.`);
      return false;
    }
    this.episode.revealTurn(note.turn, { focus: true, word: note.from });
    return true;
  }

  /** Opens the next comment, or goes to the next bookmark. */
  step(kind: Remark['kind'], by: 1 | -1): void {
    const { view, transcript } = this.episode;
    if (!view || !transcript) return;
    const notes = this.ordered.filter((note) => note.kind === kind && !note.resolved);
    const from = this.open?.note?.kind === kind ? this.open.anchor : transcript.anchor();
    this.episode.flushDrafts();
    const next = stepNote(view, notes, from, by);
    if (!next) this.notices.show(kind === 'comment' ? 'There is no open comment.' : 'There is no bookmark.');
    else if (kind === 'comment') this.read(next.id);
    else if (this.go(next)) this.notices.say(`Bookmark${next.text ? `: ${next.text}` : ''}`);
  }

  private show(
    kind: Remark['kind'],
    note: Remark | null,
    anchor: WordAnchor,
    more: Pick<OpenNote, 'draft' | 'partly'> = {},
  ): void {
    const shown = this.episode.transcript?.wordsAt(anchor);
    const episode = this.episode.view?.id;
    if (shown && episode !== undefined) this.open = { episode, kind, note, anchor, shown, ...more };
  }

  /** Closes the popover, and puts the caret back into the words. */
  close(): void {
    if (!this.open) return;
    this.open = null;
    this.episode.transcript?.focus();
  }

  /** Keeps what was written. A comment that says nothing is not kept. */
  write({ episode, kind, note, anchor }: OpenNote, text: string): void {
    const written = text.trim();
    if (this.episode.view?.id !== episode) return;
    this.done();
    if (note === null) {
      if (written !== '')
        this.change([{ kind: 'note.add', note: { ...fresh, kind, ...anchor, text: written } }], 'Commented');
      return;
    }
    const now = this.note(note.id);
    if (!now || now.text === written || (kind === 'comment' && written === '')) return;
    const name = kind === 'comment' ? 'Changed the comment' : 'Named the bookmark';
    this.change([{ kind: 'note.set', note: note.id, text: written, resolved: now.resolved }], name);
  }

  /** Says that a comment is settled, or is not any more; with what has been written into it meanwhile. */
  settle(note: Remark, text = ''): void {
    const says = text.trim() || (this.note(note.id)?.text ?? note.text);
    const op: Op = { kind: 'note.set', note: note.id, text: says, resolved: !note.resolved };
    this.change([op], note.resolved ? 'Opened the comment again' : 'Settled the comment', true);
  }

  remove(note: Remark): void {
    this.change([{ kind: 'note.remove', note: note.id }], `Deleted the ${names[note.kind]}`, true);
  }

  note(id: ID): Remark | null {
    const note = this.episode.view?.notes.find((each) => each.id === id);
    return note && isRemark(note) ? note : null;
  }

  private change(ops: Op[], name: string, toast = false): void {
    this.episode.change(ops, name, { toast });
  }
}

const fresh: Omit<Remark, 'kind' | 'turn' | 'from' | 'to'> = { id: 0, text: '', lost: false, resolved: false };
