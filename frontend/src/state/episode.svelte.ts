/**
 * The episode in the window, and the only ways to change it. Every change is an op that goes through the line of
 * edits; what comes back is a patch, which goes into the view, the rail and the transcript's editor alike.
 */
import { untrack } from 'svelte';
import * as backend from '../bridge/backend';
import { Failure } from '../model/failure';
import { applyHeadOp, applyPatch, chunkOf, headOf, marksOf, nothingNew, retimed, turnOf } from '../model/episode';
import { Later } from '../model/later';
import type { Op } from '../model/ops';
import { keepsTimes, timedTurns, turnAt, type Timed } from '../model/place';
import { badges, people } from '../model/speakers';
import { type Place, type Reveal, sameParagraph, type Source, type Transcript } from '../model/transcript';
import type { RepairView } from '../model/fileviews';
import type { ChunkView, EditReply, EpisodeView, ID, PatchView, SpeakerView } from '../model/views';
import { Changing } from './changing';
import { Fleeting } from './fleeting';
import { Keeping } from './keeping';
import type { Library } from './library.svelte';
import type { Action, Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';
import { Travel } from './travel';
import { TypedOver } from './typedover.svelte';

/** A change that is on the disk, and the how many-eth it was. */
export type Done = EditReply & { change: number };
const named = ({ number, title }: ChunkView) => (number ? `Chunk ${number}` : title || 'The chunk');
type WayBack = {
  change?: number;
  episode?: number;
  label?: string;
  run?: () => void;
  next?: Action;
  holds?: (() => boolean) | undefined;
};

/** Milliseconds that the caret rests before its place is kept for the next start. */
const settle = 600;
/**
 * Milliseconds without an answer to typing until what is beside the words follows: at each it would all be looked over
 * anew. While somebody types they come several times a second.
 */
const lag = 600;
/** Milliseconds that it lags at the most, whoever types on and on. */
const longest = 10_000;
const unheard = 'The sound could not be read';

export class Episode {
  /** What shows beside the words: while somebody types it lags a little. */
  private shown = $state.raw<EpisodeView | null>(null);
  private newest: EpisodeView | null = null;
  private readonly catchUp = new Later(() => (this.view = this.newest), longest);
  /** Letters were typed that the view has not got: a place in the words may be another there. */
  behind = $state(false);
  /** The episode that is being fetched. */
  loading = $state<number | null>(null);
  failure = $state.raw<{ id: number; message: string } | null>(null);
  /** The paragraph that the caret is in. */
  place = $state.raw<Omit<Place, 'offset'> | null>(null);
  private readonly caret = new Fleeting(0);
  /** The caret went somewhere since the sound was last heard. */
  wentElsewhere = false;
  /** The chunk that the inspector shows; null means the first. */
  chosen = $state<ID | null>(null);
  /** Of a field that somebody asked to see: the inspector puts the focus there. */
  wanted = $state.raw<{ chunk: ID; field: string } | null>(null);

  readonly chunk: ChunkView | null = $derived(
    this.view?.chunks.find((each) => each.id === this.chosen) ?? this.view?.chunks[0] ?? null,
  );
  readonly badges = $derived(badges(this.view?.speakers ?? []));
  /** The badges, by full name as well. */
  readonly people = $derived(people(this.view?.speakers ?? [], this.badges));
  /** The turns that have a time, in the order of the sound; the same list while only words change. */
  timed = $state.raw<Timed[]>([]);

  /**
   * What is being typed into a form: each makes a change of it at once. What is only half of something, such as the
   * first letters of a tag, is none yet while people stay where they are.
   */
  readonly drafts = new Set<(staying: boolean) => void>();
  /** In how many fields something was typed that is no change yet. */
  unmade = $state(0);

  /** Somebody asks to see a place in the words: what lies over them goes. */
  asked: () => void = () => {};

  /** The editor, once the page has put it in. */
  transcript: Transcript | null = null;

  /** Counts what the program told, so that an answer from before shows itself. */
  private told = 0;
  /** Called with what the program tells of changes. */
  changed: (patch: PatchView) => void = () => {};
  /** Called when an episode shows that did not. */
  shows: () => void = () => {};
  readonly lastPlace = new Keeping(() => this.rememberPlace(), settle);
  private readonly travel: Travel;
  private readonly changing: Changing;
  private readonly over: TypedOver;

  constructor(
    private readonly saving: Saving,
    private readonly library: Library,
    private readonly notices: Notices,
  ) {
    this.travel = new Travel(this, saving, notices);
    this.changing = new Changing(this, saving, notices);
    this.over = new TypedOver(saving);
    saving.broken = (episode, thrown) => this.broken(thrown, '', episode);
  }

  /** What is on the page may be anything now, and what was typed last is not sent; what was saved is as it was. */
  broken(thrown: unknown, typed: string, episode = this.view?.id): void {
    const message = `Stet made a mistake (${String(thrown)}). What was saved is safe; please report this.`;
    if (episode !== undefined) void this.changing.refused(episode, '', new Failure('failed', message), typed);
  }

  /** Something was typed into a field; the function that comes back says that a change was made of it. */
  drafting(): () => void {
    const add = (n: number) => untrack(() => (this.unmade += n));
    add(1);
    return () => void add(-1);
  }

  /** Makes changes of all that is being typed into forms. */
  flushDrafts(staying = false): void {
    for (const flush of [...this.drafts]) flush(staying);
  }

  /** Makes changes of all that is under the hands, and resolves when they are saved: or to why one cannot be. */
  async settled(staying = false): Promise<Failure | null> {
    await this.transcript?.composing();
    this.flushDrafts(staying);
    await this.saving.settled();
    return this.saving.failure;
  }

  /**
   * The episode as the program has it when all that was typed here is in it. Null when it is wanted no more, or while
   * something cannot be saved: what shows then is newer.
   */
  private async fetch(id: number, wanted: () => boolean): Promise<EpisodeView | null> {
    const staying = this.view?.id === id;
    for (;;) {
      if ((await this.settled(staying)) && this.view) return null;
      if (!wanted()) return null;
      const { told } = this;
      const { taken } = this.saving;
      const view = await backend.episode(id);
      this.flushDrafts(staying);
      if (!wanted()) return null;
      if (told === this.told && taken === this.saving.taken && !this.transcript?.composing()) return view;
    }
  }

  /**
   * Fetches an episode and shows it; the sound is loaded beside that. While something cannot be saved, the episode that
   * it was typed into stays.
   */
  async open(id: number, at: { turn?: ID; chunk?: ID; para?: number; offset?: number } = {}): Promise<void> {
    this.loading = id;
    this.failure = null;
    let view: EpisodeView | null;
    try {
      view = await this.fetch(id, () => this.loading === id);
      if (this.loading !== id) return;
      if (!view) {
        this.loading = null;
        this.notices.show(`Not saved yet, so this episode stays open. ${this.saving.failure?.message ?? ''}`.trim());
        return;
      }
      void this.loadSound(id);
    } catch (e) {
      if (this.loading === id) {
        this.failure = { id, message: (e as Failure).message };
        this.loading = null;
      }
      return;
    }
    this.loading = null;
    const another = this.view?.id !== id;
    if (another) {
      this.notices.dropAll('episode:');
      this.place = null;
    }
    this.show(view);
    const chunk = (at.turn !== undefined && chunkOf(view, at.turn)?.id) || at.chunk;
    // Where it was open already, the caret stays where it is, and the inspector with it.
    this.chosen = chunk ?? (another ? view.chunks[0]?.id : this.chosen) ?? null;
    const { turn, para = 0, offset: from = 0 } = at;
    if (turn !== undefined && turnOf(view, turn)) this.transcript?.reveal(turn, { at: { para, from, to: from } });
    else if (at.chunk !== undefined) this.revealChunk(at.chunk);
  }

  /** Makes it the current episode: its sound is loaded into the player. */
  async loadSound(id: number | undefined = this.view?.id): Promise<void> {
    if (id !== undefined) await backend.openEpisode(id).catch((e: Failure) => this.notices.fail(unheard, e.message));
  }

  /** Reads the sound file again, after something was wrong with it. */
  async reloadSound(): Promise<void> {
    const id = this.view?.id;
    if (id !== undefined) await backend.reloadSound(id).catch((e: Failure) => this.notices.fail(unheard, e.message));
  }

  /** Fetches the episode again, because it changed elsewhere. Nothing that was typed meanwhile is shown over. */
  async reload(): Promise<void> {
    const id = this.view?.id;
    if (id === undefined) return;
    const view = await this.fetch(id, () => this.view?.id === id);
    if (!view) return;
    this.show(view);
  }

  /** Shows an episode as the program has told it. */
  show(view: EpisodeView): void {
    this.changing.readAnew();
    this.view = view;
    this.timed = timedTurns(view);
    this.transcript?.load(view);
    this.shows();
  }

  close(): void {
    this.view = null;
    this.chosen = null;
    this.place = null;
  }

  /** What is drawn from it gets what shows, and is drawn again when that catches up; everybody else gets the newest. */
  get view(): EpisodeView | null {
    return $effect.tracking() ? this.shown : this.newest;
  }

  set view(view: EpisodeView | null) {
    // What has not shown yet of an episode that is left, the rail shows all the same.
    if (this.catchUp.waits && this.newest && this.newest.id !== view?.id) this.library.agree(this.newest);
    this.catchUp.cancel();
    this.behind = false;
    this.newest = view;
    this.shown = view;
  }

  // Changing

  /** Queues what was done in the words. The array may still be rewritten by the editor until it is sent. */
  editWords(ops: Op[], options: { name?: string; typing?: boolean; quiet?: boolean }): void {
    this.behind = true;
    const { name = '', typing = false, quiet } = options;
    const send = (became: (step: number) => void) => this.changing.send(ops, 'own', { name, typing, became });
    const holds = name !== '' && typing ? this.over.begin(send) : undefined;
    if (name === '') this.over.goOn(send);
    else if (!holds) send(() => {});
    if (name !== '' && !quiet) this.undoable(name, { holds });
  }

  /** Whether more can come to what was done in the words: nothing was done since, and it is not on its way. */
  moreWords(ops: Op[]): boolean {
    const more = this.over.goOn(() => this.changing.more(ops));
    this.behind ||= more;
    // Answers come a word apart, and what is beside the words waits for the hands.
    if (this.catchUp.waits) this.catchUp.in(lag);
    return more;
  }

  /** Changes something else than words or front matter; seen when it is saved. */
  change(ops: Op[], name: string, options: { toast?: boolean } = {}): void {
    this.changing.send(ops, 'other', { name });
    if (options.toast) this.undoable(name);
  }

  /** Changes front matter or status: seen at once, saved in its turn. */
  editHead(op: Op, name: string, options: { toast?: boolean } = {}): void {
    const id = headOf(op);
    if (!this.view || id === null) return;
    this.view = applyHeadOp(this.view, op);
    const head = this.view.chunks.find((chunk) => chunk.id === id);
    if (head) this.tellHead(head);
    this.changing.send([op], 'other', { name, head: id });
    if (options.toast) this.undoable(name);
  }

  /** The editor draws titles and statuses too. */
  private tellHead(head: ChunkView): void {
    const view = this.view;
    if (!view) return;
    this.transcript?.patch({ ...nothingNew(view), heads: [head] }, 'other');
  }

  /** Lets the open episode be of another series. */
  async moveTo(series: string): Promise<void> {
    const id = this.view?.id ?? 0;
    const { change } = await this.perform(id, () => backend.moveEpisode(id, series));
    this.undoable(`Moved the episode to ${series}`, { change });
  }

  /** Does something else that changes an episode, in the line with the edits. Resolves when it is on the disk. */
  perform(episode: number, run: () => Promise<EditReply>): Promise<Done> {
    return this.changing.perform(episode, run);
  }

  /**
   * What the program says unasked is about files, not about words: what these are, the answers tell. They come in the
   * order of what was asked, and this may overtake them.
   */
  marked(patch: PatchView): void {
    this.take(this.view ? marksOf(this.view, patch) : patch, 'marks');
  }

  /** Applies a patch wherever the episode shows; what answers to typing shows in the words first. */
  take(patch: PatchView, from: Source, typing = false): void {
    const view = this.newest;
    if (!view || patch.episode !== view.id) {
      // The rail agrees with the open episode by itself.
      this.library.follow(patch.episode, patch.heads);
      return;
    }
    this.told++;
    const kept = keepsTimes(view, patch);
    const next = applyPatch(view, patch, this.changing.ahead());
    // Whether there is anything to undo is known at once.
    const same = (a: string, b: string) => (a === '') === (b === '');
    const ways = same(view.history.undo, next.history.undo) && same(view.history.redo, next.history.redo);
    if (typing && kept && ways) {
      this.newest = next;
      this.catchUp.in(lag);
    } else this.view = next;
    if (!kept) this.timed = timedTurns(next);
    this.transcript?.patch(patch, from);
    if (from !== 'marks') this.changed(patch);
  }

  /** It is another one whenever something was told or sent. */
  get state(): string {
    return `${this.told} ${this.saving.taken}`;
  }

  /** Words of turns have other times, which is no change of theirs. */
  retimed(times: readonly { turn: ID; times: string }[]): void {
    if (this.view) this.take(retimed(this.view, times), 'marks');
  }

  /** A search of the sound has begun, or come to its end. */
  searches(id: number, searching: boolean): void {
    if (this.view?.id === id && (this.view.searching ?? false) !== searching) this.view = { ...this.view, searching };
  }

  /** The ways to make a chunk's front matter readable. */
  repairs(chunk: ID): Promise<RepairView[]> {
    return this.view ? backend.repairs(this.view.id, chunk) : Promise.resolve([]);
  }

  /** Does one of them. */
  repair(chunk: ID, n: number): Promise<Done> {
    const id = this.view?.id ?? 0;
    return this.perform(id, () => backend.repair(id, chunk, n));
  }

  /** Shows speakers whose names or numbers are others now. */
  showSpeakers(episode: number, speakers: SpeakerView[]): void {
    const view = this.view;
    if (view?.id !== episode) return;
    this.view = { ...view, speakers };
    this.transcript?.patch({ ...nothingNew(view), speakers }, 'other');
  }

  // Undo

  undo(): void {
    void this.travel.go(backend.undo, 'undone', 'Undone');
  }

  redo(): void {
    void this.travel.go(backend.redo, 'done again', 'Done again');
  }

  /** Goes to where a step of the history is the last one done; 0 is before the first. Says whether it got there. */
  async travelTo(seq: number): Promise<boolean> {
    await this.settled();
    return this.travel.go((episode) => backend.goToStep(episode, seq), 'undone', 'Now as after');
  }

  /** Tells what was done, with the way back for as long as nothing else is done: the last change, if none is named. */
  undoable(text: string, way: WayBack = {}): void {
    const { change = this.saving.taken, episode = this.view?.id, label = 'Undo', run = () => this.undo(), next } = way;
    const last = way.holds ?? (() => this.saving.taken === change);
    const holds = () => last() && this.view?.id === episode;
    this.notices.show(text, { label, command: 'undo', run, holds }, next && { ...next, holds });
  }

  // Going places

  /** The caret moved. */
  placeChanged(place: Place): void {
    const { offset, ...paragraph } = place;
    this.caret.now = offset;
    if (!this.place || !sameParagraph(this.place, paragraph)) this.place = paragraph;
    this.wentElsewhere = true;
    this.chosen = place.chunk;
    this.lastPlace.soon();
  }

  private async rememberPlace(): Promise<void> {
    const episode = this.view?.id;
    if (episode === undefined || !this.place) return;
    const { turn, para } = this.place;
    await backend.rememberPlace({ episode, turn, para, offset: this.offset });
  }

  /** Where in its paragraph the caret is, in UTF-16 units from the start. */
  get offset(): number {
    return this.caret.now;
  }

  revealTurn(turn: ID, options: Reveal = {}): void {
    const chunk = this.view && chunkOf(this.view, turn);
    if (!chunk) return;
    this.asked();
    this.chosen = chunk.id;
    this.transcript?.reveal(turn, options);
  }

  /** Brings a turn into sight; nobody goes there. */
  lookAt(turn: ID): void {
    this.asked();
    this.transcript?.reveal(turn, { look: true });
  }

  revealChunk(id: ID): void {
    this.asked();
    this.chosen = id;
    const chunk = this.view?.chunks.find((each) => each.id === id);
    const turn = chunk?.turns[0];
    if (turn) this.transcript?.reveal(turn.id);
    else if (chunk) {
      this.transcript?.showChunk(id);
      this.notices.say(`${named(chunk)} has no turns.`);
    }
  }

  revealField(chunk: ID, field: string): void {
    this.asked();
    this.chosen = chunk;
    this.wanted = { chunk, field };
  }

  /** The turn being spoken at a place in the sound. */
  turnAt(flicks: number): ID | null {
    return turnAt(this.timed, flicks)?.turn ?? null;
  }
}
