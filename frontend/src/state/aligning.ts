/**
 * The search of the sound for the words of the episode: when somebody asks for it, by itself when an episode with a sound
 * is opened, of turns that were written anew once the typing pauses, and of the library's other episodes after that. The
 * program finds and keeps the times; which turns have other ones, it tells.
 */
import * as backend from '../bridge/aligning';
import { sentence } from '../model/failure';
import type { JobView } from '../model/fileviews';
import type { AlignedView } from '../model/soundviews';
import { isSought, unpack } from '../model/times';
import type { ID, PatchView } from '../model/views';
import { count } from '../model/words';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Notices } from './notices.svelte';
import type { Player } from './player.svelte';
import type { Saving } from './saving.svelte';

const failed = 'The words were not aligned';
const stopped = 'Stopped. The words that were found keep their times.';

/** How long nothing was typed before a turn is looked for again, in milliseconds. */
const pause = 800;
/** How often it is looked at what is on the screen while words are looked for, in milliseconds. */
const glance = 1000;
/** How often turns are asked for again that could not be looked for. */
const mostRefused = 20;

export class Aligning {
  /** The episode and the sound that were begun with: what was stopped there does not begin again by itself. */
  private begun = '';
  /** How many searches of a whole episode are waited for, and whether another one waits for their end. */
  private busy = 0;
  private waits = false;
  /** Somebody has stopped a search: that of the other episodes does not begin by itself after it either. */
  private stopped = false;
  /** Turns that were written anew. */
  private readonly edited = new Set<ID>();
  /** How often on end they could not be looked for. */
  private refused = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Turns whose words have other times by now than the page knows. */
  private readonly stale = new Set<ID>();
  private fetching = false;
  /** The turn on the screen that a search was told of last, and when that was looked at. */
  private ahead: ID = 0;
  private glanced = 0;
  /** Called when a search of the whole episode has ended. */
  ended: () => void = () => {};

  /** @param wanted says whether it is to begin by itself. */
  constructor(
    private readonly episode: Episode,
    private readonly player: Player,
    private readonly saving: Saving,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
    private readonly wanted: () => boolean,
  ) {}

  /** Looks for the words that nobody has looked for yet, or for all of them, those on the screen first. */
  async start(anew = false): Promise<void> {
    const episode = this.episode.view;
    if (!episode) return;
    try {
      const id = await backend.alignWords(episode.id, this.first(), anew);
      const job = await this.end(id);
      if (job.state === 'failed') this.notices.fail(failed, job.problem);
      else if (job.state === 'done') this.notices.show(told(await backend.aligned(id)));
    } catch (e) {
      this.notices.fail(failed, sentence(e));
    }
    this.over();
  }

  /** Begins by itself, if that is wanted, once the sound of the episode that shows is there. */
  look(): void {
    const episode = this.episode.view;
    const { view } = this.player;
    if (!episode) this.begun = '';
    if (!this.wanted()) this.unfollow();
    if (!episode || view.converting || view.episode !== episode.id) return;
    const now = `${episode.id} ${view.loaded ? view.path : ''}`;
    if (!this.wanted() || this.begun === now) return;
    this.begun = now;
    if (!view.loaded) return void this.follow();
    this.edited.clear();
    void this.unasked(episode.id);
  }

  private async unasked(episode: number): Promise<void> {
    // What cannot be read, the player tells of.
    const id = await backend.alignUnasked(episode, this.first()).catch(() => 0);
    if (id === 0) {
      this.waits = this.busy > 0;
      return this.follow();
    }
    const { state } = await this.end(id);
    if (state === 'done') await this.tellBeyond(id);
    this.over();
  }

  /** Nobody has asked for that: it stays until somebody has read it. */
  private async tellBeyond(id: number): Promise<void> {
    const beyond = (await backend.aligned(id).catch(() => null))?.beyond;
    if (!beyond) return;
    const title = 'Words lost the times that a file gave them';
    this.notices.put({ key: 'align:beyond', tone: 'warn', title, text: beyond, actions: [], closable: true });
  }

  /** The end of a search of a whole episode. */
  private async end(id: number): Promise<JobView> {
    this.busy++;
    const job = await this.jobs.ended(id);
    this.busy--;
    return job;
  }

  private over(): void {
    this.ended();
    this.again();
    if (!this.waits) return void this.follow();
    this.waits = false;
    this.begun = '';
    this.look();
  }

