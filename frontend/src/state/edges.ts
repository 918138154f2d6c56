/** Where turns begin and end, and chunks: set by hand. The program works out what goes along, and names what was done. */
import { acceptTimes, setWordEdge } from '../bridge/aligning';
import * as backend from '../bridge/backend';
import { turnOf } from '../model/episode';
import type { Failure } from '../model/failure';
import { SECOND } from '../model/timecode';
import { nearestRest } from '../model/waveform';
import type { EditReply, Flicks, ID } from '../model/views';
import { count, listed } from '../model/words';
import type { Done, Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';
import type { Waveform } from './waveform.svelte';

/** A silence is looked for so far to both sides. */
const around = 10 * SECOND;

export class Edges {
  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
    private readonly waveform: Waveform,
  ) {}

  /** Lets a turn begin or end where the sound is. */
  set(turn: ID, end: boolean, at: Flicks): void {
    this.act((id) => backend.setEdge(id, turn, end, at));
  }

  /** Moves where a turn begins or ends by frames. */
  move(turn: ID, end: boolean, frames: number): void {
    this.act((id) => backend.moveEdge(id, turn, end, frames));
  }

  /** Lets a turn begin or end at the silence nearest to where it does. */
  async toSilence(turn: ID, end: boolean): Promise<void> {
    const view = this.episode.view;
    const now = view && turnOf(view, turn);
    const at = now && (end ? now.to : now.from);
    if (at === null) return;
    const to = nearestRest(at, await this.waveform.silences(at - around, at + around));
    if (to === null) this.notices.show('There is no silence near it.');
    else this.set(turn, end, to);
  }

  /** Lets a word of a turn, counted from its first, begin or end at a place in the sound. */
  setWord(turn: ID, word: number, end: boolean, at: Flicks): void {
    this.act((id) => setWordEdge(id, turn, word, end, at));
  }

  /** Gives turns without a time that of their words. */
  acceptTimes(turns: ID[]): void {
    this.act((id) => acceptTimes(id, turns, 0));
  }

  /** The same for all of whose words at least so many of a hundred were heard. */
  acceptHeard(heard: number): void {
    this.act((id) => acceptTimes(id, [], heard));
  }

  /** The chunk whose boundary was moved last, and where the caret was then: it may be moved on and on. */
  moved: { episode: number; chunk: ID; turn: ID } | null = null;

  /** Lets a chunk begin with a turn that stands in it or in the chunk before it. */
  moveBoundary(chunk: ID, turn: ID): void {
    this.act((id) => backend.moveBoundary(id, chunk, turn));
  }

  /** Lets a new chunk begin with a turn. */
  splitChunk(turn: ID): void {
    this.act((id) => backend.splitChunk(id, turn));
  }

  /** Makes a chunk one with the chunk before it. */
  joinChunk(chunk: ID): void {
    this.act((id) => backend.joinChunk(id, chunk));
  }

  /** Puts a chunk so many places further behind, or before. */
  moveChunk(chunk: ID, by: number): void {
    this.act((id) => backend.moveChunk(id, chunk, by));
  }

  /** Counts the chunks from 1; with slugs these, and so their files, get the numbers, too. */
  renumberChunks(slugs: boolean): void {
    this.act((id) => backend.renumberChunks(id, slugs));
  }

  /** Makes the slugs of all chunks of their titles, and so the names of their files. */
  reslugChunks(): void {
    this.act((id) => backend.reslugChunks(id));
  }

  /** Tells what was done and what went with it, and offers to renumber where slugs have other numbers than their chunks. */
  arranged(reply: Done): void {
    const way = { change: reply.change };
    const done = reply.gone.length === 0 ? reply.name : `${reply.name}, without its ${listed(reply.gone)}`;
    if (reply.slugs === 0) this.episode.undoable(done, way);
    else {
      this.episode.undoable(`${done}. ${count(reply.slugs, 'slug has', 'slugs have')} another number`, {
        ...way,
        next: { label: 'Renumber slugs and files', run: () => this.renumberChunks(true) },
      });
    }
  }

  /** Does something that the program names, and tells it with the way back. */
  private act(what: (episode: number) => Promise<EditReply>): void {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    this.episode
      .perform(id, () => what(id))
      .then(
        (reply) => this.arranged(reply),
        (failure: Failure) => this.notices.show(failure.message),
      );
  }
}
