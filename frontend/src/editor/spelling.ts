/**
 * Underlines doubtful words that are in sight. It looks a moment after the last change and never while an input method
 * composes, so a key costs it nothing but a timer; it leaves the word alone that is being typed until the caret leaves
 * it. What is doubtful, the host's speller says; nothing is changed here.
 */
import { type EditorState, type Extension, Facet, StateEffect, type Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { Later } from '../model/later';
import { leftAlone, plainlyForeign, type Spelled, spelled, type Speller } from '../model/spelling';
import type { ID } from '../model/views';
import { isEdit } from './keep';
import { linesOf } from './lines';
import { scriptOf } from './script';

/** Milliseconds of quiet before a look: after a letter, after the caret left its word, and after the page moved. */
const afterTyping = 350;
const afterLeaving = 120;
const afterMoving = 250;

/** So many words of a chunk tell its language. */
const sample = 150;

const mark = Decoration.mark({ class: 'stet-doubt', attributes: { 'aria-invalid': 'spelling' } });

const underlined = StateEffect.define<DecorationSet>();

/** A word with its place in the document. */
export interface Placed {
  from: number;
  to: number;
  word: Spelled;
}

/** The words of a stretch of the document that lies within a line. */
export function wordsBetween(state: EditorState, from: number, to: number): Placed[] {
  return spelled(state.sliceDoc(from, to)).map((word) => ({ from: from + word.from, to: from + word.to, word }));
}

/** The word that a position is in or beside. */
export function wordAt(state: EditorState, at: number): Placed | null {
  const [from, to] = stretch(state, at, at);
  return wordsBetween(state, from, to).find((each) => each.from <= at && at <= each.to) ?? null;
}

/** A line may be as long as a chapter: no more of it is read around a position than this. */
const reach = 400;

/** A stretch of one line, widened so that it cuts no word and holds the word before it. */
function stretch(state: EditorState, from: number, to: number): [number, number] {
  const line = state.doc.lineAt(from);
  let start = Math.max(line.from, from - reach);
  let end = Math.min(line.to, to + reach);
  if (start > line.from) start += Math.max(0, state.sliceDoc(start, from).search(/\s/));
  if (end < line.to) end -= (/\s\S*$/.exec(state.sliceDoc(to, end))?.[0] ?? '').length;
  return [start, end];
}

class Underlines {
  drawn: DecorationSet = Decoration.none;
  private readonly later = new Later(() => this.look());
  /** Where somebody types: the word there is left alone. */
  private typing: number | null = null;
  /** Whether chunks are in another language. */
  private readonly foreign = new Map<ID, boolean>();

  private readonly speller: Speller;

  constructor(private readonly view: EditorView) {
    this.speller = view.state.facet(spellerFacet)!;
    this.soon(afterTyping);
  }

  update(update: ViewUpdate): void {
    for (const tr of update.transactions) this.follow(tr, update.view.composing);
    if (update.docChanged) this.soon(afterTyping);
    else if (update.viewportMoved) this.soon(afterMoving);
    else if (this.typing !== null && update.selectionSet && this.left()) this.soon(afterLeaving);
  }

  private follow(tr: Transaction, composing: boolean): void {
    for (const effect of tr.effects) if (effect.is(underlined)) this.drawn = effect.value;
    if (!tr.docChanged) return;
    this.drawn = this.drawn.map(tr.changes);
    if (isEdit(tr)) {
      const { head } = tr.newSelection.main;
      this.typing = head;
      // Nothing may change around what an input method composes.
      if (!composing) {
        const away = (from: number, to: number) => to < head || from > head;
        this.drawn = this.drawn.update({ filter: away, filterFrom: head, filterTo: head });
      }
    } else if (this.typing !== null) this.typing = tr.changes.mapPos(this.typing, 1);
  }

  /** Whether the caret has left the word that was typed. */
  private left(): boolean {
    const { state } = this.view;
    const word = wordAt(state, this.typing!);
    const { head } = state.selection.main;
    return word === null || head < word.from || head > word.to;
  }

  destroy(): void {
    this.later.cancel();
  }

  /** Looks anew, a moment after the last that wanted it. */
  soon(after: number): void {
    this.later.in(after);
  }

  private look(): void {
    const { view, speller } = this;
    if (view.composing) {
      this.soon(afterTyping);
      return;
    }
    if (this.typing !== null && this.left()) this.typing = null;
    if (!speller.on) {
      this.show([]);
      return;
    }
    const found: Placed[] = [];
    const unknown: Spelled[] = [];
    // Stretches of one long line may overlap.
    let done = -1;
    for (const { from, to, chunk } of this.inSight()) {
      const foreign = this.isForeign(chunk, unknown);
      if (foreign === true) continue;
      for (const each of wordsBetween(view.state, from, to)) {
        if (each.from < done) continue;
        done = each.to;
        const doubt = speller.doubts(each.word);
        if (doubt === undefined) unknown.push(each.word);
        else if (doubt && foreign === false && !this.isTyped(each)) found.push(each);
      }
    }
    if (unknown.length > 0) {
      const { state } = view;
      // Whatever has changed meanwhile has set the timer itself.
      void speller.ask(unknown).then(() => view.state.doc === state.doc && this.soon(0));
    }
    this.show(found);
  }

  private isTyped({ from, to }: Placed): boolean {
    return this.typing !== null && this.typing >= from && this.typing <= to;
  }

  /** The stretches of lines that are in sight, with their chunk. */
  private *inSight(): Generator<{ from: number; to: number; chunk: ID }> {
    const { state, visibleRanges } = this.view;
    const lines = linesOf(state);
    const script = scriptOf(state);
    for (const range of visibleRanges) {
      for (let at = range.from; at <= range.to;) {
        const line = state.doc.lineAt(at);
        const [from, to] = stretch(state, at, Math.min(line.to, range.to));
        yield { from, to, chunk: script.turn(lines.turn(line.number))?.chunk ?? 0 };
        at = line.to + 1;
      }
    }
  }

  /** Whether a chunk is in another language; undefined, and its words asked about, while that cannot be told. */
  isForeign(chunk: ID, unknown: Spelled[]): boolean | undefined {
    const judged = this.foreign.get(chunk);
    if (judged !== undefined) return judged;
    let doubtful = 0;
    const words = this.sampleOf(chunk);
    const open = words.filter((word) => {
      const doubt = this.speller.doubts(word);
      if (doubt) doubtful++;
      return doubt === undefined;
    });
    unknown.push(...open);
    if (open.length > 0) return undefined;
    const foreign = plainlyForeign(words.length, doubtful);
    this.foreign.set(chunk, foreign);
    if (foreign) this.speller.foreign(chunk);
    return foreign;
  }

  private sampleOf(chunk: ID): Spelled[] {
    const { state } = this.view;
    const lines = linesOf(state);
    const words: Spelled[] = [];
    for (const turn of scriptOf(state).chunk(chunk)?.turns ?? []) {
      const first = lines.first(turn);
      for (let n = first; n > 0 && n <= lines.last(first); n++) {
        const line = state.doc.line(n);
        const text = line.length > sample * 20 ? line.text.slice(0, sample * 20) : line.text;
        words.push(...spelled(text).filter((word) => word.after < 0 && !leftAlone(word)));
        if (words.length >= sample) return words;
      }
    }
    return words;
  }

  private show(words: readonly Placed[]): void {
    const next = Decoration.set(words.map(({ from, to }) => mark.range(from, to)));
    if (!sameRanges(next, this.drawn)) this.view.dispatch({ effects: underlined.of(next) });
  }
}

/** Whether the same stretches are marked, each in the same way. RangeSet.eq takes sets for equal where one merely has more. */
export function sameRanges(a: DecorationSet, b: DecorationSet): boolean {
  if (a.size !== b.size) return false;
  const [i, j] = [a.iter(), b.iter()];
  for (; i.value !== null; i.next(), j.next()) {
    if (i.from !== j.from || i.to !== j.to || i.value !== j.value) return false;
  }
  return true;
}

/** Every state of an editor that underlines has one. */
export const spellerFacet = Facet.define<Speller, Speller | null>({ combine: (values) => values[0] ?? null });

export const underlines = ViewPlugin.fromClass(Underlines, { decorations: (v) => v.drawn });

export const spelling = (speller: Speller): Extension => [spellerFacet.of(speller), underlines];
