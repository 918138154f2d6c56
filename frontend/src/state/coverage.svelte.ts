/**
 * Whether the chunks of the episode hold every turn once. It looks when turns come, go or move, and while somebody looks at
 * it also when words change; it makes the repairs that are asked for.
 */
import { chooseFiles } from '../bridge/backend';
import { waive } from '../bridge/checks';
import * as backend from '../bridge/cutting';
import type { CoverageFinding, CoverageRepair, CoverageView } from '../model/cutviews';
import { sentence } from '../model/failure';
import type { EpisodeView } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 900;

export class Coverage {
  view = $state.raw<CoverageView | null>(null);
  /** What waits for a hand: nobody let it stand. */
  readonly open = $derived((this.view?.findings ?? []).filter(({ waived }) => !waived));
  /** Why it could not be looked at. */
  problem = $state('');
  private of = 0;
  /** The turns as they stood when it was looked at last, and the episode with its words. */
  private stood = '';
  private seen: EpisodeView | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** What stood where the gate told of it is to be looked at again. */
  tookBack = (): void => undefined;

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** The episode has changed, or another one shows. @param watched says that somebody looks at it. */
  follow(view: EpisodeView | null, watched: boolean): void {
    clearTimeout(this.timer);
    const other = view?.id !== this.of;
    this.of = view?.id ?? 0;
    if (other) {
      this.view = null;
      this.stood = '';
      this.seen = null;
    }
    if (!view || (this.seen === view && this.stood !== '')) return;
    // One chunk alone has nothing to be held against, but by who asks.
    const wanted = () => (watched ? this.seen !== view : view.chunks.length > 1 && this.stood !== standing(view));
    this.timer = setTimeout(() => wanted() && void this.look(), other ? 300 : rest);
  }

  /** Somebody wants to see it: its head has the focus then. */
  show(): void {
    document.querySelector<HTMLElement>('[data-coverage]')?.focus();
  }

  async look(): Promise<void> {
    const view = this.episode.view;
    if (!view) return;
    const mine = ++this.asked;
    this.seen = view;
    this.stood = standing(view);
    try {
      const found = await backend.coverage(view.id);
      if (mine !== this.asked || this.of !== view.id) return;
      this.view = found;
      this.problem = '';
    } catch (e) {
      if (mine === this.asked && this.of === view.id) this.problem = sentence(e);
    }
  }

  /** Makes a repair that was offered, as one step. */
  mend(finding: CoverageFinding, repair: CoverageRepair): Promise<void> {
    return this.act((id) => backend.mendCoverage(id, finding.key, repair.name));
  }

  /** Makes the first repair of each, as one step. */
  mendAll(): Promise<void> {
    return this.act((id) => backend.mendAllCoverage(id));
  }

  private async act(what: (id: number) => ReturnType<typeof backend.mendAllCoverage>): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    try {
      const reply = await this.episode.perform(id, () => what(id));
      this.episode.undoable(reply.name, { change: reply.change });
    } catch (e) {
      this.notices.fail('It was not repaired', sentence(e));
    }
    await this.look();
  }

  /** Asks which files hold the full transcript. */
  async choose(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    try {
      const paths = await chooseFiles();
      if (paths.length > 0) await this.hold(id, paths);
    } catch (e) {
      this.notices.fail('The transcript was not chosen', sentence(e));
    }
  }

  /** Leaves the transcript that was chosen for the one that is found, or none. */
  async forget(): Promise<void> {
    const id = this.episode.view?.id;
    if (id !== undefined) await this.hold(id, []);
  }

  /** Lets the transcript that changed on disk say what it says now, and the chunks what they say. */
  letTranscript(): Promise<void> {
    return this.letStand((id) => backend.letTranscript(id));
  }

  /** Lets speech that is told of go unwritten, or takes that back. */
  letUnwritten(finding: CoverageFinding, stands = true): Promise<void> {
    return this.letStand((id) => backend.letUnwritten(id, finding.key, stands));
  }

  /** Takes back that what the gate tells of it stands. */
  async takeBack(finding: CoverageFinding): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    try {
      for (const fault of finding.faults ?? []) await waive(id, fault.chunk, fault, '');
    } catch (e) {
      this.notices.fail('It still stands', sentence(e));
    }
    // Also where it failed: the library may have it, and only the file not.
    this.tookBack();
    await this.look();
  }

  private async letStand(what: (id: number) => Promise<CoverageView>): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    const mine = ++this.asked;
    try {
      const found = await what(id);
      if (mine === this.asked && this.of === id) this.view = found;
    } catch (e) {
      this.notices.fail('It was not let stand', sentence(e));
    }
  }

  private async hold(id: number, paths: string[]): Promise<void> {
    const mine = ++this.asked;
    const found = await backend.chooseTranscripts(id, paths);
    if (mine === this.asked && this.of === id) this.view = found;
  }
}

/** Which turn stands where, and when. */
const standing = ({ chunks }: EpisodeView): string =>
  chunks.map(({ id, turns }) => `${id}: ${turns.map((turn) => `${turn.id} ${turn.start}`).join(', ')}`).join('\n');
