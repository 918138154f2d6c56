/** The editor without a window, for tests: what a person does to it, and the program on the other side. */
import { EditorState, type Transaction, type TransactionSpec } from '@codemirror/state';
import type { Op } from '../model/ops';
import type { ID, PatchView } from '../model/views';
import { copied, piece } from './clipboard';
import type { EditManner, Source } from './contract';
import { type Arrival, Exchange } from './exchange';
import { Held } from './held';
import { fitting, isEdit, keepTurns } from './keep';
import { layOut, linesField, linesOf } from './lines';
import { type Copied, insertTurns, insertWords } from './pasting';
import { Program, type Said, view } from './program.testing';
import { Script, scriptFacet } from './script';
import { selectTurns, TurnSelection, turnSelection } from './select';
import { gifts, giveChosen } from './speakers';
import { beginChunk, newParagraph, newTurn, removeTurns, splitAtCaret } from './structural';

/** A person's change of the text, by a place between 0 and 1. */
export interface Edit {
  at: number;
  length: number;
  insert: string;
}

/** A state, the traffic, and the program on the other side of a line of requests. */
export class Desk {
  readonly program: Program;
  readonly queue: ({ ops: Op[] } | { rechunk: number } | 'undo' | 'redo')[] = [];
  readonly exchange: Exchange;
  /** What the edits were called, or whether they are typing. */
  readonly manners: EditManner[] = [];
  /** What was asked of the program. */
  readonly told: Op[][] = [];
  state: EditorState;
  /** What an input method keeps out of the words. */
  readonly held: Held;
  private clipboard: Copied[] = [];
  private composing = false;
  private paused = false;

  constructor(chunks: Said[][]) {
    this.program = new Program(chunks);
    const episode = view(this.program);
    const script = new Script(episode);
    const { doc, lines } = layOut(episode.chunks);
    this.exchange = new Exchange(
      {
        edit: (ops, manner) => {
          this.queue.push({ ops });
          this.told.push(ops);
          this.manners.push(manner);
        },
        more: (ops) => {
          const last = this.queue.at(-1);
          return (
            typeof last === 'object' && 'ops' in last && last.ops === ops && this.manners.at(-1)?.name === undefined
          );
        },
      },
      script,
    );
    this.held = new Held({
      composing: () => this.composing,
      exchange: () => this.exchange,
      take: (p, from) => void this.patch(p, from),
      holds: () => {},
      pauses: (on) => (this.paused = on),
      broken: (thrown) => {
        throw thrown;
      },
    });
    this.state = EditorState.create({
      doc,
      extensions: [linesField.init(() => lines), keepTurns, turnSelection, gifts, scriptFacet.of(script)],
    });
  }

  /** A person's change of the text, by places between 0 and 1. */
  type({ at, length, insert }: Edit, composing = false): void {
    const from = Math.floor(at * this.state.doc.length);
    const to = Math.min(this.state.doc.length, from + length);
    const tr = this.state.update({
      changes: { from, to, insert },
      selection: { anchor: from + this.state.toText(insert).length },
    });
    this.take(tr, composing);
  }

  /** An input method begins, with what lies between two places of the text selected. */
  beginComposing(from: number, to: number): void {
    this.take(this.state.update({ changes: { from, to }, userEvent: 'input' }), true);
  }

  /** Enter, at a place between 0 and 1. */
  split(at: number): void {
    this.state = this.state.update({ selection: { anchor: Math.floor(at * this.state.doc.length) } }).state;
    this.do(splitAtCaret(this.state));
  }

  /** Enter, with what lies between two places of the text selected. */
  splitOver(from: number, to: number): void {
    this.state = this.state.update({ selection: { anchor: from, head: to } }).state;
    this.do(splitAtCaret(this.state));
  }

  /** Shift+Enter, with what lies between two places of the text selected. */
  paragraph(from: number, to: number): void {
    this.state = this.state.update({ selection: { anchor: from, head: to } }).state;
    this.do(newParagraph(this.state));
  }

  /** The caret goes elsewhere, to a place between 0 and 1. */
  go(at: number): void {
    const anchor = Math.floor(at * this.state.doc.length);
    this.take(this.state.update({ selection: { anchor }, userEvent: 'select' }), false);
  }

  /** What a person does to whole turns, by their places among all. */
  turns(what: typeof removeTurns, places: readonly number[]): void {
    const order = linesOf(this.state).order();
    const ids = order.filter((_, i) => places.includes(i));
    this.do(what(this.state, ids));
  }

  paste(at: number, said: readonly Said[]): void {
    this.state = this.state.update({ selection: { anchor: Math.floor(at * this.state.doc.length) } }).state;
    this.do(
      insertTurns(
        this.state,
        said.map((paragraphs) => ({ speaker: null, paragraphs })),
      ),
    );
  }

