/** Where turns begin and end, and chunks: set by hand. The program works out what goes along, and names what was done. */
import * as backend from '../bridge/backend';
import type { Failure } from '../model/failure';
import type { EditReply, Flicks, ID } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

export class Edges {
  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** Lets a turn begin or end where the sound is. */
  set(turn: ID, end: boolean, at: Flicks): void {
    this.act((id) => backend.setEdge(id, turn, end, at));
  }

  /** Moves where a turn begins or ends by frames. */
  move(turn: ID, end: boolean, frames: number): void {
    this.act((id) => backend.moveEdge(id, turn, end, frames));
  }

  /** Lets a chunk begin with a turn that stands in it or in the chunk before it. */
  moveBoundary(chunk: ID, turn: ID): void {
    this.act((id) => backend.moveBoundary(id, chunk, turn));
  }

  /** Does something that the program names, and tells it with the way back. */
  private act(what: (episode: number) => Promise<EditReply>): void {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    this.episode
      .perform(id, () => what(id))
      .then(
        (reply) => this.episode.undoable(reply.name, { change: reply.change }),
        (failure: Failure) => this.notices.show(failure.message),
      );
  }
}
