/**
 * What a check of the words proposes: turns that may be their neighbour's. It looks again when the hands rest, and
 * applies nothing by itself.
 */
import * as backend from '../bridge/speakers';
import type { Failure } from '../model/failure';
import type { SuggestionView } from '../model/speakerviews';
import type { EpisodeView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 400;

export class Suggestions {
  /** Those of the whole episode, in its order; also those that stand. */
  list = $state.raw<SuggestionView[]>([]);
  private of = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Those of a chunk that wait for a word. */
  open(chunk: number): SuggestionView[] {
    return this.list.filter((each) => each.chunk === chunk && !each.stands);
  }

  /** The episode has changed, or another one shows. */
  follow(view: EpisodeView | null): void {
    clearTimeout(this.timer);
    const other = view?.id !== this.of;
    this.of = view?.id ?? 0;
    if (other) this.list = [];
    if (view) this.timer = setTimeout(() => void this.look(), other ? 0 : rest);
  }

  private async look(): Promise<void> {
    const { of } = this;
    const mine = ++this.asked;
    const list = await backend.suggestions(of).catch(() => null);
    if (list && mine === this.asked && of === this.of) this.list = list;
  }

  /** Does what is proposed, as one step. */
  async take({ turn, words }: SuggestionView): Promise<void> {
    const { of } = this;
    this.list = this.list.filter((each) => each.turn !== turn);
    try {
      const reply = await this.episode.perform(of, () => backend.takeSuggestion(of, turn, words));
      this.episode.undoable(reply.name, { change: reply.change });
    } catch (e) {
      this.notices.fail(`“${words}” stays where it is`, (e as Failure).message);
    }
    await this.look();
  }

  /** Keeps that the turn is right as it is; or asks again. */
  async letStand({ turn, code, words }: SuggestionView, on: boolean): Promise<void> {
    const { of } = this;
    this.list = this.list.map((each) => (each.turn === turn ? { ...each, stands: on } : each));
    try {
      await backend.letStand(of, turn, code, words, on);
      this.notices.say(on ? `“${words}” stands` : `“${words}” is open again`);
    } catch (e) {
      this.notices.fail(`What was said of “${words}” was not kept`, (e as Failure).message);
    }
    await this.look();
  }
}
