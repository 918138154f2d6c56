/**
 * Boundaries that are proposed, until somebody takes them, moves them or leaves them. Nothing is cut unasked, and each
 * taking is one step.
 */
import * as backend from '../bridge/cutting';
import { movedProposal, type ProposedRow, proposedRows, sameRows } from '../model/cutting';
import type { ProposalView } from '../model/cutviews';
import { sentence } from '../model/failure';
import type { ID } from '../model/views';
import { count } from '../model/words';
import type { Edges } from './edges';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

export class Proposing {
  private list = $state.raw<ProposalView[]>([]);
  private of = $state(0);
  limits = $state.raw({ shortest: 2, longest: 8 });
  /** The turn of the one that somebody is at. */
  private picked = $state<ID | null>(null);
  /** Counts how often proposals were asked for: then the list wants the focus. */
  asked = $state(0);

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
    private readonly edges: Edges,
  ) {}

  private was: ProposedRow[] = [];
  private started = 0;

  /** What is proposed for the episode that shows, and is no boundary yet: the same list until it says something else. */
  readonly rows = $derived.by(() => {
    const view = this.episode.view;
    const rows = view && view.id === this.of && this.list.length > 0 ? proposedRows(view, this.list) : [];
    if (!sameRows(rows, this.was)) this.was = rows;
    return this.was;
  });

  /** Which of them somebody is at. */
  readonly at = $derived(
    Math.max(
      0,
      this.rows.findIndex((row) => row.turn === this.picked),
    ),
  );

  /** Proposes boundaries within a chunk. */
  async start(chunk: ID): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    const mine = ++this.started;
    await this.episode.settled(true);
    try {
      const view = await backend.proposals(id, chunk);
      if (mine !== this.started || this.episode.view?.id !== id) return;
      this.of = id;
      this.limits = { shortest: view.shortest, longest: view.longest };
      this.list = view.cuts;
      this.picked = view.cuts[0]?.turn ?? null;
      this.asked++;
      this.show();
      this.notices.say(`${count(view.cuts.length, 'boundary', 'boundaries')} proposed`);
    } catch (e) {
      this.notices.show(sentence(e));
    }
  }

  /** Goes to one of them, and shows it in the words. */
  pick(at: number): void {
    const row = this.rows[Math.min(Math.max(0, at), this.rows.length - 1)];
    if (!row) return;
    this.picked = row.turn;
    this.show();
  }

  /** Moves the one that somebody is at by a turn. */
  move(by: 1 | -1): void {
    const view = this.episode.view;
    const row = this.rows[this.at];
    if (!view || !row) return;
    const to = movedProposal(view, this.list, row.turn, by);
    if (to === null) {
      this.notices.say('It can go no further');
      return;
    }
    // What was said of the place is not true of another one.
    this.list = this.list.map((each) => (each.turn === row.turn ? { ...each, turn: to, depth: 0, pause: 0 } : each));
    this.picked = to;
    this.show();
  }

  /** Takes the one that somebody is at away. */
  drop(): void {
    const { at } = this;
    const row = this.rows[at];
    if (!row) return;
    this.list = this.list.filter((each) => each.turn !== row.turn);
    this.pick(at);
  }

  /** Cuts at the one that somebody is at, or at another one. */
  async take(turn: ID | undefined = this.rows[this.at]?.turn): Promise<void> {
    if (turn !== undefined) await this.cut([turn]);
  }

  /** Cuts at all of them. */
  async takeAll(): Promise<void> {
    await this.cut(this.rows.map((row) => row.turn));
  }

  /** Proposes nothing any more. */
  leave(): void {
    this.list = [];
  }

  private async cut(turns: ID[]): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined || turns.length === 0) return;
    const { at } = this;
    try {
      const reply = await this.episode.perform(id, () => backend.cutChunks(id, turns));
      this.list = this.list.filter((each) => !turns.includes(each.turn));
      this.picked = this.rows[Math.min(at, this.rows.length - 1)]?.turn ?? null;
      this.edges.arranged(reply);
    } catch (e) {
      this.notices.fail('It was not cut', sentence(e));
    }
  }

  private show(): void {
    if (this.picked !== null) this.episode.revealTurn(this.picked);
  }
}