  /** Cuts what lies between two places of the text, and returns what the clipboard has then. */
  cut(from: number, to: number): Copied[] {
    this.state = this.state.update({ selection: { anchor: from, head: to } }).state;
    const turns = (this.clipboard = copied(this.state) ?? []);
    this.do({ changes: { from, to }, selection: { anchor: from }, userEvent: 'delete.cut' });
    return turns;
  }

  /** What was cut last comes in, at a place between 0 and 1. */
  putBack(at: number): void {
    if (this.clipboard.length === 0) return;
    this.state = this.state.update({ selection: { anchor: Math.floor(at * this.state.doc.length) } }).state;
    // As a clipboard gives it: without halves of characters.
    const fit = (turn: Copied) => ({ ...turn, paragraphs: turn.paragraphs.map(fitting) });
    this.put(this.clipboard.map(fit));
  }

  /** A tick at a turn, by its place among all. */
  check(place: number): void {
    const turn = linesOf(this.state).order()[place];
    if (turn !== undefined) this.exchange.edit(this.state, [{ kind: 'checked', turn, checked: true }], 'Checked');
  }

  /** What the clipboard has of words between two places of the text, in one turn. */
  copyWords(from: number, to: number): Copied {
    return piece(this.state, linesOf(this.state).turn(this.state.doc.lineAt(from).number), from, to);
  }

  /** Pastes words at a place of the text. */
  putWords(words: Copied, at: number): void {
    this.state = this.state.update({ selection: { anchor: at } }).state;
    this.do(insertWords(this.state, words));
  }

  /** Pastes turns at the caret. */
  put(turns: readonly Copied[]): void {
    this.do(insertTurns(this.state, turns));
  }

  /** A turn without words: after the caret's, or in a chunk that has none. */
  begin(chunk?: ID): void {
    this.do(chunk === undefined ? newTurn(this.state) : beginChunk(this.state, chunk));
  }

  /** A number, on turns by their places among all. */
  give(what: typeof giveChosen, places: readonly number[], speaker: string): void {
    const order = linesOf(this.state).order();
    const ids = order.filter((_, i) => places.includes(i));
    const selection = ids[0] && TurnSelection.of(linesOf(this.state), ids[0], ids[0], ids.slice(1));
    if (!selection) return;
    this.state = this.state.update({ effects: selectTurns.of(selection) }).state;
    this.do(what(this.state, speaker));
    this.state = this.state.update({ effects: selectTurns.of(null) }).state;
  }

  /** A number, with words selected between places of the text. */
  giveWords(from: number, to: number, speaker: string): void {
    this.state = this.state.update({ selection: { anchor: from, head: to } }).state;
    this.do(giveChosen(this.state, speaker));
  }

  /** Another number, with the same words still selected. */
  giveAgain(speaker: string): void {
    this.do(giveChosen(this.state, speaker));
  }

  private do(spec: TransactionSpec | null): void {
    if (spec) this.take(this.state.update(spec), false);
  }

  private take(tr: Transaction, composing: boolean): void {
    this.state = tr.state;
    this.composing ||= composing;
    if (isEdit(tr)) this.exchange.typed(tr, composing || this.held.patches);
    this.held.watch();
  }

  /** Lets the program do what waits longest, and takes in what it says. */
  answer(): void {
    const request = this.paused ? undefined : this.queue.shift();
    if (!request) return;
    if (request === 'undo') this.hear(this.program.undo(), 'undo');
    else if (request === 'redo') this.hear(this.program.redo(), 'undo');
    else if ('rechunk' in request) this.hear(this.program.rechunk(request.rechunk), 'other');
    else if (request.ops.length === 0) this.hear(this.program.nothing(), 'own');
    else this.hear(this.program.edit(request.ops), 'own');
  }

  /** A patch waits while an input method composes. */
  private hear(p: PatchView | null, from: Source): void {
    if (p) this.held.patch(p, from);
  }

  /** An input method is done. */
  composed(): void {
    this.composing = false;
    this.held.finish();
  }

  patch(p: PatchView | null, from: Source): Arrival | null {
    if (!p) return null;
    const arrival = this.exchange.patch(this.state, p, from);
    if (arrival.spec) this.state = this.state.update(arrival.spec).state;
    this.exchange.settle(this.state);
    return arrival;
  }

  settle(): void {
    this.composed();
    while (this.queue.length > 0) this.answer();
  }

  /** Every line as the editor has it: turn, paragraph, text. */
  shown(): [ID, number, string][] {
    const lines = linesOf(this.state);
    const out: [ID, number, string][] = [];
    for (let n = 1; n <= this.state.doc.lines; n++) {
      const { turn, para } = lines.place(n);
      out.push([turn, para, this.state.doc.line(n).text]);
    }
    return out;
  }
}

/** Who speaks each turn, as the margin shows it and as the program has it. */
export const voices = (desk: Desk) => {
  const order = desk.program.order();
  return [
    order.map((id) => desk.exchange.script.turn(id)?.speaker),
    order.map((id) => desk.program.speaker(id)),
  ] as const;
};
