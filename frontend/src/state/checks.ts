/**
 * Has the problems of chunks told again when the hands rest: the replies to edits of words do not tell them. It makes the
 * repairs that are asked for, keeps what is let stand, and shows nothing itself.
 */
import * as backend from '../bridge/backend';
import { mend, waive } from '../bridge/checks';
import { keepProfile, seriesProfile } from '../bridge/tagging';
import { nothingNew } from '../model/episode';
import type { Failure } from '../model/failure';
import type { ChunkHead, ChunkView, EpisodeView, ID, Offer, ProblemView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 400;

export class Checks {
  /** The episode as it was when its problems were last told. */
  private told: EpisodeView | null = null;
  /** All chunks are to be looked at, not only those that have changed. */
  private all = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Somebody let something stand, or took that back. */
  waived = (): void => undefined;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Makes a repair that was offered, as one step. */
  async mend(chunk: ID, problem: ProblemView, offer: Offer): Promise<void> {
    const of = this.episode.view?.id ?? 0;
    try {
      const reply = await this.episode.perform(of, () => mend(of, chunk, problem, offer));
      // A file that has another name now is no step of the history.
      if (reply.step === 0) this.notices.show(reply.name);
      else this.episode.undoable(reply.name, { change: reply.change });
    } catch (e) {
      this.notices.fail('It was not repaired', (e as Failure).message);
    }
    await this.look();
  }

  /** Lets a problem stand for a reason; without one it is looked at again. */
  async waive(chunk: ID, problem: ProblemView, why: string): Promise<void> {
    const { view } = this.episode;
    if (!view) return;
    try {
      this.show(view.id, await waive(view.id, chunk, problem, why));
      const back = problem.code === 'waiver.idle' ? 'It is taken out' : 'It is looked at again';
      this.notices.say(why ? 'It stands' : back);
      this.waived();
    } catch (e) {
      // The library may have it, and only the file not.
      const heads = await backend.heads(view.id, [chunk]).catch(() => []);
      this.show(view.id, heads);
      const kept = heads.some(({ problems }) => problems.some((p) => same(p, problem) && p.waived === why.trim()));
      if (problem.code === 'waiver.idle') {
        this.notices.fail('It was not taken out', (e as Failure).message);
        return;
      }
      const stands = kept ? 'It stands in the library, but not in the file' : 'That it stands was not kept';
      this.notices.fail(why ? stands : 'It still stands', (e as Failure).message);
    }
  }

  /** Has a check made in the series no more, or again: its profile says so. */
  async inSeries(code: string, on: boolean): Promise<void> {
    const { view } = this.episode;
    if (!view) return;
    try {
      const { lines } = await seriesProfile(view.series);
      const off = lines.find(({ key }) => key === 'checks_off')!;
      const items = off.items.filter((id) => id !== code);
      await keepProfile(view.series, [{ ...off, items: on ? items : [...items, code] }]);
      this.again();
      if (on) this.notices.show(`${code} is looked for in the series again.`);
      else
        this.notices.show(`${code} is looked for in the series no more. Settings, Series, has it.`, {
          label: 'Look again',
          run: () => void this.inSeries(code, true),
        });
    } catch (e) {
      this.notices.fail('What is looked for in the series stays as it was', (e as Failure).message);
    }
  }

  /** Shows heads that were read anew, if their episode still shows. */
  private show(id: number, heads: ChunkHead[]): void {
    const { view: now } = this.episode;
    if (now?.id === id) this.episode.marked({ ...nothingNew(now), heads: this.fresh(now, heads) });
  }

  /** The episode has changed, or another one shows. */
  follow(view: EpisodeView | null): void {
    clearTimeout(this.timer);
    if (view?.id !== this.told?.id) this.told = view;
    else if (view !== this.told) this.timer = setTimeout(() => void this.look(), rest);
  }

  /** What the series shares has changed, and with it what is wrong anywhere. */
  again(): void {
    clearTimeout(this.timer);
    this.all = true;
    this.timer = setTimeout(() => void this.look(), rest);
  }

  private async look(): Promise<void> {
    const { view } = this.episode;
    const known = new Map(this.told?.chunks.map((chunk) => [chunk.id, chunk]));
    if (!view) return;
    const all = this.all || view.chunks.some(({ id, number }) => known.get(id)?.number !== number);
    // Where one ends tells whether there is a gap before the next, which is told of there.
    const changed = view.chunks.map((chunk) => all || differs(chunk, known.get(chunk.id)));
    const ids = view.chunks.filter((_, i) => changed[i] || changed[i - 1]).map(({ id }) => id);
    const heads = ids.length > 0 ? await backend.heads(view.id, ids).catch(() => null) : [];
    // What has changed meanwhile is looked at again.
    if (!heads || this.episode.view !== view) return;
    this.told = view;
    this.all = false;
    const fresh = this.fresh(view, heads);
    if (fresh.length > 0) this.episode.marked({ ...nothingNew(view), heads: fresh });
  }

  /** The heads as they show, with the problems that were told, where these are others. */
  private fresh(view: EpisodeView, heads: ChunkHead[]): ChunkHead[] {
    return view.chunks.flatMap(({ turns: _, ...head }) => {
      const problems = heads.find(({ id }) => id === head.id)?.problems;
      return problems && JSON.stringify(problems) !== JSON.stringify(head.problems) ? [{ ...head, problems }] : [];
    });
  }
}

const differs = (chunk: ChunkView, was: ChunkView | undefined): boolean =>
  was?.until !== chunk.until ||
  was.turns.length !== chunk.turns.length ||
  chunk.turns.some((turn, i) => turn !== was.turns[i]);

const same = (a: ProblemView, b: ProblemView): boolean =>
  a.code === b.code && a.turn === b.turn && a.field === b.field && (a.words ?? '') === (b.words ?? '');
