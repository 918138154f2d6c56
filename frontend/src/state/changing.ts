/**
 * What changes the episode in the window, on its way to the program: put into the line of edits, and when the program
 * will never take it, the page is read again and the words that were typed are shown.
 */
import * as backend from '../bridge/backend';
import { nothingNew } from '../model/episode';
import type { Failure } from '../model/failure';
import { type Op, typedIn } from '../model/ops';
import type { EditReply, ID } from '../model/views';
import type { Done, Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';

interface Manner {
  name: string;
  typing?: boolean;
  /** The chunk whose front matter it changes. */
  head?: ID;
  /** Hears which step it became, or went on with. */
  became?: (step: number) => void;
}

export class Changing {
  /** Ops on front matter that were sent and not answered, by chunk: there the window knows better. */
  private readonly heads = new Map<ID, number>();
  /** The words that go astray between an edit that was refused and the page's being read again: of that episode. */
  private astray: { episode: number; words: string[] } | null = null;
  /** What was put into the line last. */
  private queued: Op[] | null = null;

  constructor(
    private readonly episode: Episode,
    private readonly saving: Saving,
    private readonly notices: Notices,
  ) {}

  /** The chunks whose front matter the window knows better than the program has told. */
  ahead(): Set<ID> {
    return new Set(this.heads.keys());
  }

  /** The program has told everything anew. */
  readAnew(): void {
    this.heads.clear();
  }

  /** Whether more can come to these ops: nothing was done since, and they are not on their way. */
  more(ops: Op[]): boolean {
    return this.queued === ops && this.saving.more();
  }

  send(ops: Op[], from: 'own' | 'other', { name, typing = false, head, became }: Manner): void {
    const { episode: here } = this;
    const episode = here.view?.id;
    if (episode === undefined) return;
    this.queued = null;
    if (this.astray?.episode === episode) {
      this.astray.words.push(typedIn(ops));
      return;
    }
    if (head !== undefined) this.heads.set(head, (this.heads.get(head) ?? 0) + 1);
    const settled = () => {
      if (head !== undefined && here.view?.id === episode) this.settled(head);
    };
    this.saving.submit({
      keeps: true,
      episode,
      grows: typing && name === '',
      empty: () => ops.length === 0,
      passed: () => {
        if (here.view?.id !== episode) return;
        here.behind = false;
        here.transcript?.patch(nothingNew(here.view), 'own');
      },
      run: () => backend.edit({ episode, name, ops, typing }),
      words: () => typedIn(ops),
      done: (reply) => {
        settled();
        here.take(reply.patch, from, typing);
        became?.(reply.step);
      },
      refused: (failure) => {
        settled();
        if (from === 'other' && ops.every((op) => op.kind.startsWith('note.')))
          this.told('episode:note', 'A note could not be kept', typedIn(ops), failure);
        else void this.refused(episode, typedIn(ops), failure);
      },
    });
    this.queued = ops;
  }

  private settled(head: ID): void {
    const left = (this.heads.get(head) ?? 1) - 1;
    if (left > 0) this.heads.set(head, left);
    else this.heads.delete(head);
  }

  /** Does something else that changes an episode, in the line with the edits. Resolves when it is on the disk. */
  perform(episode: number, run: () => Promise<EditReply>): Promise<Done> {
    return new Promise((resolve, reject) => {
      const change = this.saving.submit({
        keeps: false,
        episode,
        run,
        done: (reply) => {
          this.episode.take(reply.patch, 'other');
          resolve({ ...reply, change });
        },
        refused: reject,
      });
    });
  }

  /**
   * An edit that the program will never take. What waits behind it was made on top of it and fits no more either; so
   * the episode is fetched again, and the words that were typed are shown, to be copied: `typed` in it, `late` after all.
   */
  async refused(episode: number, typed: string, failure: Failure, late = ''): Promise<void> {
    const rest = this.saving.abandon(episode);
    for (const task of rest) if (!task.keeps) task.refused(failure);
    const words = [typed, ...rest.map((task) => task.words?.() ?? ''), late];
    if (this.astray?.episode === episode) {
      this.astray.words.push(...words);
      return;
    }
    if (this.episode.view?.id === episode) await this.readAgain(episode, words);
    this.told('episode:refused', 'A change could not be made, and the page was read again', words.join(''), failure);
  }

  /** Says that something could not be made, and shows the words that were typed for it, below those that are shown already. */
  private told(key: string, title: string, typed: string, failure: Failure): void {
    const before = this.notices.notes.find((note) => note.key === key)?.lines ?? [];
    this.notices.put({
      key,
      tone: 'bad',
      title,
      text: failure.message,
      lines: [...before, ...(typed === '' ? [] : [{ where: 'Typed', what: typed }])],
      actions: [],
      closable: true,
    });
  }

  /** Shows what the program has in place of what was typed. Words that come in until then go to `words`. */
  private async readAgain(episode: number, words: string[]): Promise<void> {
    const { episode: here } = this;
    const mine = { episode, words };
    this.astray = mine;
    try {
      await here.transcript?.composing();
      const view = await backend.episode(episode);
      here.transcript?.endComposition();
      if (here.view?.id === episode) here.show(view);
    } catch (e) {
      if (here.view?.id !== episode) return;
      // On the page that stands, every further edit would miss its place.
      here.close();
      here.failure = { id: episode, message: (e as Failure).message };
    } finally {
      if (this.astray === mine) this.astray = null;
    }
  }
}
