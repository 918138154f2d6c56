/**
 * What the series of the open episode keeps mishearing: the pairs, where they stand in the episode, and the pair that
 * was just replaced and could be remembered. Nothing is replaced here.
 */
import * as bridge from '../bridge/find';
import { letStand } from '../bridge/speakers';
import { type Failure, sentence } from '../model/failure';
import { couldRemember, type FindRequest, type Misheard, type Pair, type Query } from '../model/find';
import type { EpisodeView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

const note = 'episode:pair';
/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 600;

export class Glossaries {
  pairs = $state.raw<Pair[]>([]);
  misheard = $state.raw<Misheard[]>([]);
  /** The pair that could be remembered. */
  fresh = $state.raw<Pair | null>(null);
  private series: string | null = null;
  private of = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Those that nobody let stand. */
  readonly open: Misheard[] = $derived(this.misheard.filter((each) => !each.stands));

  /** The episode has changed, or another one shows. */
  follow(view: EpisodeView | null): void {
    clearTimeout(this.timer);
    const other = view?.id !== this.of;
    this.of = view?.id ?? 0;
    if (other) this.misheard = [];
    if (view?.series !== this.series) this.fresh = null;
    if (view) this.timer = setTimeout(() => void this.look(), other ? 0 : rest);
  }

  /** Looks where mishearings stand, as the program has the words now. */
  async look(): Promise<void> {
    const view = this.episode.view;
    const mine = ++this.asked;
    if (!view) return;
    try {
      if (this.series !== view.series) {
        const pairs = await bridge.glossary(view.series);
        if (mine !== this.asked) return;
        this.series = view.series;
        this.pairs = pairs;
      }
      const found = this.pairs.length === 0 ? [] : await bridge.misheard(view.id);
      if (mine === this.asked && view.id === this.of) this.misheard = found;
    } catch {
      return; // the last list stays; whatever is wrong shows where somebody works
    }
  }

  /** Puts other pairs in the place of the series' own; rejects with why that cannot be. */
  async save(pairs: Pair[]): Promise<void> {
    const series = this.episode.view?.series;
    if (series === undefined) return;
    this.pairs = await bridge.setGlossary(series, pairs);
    this.series = series;
    await this.look();
  }

  /** Notes what was replaced: it could be remembered. */
  replaced(query: Query, right: string): void {
    const wrong = query.text.trim();
    const known = this.pairs.some((pair) => pair.wrong.toLowerCase() === wrong.toLowerCase());
    this.fresh = couldRemember(query, right) && !known ? { wrong, right } : null;
  }

  /** Notes what was replaced, and asks whether to remember it. */
  offer(query: Query, right: string): void {
    this.replaced(query, right);
    if (!this.fresh) return;
    const { wrong } = this.fresh;
    const series = this.episode.view?.series || 'this series';
    this.notices.put({
      key: note,
      tone: 'info',
      title: `Remember “${wrong}” as misheard for “${right}”?`,
      text: `It is then offered wherever it stands in ${series}.`,
      actions: [{ label: 'Remember the pair', run: () => void this.remember() }],
      closable: true,
    });
  }

  async remember(): Promise<void> {
    const pair = this.fresh;
    if (!pair) return;
    try {
      await this.save([...this.pairs, pair]);
      this.fresh = null;
      this.notices.drop(note);
      this.notices.show(`“${pair.wrong}” is remembered as misheard for “${pair.right}”`);
    } catch (e) {
      this.notices.show(sentence(e));
    }
  }

  /** Writes what was said in the place of one mishearing. */
  async write(item: Misheard): Promise<void> {
    const { episode, turn, para, from, to, text } = item;
    try {
      const { change } = await this.episode.perform(episode, () =>
        bridge
          .replace({ ...queryOf(item.pair), episode, with: item.pair.right, hits: [{ turn, para, from, to, text }] })
          .then((view) => view.edit),
      );
      this.episode.undoable(`Wrote “${item.pair.right}”`, { change });
    } catch (e) {
      this.notices.show((e as Failure).message);
    }
    await this.look();
  }

  async letStand(item: Misheard, on: boolean): Promise<void> {
    try {
      await letStand(item.episode, item.turn, 'misheard', item.pair.wrong, on);
    } catch (e) {
      this.notices.show(sentence(e));
    }
    await this.look();
  }

  /** What finds every place of a pair in the episode. */
  everywhere(pair: Pair, episode: number): FindRequest {
    return { ...queryOf(pair), scope: 'episode', episode, chunk: 0, turn: 0 };
  }
}

/** A pair's wrong form as a glossary looks for it: see search.Pair. */
const queryOf = (pair: Pair): Query => ({ text: pair.wrong, case: false, whole: true, expr: false, loose: true });
