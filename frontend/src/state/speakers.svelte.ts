/**
 * Who speaks: what turns can be given to whom, renaming over chunk, episode and series, and full names. The changes go
 * through the line of edits; what a rename means, the program knows.
 */
import * as backend from '../bridge/speakers';
import { relabelled } from '../model/episode';
import type { Failure } from '../model/failure';
import { count } from '../model/words';
import type { ID } from '../model/views';
import type { RenameReply, SeriesSpeaker } from '../model/speakerviews';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

export type Scope = 'chunk' | 'episode' | 'series';

export class Speakers {
  /** All who ever spoke in the series, once load() is done; of an older load until then. */
  series = $state.raw<SeriesSpeaker[]>([]);
  /** How many turns each label has in the episode. */
  readonly turns: ReadonlyMap<string, number> = $derived(this.count());

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  private count(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const chunk of this.episode.view?.chunks ?? []) {
      for (const { speaker } of chunk.turns) if (speaker !== null) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
    }
    return counts;
  }

  async load(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    const series = await backend.seriesSpeakers(id).catch(() => []);
    if (this.episode.view?.id === id) this.series = series;
  }

  /** Puts all that a label says, within a scope, under another; `within` is the chunk, where that is the scope. */
  async rename(scope: Scope, from: string, to: string, within?: ID): Promise<void> {
    const view = this.episode.view;
    const chunk = scope === 'chunk' ? within : 0;
    if (!view || chunk === undefined) return;
    let told: RenameReply | undefined;
    let change: number;
    // In many turns it shows at once; the answer then says nothing new.
    if (scope !== 'chunk') this.episode.take(relabelled(view, from, to), 'marks');
    const request = { episode: view.id, chunk, series: scope === 'series', from, to };
    try {
      ({ change } = await this.episode.perform(view.id, async () => (told = await backend.rename(request)).edit));
    } catch (e) {
      this.notices.fail(`${from} is still called so`, (e as Failure).message);
      await this.episode.reload().catch(() => {});
      return;
    }
    const done = told!.episodes;
    const name = told!.edit.name;
    if (scope !== 'series') this.episode.undoable(name, { change });
    else {
      const what = `${from} is ${to} in ${count(done.length, 'episode')}`;
      if (done.some((each) => each.episode === view.id))
        this.episode.undoable(what, { change, label: 'Undo in this episode' });
      else this.notices.show(what);
    }
    if (told!.failed !== '') {
      this.notices.put({
        key: 'episode:renamed',
        tone: 'bad',
        title: `${from} is still called so in some episodes`,
        text: `${told!.failed} The others are done; rename once more to go on.`,
        actions: [],
        closable: true,
      });
    }
  }

  /**
   * Tells the full name of whom a label stands for. It is the series' and in no episode's history, so that the notice is
   * the way back.
   *
   * @param was the name until now; '' where there was none
   */
  async name(label: string, name: string, was: string): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    try {
      this.episode.showSpeakers(id, await backend.namePerson(id, label, name));
      this.notices.show(name === '' ? `${label} has no full name now` : `${label} is ${name}`, {
        label: was === '' ? 'Take it back' : `Back to ${was}`,
        run: () => void this.name(label, was, name),
        holds: () => this.episode.view?.id === id,
      });
    } catch (e) {
      this.notices.fail('The full name was not kept', (e as Failure).message);
    }
  }
}
