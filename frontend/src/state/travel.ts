/**
 * Going back and forth in the history of the episode in the window. It stands in the line of edits; behind one that
 * cannot be saved it refuses to wait unseen.
 */
import { chunkOf, firstTurnOf } from '../model/episode';
import type { EditReply, PatchView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';

export class Travel {
  constructor(
    private readonly episode: Episode,
    private readonly saving: Saving,
    private readonly notices: Notices,
  ) {}

  /** Undoes or does again, and says so; says whether anything was done. */
  go(run: (episode: number) => Promise<EditReply>, done: string, said: string): Promise<boolean> {
    const episode = this.episode.view?.id;
    if (episode === undefined) return Promise.resolve(false);
    this.episode.flushDrafts();
    // What is composed is a step before this one, not after it.
    const { transcript } = this.episode;
    if (transcript?.composing()) {
      transcript.endComposition();
      transcript.focus();
    }
    // What it tells of may be undone by now.
    if (this.notices.toast?.action?.command === 'undo') this.notices.hideToast();
    if (this.saving.failure) {
      // Behind an edit that cannot be saved, undo would wait unseen: say so, and try that first.
      this.notices.show(`Not saved yet, so nothing was ${done}. ${this.saving.failure.message}`);
      this.saving.retry();
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      this.saving.submit({
        keeps: false,
        episode,
        run: () => run(episode),
        done: (reply) => {
          this.episode.take(reply.patch, 'undo');
          this.goToPatch(reply.patch);
          this.notices.say(reply.name ? `${said}: ${reply.name}` : 'Now as before the first change');
          resolve(true);
        },
        refused: (failure) => {
          if (failure.code !== 'not-found') this.notices.fail(`Nothing was ${done}`, failure.message);
          resolve(false);
        },
      });
    });
  }

  /** The inspector goes along with what was undone, as the editor does by itself. */
  private goToPatch(patch: PatchView): void {
    const view = this.episode.view;
    if (!view || patch.clock) return;
    const turn = firstTurnOf(view, patch);
    if (turn !== null) this.episode.chosen = chunkOf(view, turn)?.id ?? this.episode.chosen;
    else if (patch.heads[0]) this.episode.chosen = patch.heads[0].id;
  }
}
