/**
 * Changes that the topic board makes. Every one goes through the line of edits and is one step an episode; as long as the
 * board is open, it can take its own back over all episodes.
 */
import * as bridge from '../bridge/board';
import type { FieldsReply, FieldsRequest, FieldsSteps } from '../model/board';
import { Failure, sentence } from '../model/failure';
import { count } from '../model/words';
import type { Board } from './board.svelte';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Notices } from './notices.svelte';

interface Made {
  request: FieldsRequest;
  steps: FieldsSteps;
}

export class BoardChanges {
  private made: Made[] = [];
  private undone: Made[] = [];

  constructor(
    private readonly board: Board,
    private readonly episode: Episode,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
  ) {}

  /** From now on nothing that was done before is taken back from here. */
  forget(): void {
    this.made = [];
    this.undone = [];
  }

  /** Does what is asked for, and tells of it with the way back. Says whether anything was done. */
  async change(request: FieldsRequest, again = false, left = ''): Promise<boolean> {
    if (!again) this.undone = [];
    const told = await this.ask(() => bridge.startFields(request), 'Nothing was changed');
    if (!told) return false;
    const held = `${told.held > 0 ? `; ${count(told.held, 'chunk')} could not be changed` : ''}${left}`;
    if (told.chunks === 0 && told.steps.series.length === 0) {
      this.notices.show(held === '' ? 'All of them have it so already' : `Nothing was changed${held}`);
      return false;
    }
    const made = { request, steps: told.steps };
    this.made.push(made);
    const over = told.steps.episodes.length > 1 ? `, in ${count(told.steps.episodes.length, 'episode')}` : '';
    // What was asked of all is told of those to which it was done.
    const name =
      told.held > 0
        ? request.name.replace(count(told.chunks + told.held, 'chunk'), count(told.chunks, 'chunk'))
        : request.name;
    this.notices.show(`${name}${over}${held}`, {
      label: 'Undo',
      ...(this.board.open ? { command: 'undo' } : {}),
      run: () => void this.undo(made),
    });
    return true;
  }

  /** There is a change of the board's own to take back, or to do again. */
  get undoes(): boolean {
    return this.made.length > 0;
  }

  /** Takes a change back in all episodes with its step in a registry, if it is that step's. Says whether it is. */
  undoFor(series: string, name: string): boolean {
    const last = this.made.at(-1);
    if (last?.request.name !== name || !last.steps.series.some((each) => each.series === series)) return false;
    void this.undo(last);
    return true;
  }

  get redoes(): boolean {
    return this.undone.length > 0;
  }

  /** Takes a change back in all episodes: the last one, unless another is named. */
  async undo(last: Made | undefined = this.made.at(-1)): Promise<void> {
    if (!last) return;
    this.made = this.made.filter((each) => each !== last);
    this.notices.hideToast();
    const undo = () => bridge.startUndoFields(last.steps, this.episode.view?.id ?? 0);
    const told = await this.ask(undo, 'Nothing was undone');
    if (!told) {
      this.made.push(last);
      return;
    }
    this.undone.push(last);
    this.notices.say(`Undone: ${last.request.name}`);
  }

  async redo(): Promise<void> {
    const last = this.undone.at(-1);
    if (last && (await this.change(last.request, true))) this.undone = this.undone.filter((each) => each !== last);
  }

  /** Has a job done in the line of edits; null if it came to nothing. */
  private async ask(start: () => Promise<number>, title: string): Promise<FieldsReply | null> {
    const id = this.episode.view?.id ?? 0;
    let told: FieldsReply | undefined;
    let stopped = false;
    try {
      await this.episode.perform(id, async () => {
        const job = await start();
        const end = await this.jobs.ended(job);
        if (end.state === 'failed') throw new Failure('failed', end.problem);
        stopped = end.state === 'cancelled';
        return (told = await bridge.fieldsResult(job)).edit;
      });
    } catch (e) {
      if (stopped) this.notices.show('Stopped. The chunks are as they were.');
      else this.notices.fail(title, sentence(e));
      return null;
    }
    if (told!.failed !== '') this.notices.fail('Some episodes stay as they are', told!.failed);
    if (stopped) {
      this.notices.show('Stopped. The chunks are as they were.');
      void this.board.load();
      return null;
    }
    const here = told!.steps.episodes.every(({ episode }) => episode === id) && told!.steps.series.length === 0;
    if (here) this.board.loadSoon();
    else await this.board.load();
    return told!;
  }
}
