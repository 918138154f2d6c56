/**
 * Puts the transcript's editor together, and is the one door through which the application reaches it. Each concern
 * is in its own file; what is here only connects them.
 */
import { EditorSelection, EditorState, type Extension, type StateEffect, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { SECOND } from '../model/timecode';
import type { DrawnName, Kind } from '../model/names';
import type {
  Chosen,
  HitAt,
  Picked,
  Proposed,
  Reveal,
  SoundStretch,
  TurnUnder,
  WordAnchor,
  WordsShown,
} from '../model/transcript';
import type { EpisodeView, Flicks, ID, PatchView } from '../model/views';
import { speech } from './a11y';
import { chunkBoundaries } from './boundary';
import { chunkField } from './chunk';
import { clipboard } from './clipboard';
import { act, commandsOf } from './commands';
import { composing } from './composing';
import type { EditorHost, Source, TranscriptEditor } from './contract';
import { Doubts, doubts } from './doubts';
import { boundaryDrag } from './dragging';
import { Exchange } from './exchange';
import { keepCaret } from './focus';
import { Following } from './follow';
import { goTo, inSight, revealing, showing } from './going';
import { beginsComposing, isEdit, keepTurns } from './keep';
import { heights } from './heights';
import { atHit, hitNow, hits, nextHit, showHits } from './hits';
import { Held } from './held';
import { howTimed, lookHowTimed, lookSoonHowTimed } from './howtimed';
import { keys, types } from './keys';
import { layOut, linesField, linesOf } from './lines';
import { origin } from './origin';
import { placeIn, positionOf, samePlace } from './place';
import { marks, namesShown, pickedIn } from './marks';
import { anchorIn, notes, rangeOf } from './notes';
import { markPlaying, playhead } from './playhead';
import { pointer } from './pointer';
import { proposed, showProposed } from './proposed';
import { Script, scriptFacet, scriptOf } from './script';
import { beginsWith, selectionOf, selectTurns, TurnSelection, turnSelection } from './select';
import { Sound } from './sound';
import { chosenIn, gifts, giveChosen, hasWords, saysThem } from './speakers';
import { spelling } from './spelling';
import { standAt, standing } from './standing';
import { theme } from './theme';
import { partsDown, turnUnder } from './under';
import { lightWord, wordLight } from './wordlight';
import { lineLooks } from './words';

export function createEditor(parent: HTMLElement, host: EditorHost): TranscriptEditor {
  return new Editor(parent, host);
}

class Editor implements TranscriptEditor {
  readonly commands: Record<string, () => boolean>;
  private readonly view: EditorView;
  private readonly following: Following;
  private readonly sound: Sound;
  readonly doubts: Doubts;
  private exchange: Exchange;
  private place: ReturnType<typeof placeIn> | null = null;
  /** Where the sound was when the view last looked whether to go with it. */
  private followed = 0;
  private showsHow = false;
  private searching = false;
  private readonly held: Held;

  constructor(
    parent: HTMLElement,
    private readonly host: EditorHost,
  ) {
    this.following = new Following(() => host.scrolledAway());
    this.sound = new Sound(host);
    this.exchange = new Exchange(host, new Script(nothing));
    this.held = new Held({
      composing: () => this.view.composing,
      exchange: () => this.exchange,
      take: (p, from) => this.take(p, from),
      holds: (on) => host.holds(on),
      pauses: (on) => host.pauses(on),
      broken: (thrown) => host.broken(thrown, ''),
    });
    this.view = new EditorView({ parent, state: this.state(nothing) });
    // Nobody around the words asks for these; on their way out they would be looked for at each element, at each key.
    for (const kind of ['input', 'keyup']) this.view.dom.addEventListener(kind, (event) => event.stopPropagation());
    this.view.dom.addEventListener('keydown', (event) => {
      if (types(event)) event.stopPropagation();
    });
    this.doubts = new Doubts(this.view, () => this.atRest());
    this.following.watchScrollbar(this.view);
    this.commands = commandsOf(this.view, () => this.atRest(), this.sound);
  }

  load(episode: EpisodeView): void {
    const { view } = this;
    const kept = this.exchange.script.id === episode.id ? this.place : null;
    const top = kept && standing(view);
    const turns = kept && selectionOf(view.state);
    this.place = null;
    this.exchange = new Exchange(this.host, new Script(episode));
    this.held.anew();
    view.setState(this.state(episode, turns));
    const at = kept && positionOf(view.state, kept);
    if (at !== null) view.dispatch({ selection: EditorSelection.cursor(at) });
    standAt(view, top);
    this.playhead(this.sound.now, this.sound.playing);
    this.tellPlace();
  }

  patch(p: PatchView, from: Source): void {
    this.held.patch(p, from);
  }

  private take(p: PatchView, from: Source): void {
    const { view, exchange } = this;
    const { times } = exchange.script;
    const { spec, place, came, show } = exchange.patch(view.state, p, from);
    if (spec) view.dispatch(spec);
    else lookSoonHowTimed(view);
    // At other times another turn is heard, also where the sound stands.
    if (exchange.script.times !== times) this.playhead(this.sound.now, this.sound.playing);
    exchange.settle(view.state);
    if (place !== null) view.dispatch(goTo(view.state, place, came));
    else this.revealFirst(show);
  }

  composing(): Promise<void> | null {
    return this.held.composing();
  }

  endComposition(): void {
    if (this.view.composing) this.view.contentDOM.blur();
    this.held.finish();
  }

  playhead(flicks: Flicks | null, playing: boolean): void {
    const heard = this.sound.at(this.exchange.script, flicks, playing);
    const another = markPlaying(this.view, heard);
    lightWord(this.view, heard, flicks);
    if (!playing || flicks === null || heard === null || !this.following.on || this.view.composing) return;
    // This is called twenty times a second, but a line is heard for seconds.
    if (!another && Math.abs(flicks - this.followed) < SECOND / 4) return;
    this.followed = flicks;
    const at = this.sound.placeOf(this.view.state, heard);
    if (at !== null) this.following.to(this.view, at);
  }

  follow(on: boolean): void {
    this.following.on = on;
  }

  reveal(turn: ID, opts: Reveal = {}): void {
    // Before the caret goes there: without the focus it is not said where that is.
    if (opts.focus && linesOf(this.view.state).first(turn) > 0) this.view.focus();
    const spec = revealing(this.view, turn, opts, this.place?.turn === turn);
    if (spec) this.view.dispatch(spec);
  }

  showChunk(chunk: ID): void {
    this.view.dispatch(showing(this.view, chunk));
  }

  stretch(): SoundStretch | null {
    return this.sound.stretch(this.view.state);
  }

  anchor(): WordAnchor | null {
    return anchorIn(this.view.state);
  }

  picked(): Picked | null {
    return pickedIn(this.view);
  }

  names(kinds: ReadonlyMap<string, Kind>, found: readonly DrawnName[]): void {
    // What an input method composes would be torn; after it, names are looked for again.
    if (!this.view.composing) this.view.dispatch({ effects: namesShown(kinds, found) });
  }

  wordsAt({ turn, from, to }: WordAnchor): WordsShown | null {
    const { view } = this;
    const at = rangeOf(view.state, turn, from, to);
    if (!at) return null;
    const text = view.state.doc.sliceString(at.from, at.to, ' ');
    const begins = view.coordsAtPos(at.from, 1);
    const ends = view.coordsAtPos(at.to, -1);
    const box = begins && ends && { left: begins.left, top: begins.top, bottom: ends.bottom };
    return { text, box };
  }

  private revealFirst(turns: readonly ID[]): void {
    const lines = linesOf(this.view.state);
    const here = turns.filter((id) => lines.first(id) > 0).sort((a, b) => lines.first(a) - lines.first(b));
    if (here[0] !== undefined) this.reveal(here[0]);
  }

  chosen(): Chosen {
    return chosenIn(this.view);
  }

  give(speaker: string): boolean {
    return act(
      this.view,
      () => this.atRest(),
      () => giveChosen(this.view.state, speaker),
    );
  }

  focus(): void {
    this.view.focus();
  }

  under(y: number): TurnUnder | null {
    return turnUnder(this.view, y);
  }

  partsDown(turns: readonly ID[], parts: number): (number | null)[] {
    return partsDown(this.view, turns, parts);
  }

  select(turn: ID): void {
    const { state } = this.view;
    const lines = linesOf(state);
    const selection = TurnSelection.of(lines, turn, turn);
    if (!selection || selectionOf(state)?.has(turn)) return;
    const at = EditorSelection.cursor(state.doc.line(lines.first(turn)).from);
    this.view.dispatch({ selection: at, userEvent: 'select.turns', effects: selectTurns.of(selection) });
  }

  selected(): string {
    const { doc, selection } = this.view.state;
    const { from, to } = selection.main;
    return to <= doc.lineAt(from).to ? doc.sliceString(from, to) : '';
  }

  proposed(list: readonly Proposed[]): void {
    // What changes nothing would have the editor take its estimates for what it measured.
    const effects = showProposed(this.view.state, list, (turn) => this.host.cutHere(turn));
    if (effects) this.view.dispatch({ effects });
  }

  hits(list: readonly number[]): void {
    this.view.dispatch({ effects: showHits(this.view.state, list) });
  }

  hitNow(): HitAt | null {
    return hitNow(this.view.state);
  }

  goToHit(way: 1 | -1 | 0, opts: { select?: boolean } = {}): HitAt | null {
    const { view } = this;
    const hit = nextHit(view.state, way);
    if (!hit) return null;
    const effects: StateEffect<unknown>[] = [atHit.of(hit), EditorView.scrollIntoView(hit.from, inSight)];
    if (opts.select) effects.push(selectTurns.of(null));
    // Going to a hit is going elsewhere than the sound goes.
    if (this.following.on) this.host.scrolledAway();
    this.following.on = false;
    view.dispatch({ selection: opts.select ? EditorSelection.single(hit.from, hit.to) : undefined, effects });
    return hitNow(view.state);
  }

  textSize(px: number): void {
    this.view.dom.style.setProperty('--transcript-size', `${px}px`);
    this.view.requestMeasure();
  }

  howTimed(all: boolean, searching: boolean): void {
    this.showsHow = all;
    this.searching = searching;
    lookHowTimed(this.view);
  }

  destroy(): void {
    this.held.destroy();
    this.view.destroy();
  }

  private state(episode: EpisodeView, turns: TurnSelection | null = null): EditorState {
    const { doc, lines } = layOut(episode.chunks);
    return EditorState.create({
      doc,
      extensions: [
        scriptFacet.of(this.exchange.script),
        linesField.init(() => lines),
        beginsWith(turns?.in(lines) ?? null),
        this.extensions(),
      ],
    });
  }

  private extensions(): Extension {
    return [
      keepTurns,
      turnSelection,
      composing,
      gifts,
      chunkField,
      keys({
        key: (press, where) => this.host.key(press, where),
        strays: () => this.host.strays(),
        tell: (text) => this.host.tell(text),
        digit: (n) => this.digit(n),
      }),
      clipboard,
      pointer({
        playTurn: (view, turn) => this.sound.playTurn(view, turn),
        playFrom: (view, at) => this.sound.playWord(view, at),
      }),
      heights,
      playhead,
      wordLight,
      origin,
      this.following.extension,
      lineLooks,
      hits,
      spelling(this.host.speller),
      doubts,
      howTimed(() => ({ all: this.showsHow, searching: this.searching })),
      chunkBoundaries,
      proposed,
      boundaryDrag((chunk, turn) => this.host.moveBoundary(chunk, turn)),
      notes((note) => this.host.openNote(note)),
      marks,
      speech,
      theme,
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.updateListener.of((update) => {
        for (const tr of update.transactions) {
          if (isEdit(tr)) this.typed(tr, update.view.composing);
        }
        if (update.docChanged || update.selectionSet || update.transactions.length > 0) this.tellPlace();
      }),
      EditorView.domEventObservers({ compositionend: () => this.held.ended() }),
      keepCaret,
    ];
  }

  /** A digit over words that are selected gives them to a speaker, or else says why it does not: it never takes their place. */
  private digit(n: number): boolean {
    const { state } = this.view;
    if (!hasWords(state)) return false;
    const speaker = scriptOf(state).numbered(n);
    if (speaker === undefined) {
      this.host.tell(`Nobody has the number ${n}. To write it in the place of these words, delete them first.`);
    } else if (saysThem(state, speaker)) this.host.tell(`${speaker} says these words already.`);
    else this.give(speaker);
    return true;
  }

  /** What is typed before late patches are in waits with what was composed; what is done otherwise ends the wait. */
  private typed(tr: Transaction, composing: boolean): void {
    const byHand = tr.isUserEvent('input') || tr.isUserEvent('delete');
    if (byHand && !tr.isUserEvent('input.speaker')) this.host.typed();
    const composes = (composing && tr.isUserEvent('input.type')) || beginsComposing(tr);
    try {
      this.exchange.typed(tr, composes || this.held.patches);
    } catch (thrown) {
      this.host.broken(thrown, typedBy(tr));
    }
    this.held.watch();
  }

  /** The exchange, to make an edit with: what an input method is done with goes first. */
  private atRest(): Exchange {
    this.held.settle();
    return this.exchange;
  }

  private tellPlace(): void {
    const place = placeIn(this.view.state);
    if (this.place && samePlace(this.place, place)) return;
    this.place = place;
    this.host.placeChanged(place);
  }
}

/** The letters that a transaction brings. */
function typedBy({ changes }: Transaction): string {
  const letters: string[] = [];
  changes.iterChanges((_a, _b, _c, _d, inserted) => letters.push(inserted.toString()));
  return letters.join(' ');
}

const nothing: EpisodeView = {
  id: 0,
  series: '',
  key: '',
  title: '',
  clock: { rate: '', num: 30, den: 1, drop: false, offset: 0 },
  sound: '',
  speakers: [],
  chunks: [],
  notes: [],
  history: { undo: '', redo: '' },
  numbers: [1, 0],
};