  /** The library's other episodes come after the one that is open. */
  private async follow(): Promise<void> {
    if (this.busy > 0 || this.stopped || !this.wanted()) return;
    const id = await backend.alignOthers().catch(() => 0);
    if (id > 0 && (await this.jobs.ended(id)).state === 'cancelled') this.stopped = this.wanted();
  }

  private unfollow(): void {
    const job = this.jobs.of('alignments');
    if (job) this.jobs.cancel(job.id);
    this.stopped = false;
    this.begun = '';
  }

  /** The program told of changes: turns whose words nobody has heard as they are now are looked for again. */
  changed(patch: PatchView): void {
    if (!this.wanted() || !this.player.view.loaded || this.player.view.episode !== patch.episode) return;
    for (const { id, times } of patch.turns) {
      if (unpack(times).every(({ how }) => isSought(how)) && times !== '') this.edited.delete(id);
      else this.edited.add(id);
    }
    this.again();
  }

  private again(): void {
    clearTimeout(this.timer);
    if (this.edited.size > 0) this.timer = setTimeout(() => void this.retime(), pause);
  }

  private async retime(): Promise<void> {
    const episode = this.episode.view?.id;
    if (episode === undefined || this.player.view.episode !== episode) return this.edited.clear();
    // It comes back to them when that has ended.
    if (this.jobs.of('retiming')) return;
    await this.saving.settled();
    const turns = [...this.edited];
    this.edited.clear();
    const id = await backend.alignEdited(episode, turns).catch(() => null);
    // Another search may have begun that the page has not heard of yet: they are looked for after it.
    if (id === null && this.refused++ < mostRefused) {
      for (const turn of turns) this.edited.add(turn);
      return this.again();
    }
    this.refused = 0;
    if (!id) {
      // Beside what the search of all has not come to yet nothing can be looked for: that is done at its end.
      if (this.jobs.of('alignment')) for (const turn of turns) this.edited.add(turn);
      return;
    }
    const { state } = await this.jobs.ended(id);
    // Of some it is not known where they are said: they are looked for in all of the sound, after the others.
    const rest = state === 'done' ? await backend.alignEdited(episode, turns).catch(() => 0) : 0;
    if (rest === 0) return this.again();
    await this.end(rest);
    this.over();
  }

  /** The words of turns have other times, which are fetched when nothing that was typed is on its way. */
  async took(episode: number, turns: ID[]): Promise<void> {
    if (this.episode.view?.id !== episode) return;
    for (const id of turns) this.stale.add(id);
    if (this.fetching) return;
    this.fetching = true;
    try {
      while (this.stale.size > 0) {
        await this.saving.settled();
        const ids = [...this.stale];
        this.stale.clear();
        const before = this.episode.state;
        const times = await backend.wordTimes(episode, ids);
        if (this.episode.view?.id !== episode) this.stale.clear();
        else if (before === this.episode.state) this.episode.retimed(times);
        else for (const id of ids) this.stale.add(id);
      }
    } catch {
      // The episode is gone, or the program: either is told of elsewhere.
      this.stale.clear();
    } finally {
      this.fetching = false;
    }
  }

  /** A job tells how far it is: what somebody has gone to meanwhile is looked for next. If somebody has stopped it, it is said what stays. */
  going(job: JobView, now: number = performance.now()): void {
    if (this.jobs.wasStopped(job) && (job.kind === 'alignment' || (job.kind === 'alignments' && this.wanted()))) {
      this.stopped = true;
      this.notices.show(stopped);
    }
    if (job.kind !== 'alignment' || job.state !== 'running' || now - this.glanced < glance) return;
    this.glanced = now;
    const before = this.ahead;
    if (this.first() !== before) void backend.alignAhead(this.ahead).catch(() => {});
  }

  /** The turn on the screen, to begin with. */
  private first(): ID {
    this.ahead = this.episode.transcript?.under(innerHeight / 3)?.turn ?? this.episode.place?.turn ?? 0;
    return this.ahead;
  }
}

function told({ words, found, guessed, unspoken, beyond, note }: AlignedView): string {
  if (words === 0) return 'All words have been looked for already.';
  const parts = [`${found} of ${count(words, 'word')} found in the sound`];
  if (guessed > 0) parts.push(`${guessed} estimated`);
  if (unspoken > 0) parts.push(`${unspoken} not in it`);
  return [`${parts.join(', ')}.`, beyond, note].filter(Boolean).join(' ');
}
