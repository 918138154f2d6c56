/**
 * What a person does about doubtful words: goes from one to the next, takes hold of one, and writes another over it.
 * Writing is an edit like any other. The word that is held is the selection, so it follows whatever comes in.
 */
import { EditorSelection, type Extension, StateEffect, StateField, type TransactionSpec } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { DoubtfulWords, HeldWord, Spelled } from '../model/spelling';
import { linesOf } from './lines';
import { scriptOf } from './script';
import { selectTurns } from './select';
import { type Placed, spellerFacet, underlines, wordAt, wordsBetween } from './spelling';

/** So many lines are looked through at a time, so that no key waits for it. */
const atOnce = 400;

const holds = StateEffect.define<Placed | null>();
const heldMark = Decoration.mark({ class: 'stet-held' });

/** Shows the word that is held: a popover has the focus then, and the selection does not show. */
const heldWord = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(drawn, tr) {
    for (const effect of tr.effects) {
      if (!effect.is(holds)) continue;
      return effect.value ? Decoration.set(heldMark.range(effect.value.from, effect.value.to)) : Decoration.none;
    }
    return tr.docChanged ? drawn.map(tr.changes) : drawn;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class Doubts implements DoubtfulWords {
  /** What was selected before a word was taken hold of. */
  private before: { anchor: number; head: number } = { anchor: 0, head: 0 };
  private held: Placed | null = null;
  /** Counts the walks, so that a later one ends those before. */
  private walks = 0;

  /** @param atRest lets an input method's letters go first. */
  constructor(
    private readonly view: EditorView,
    private readonly atRest: () => void,
  ) {}

  look(): void {
    this.view.plugin(underlines)?.soon(0);
  }

  async go(by: 1 | -1): Promise<HeldWord | null> {
    const walk = ++this.walks;
    const { doc, selection } = this.view.state;
    const from = by > 0 ? selection.main.to : selection.main.from;
    const here = doc.lineAt(from).number;
    // Round the episode, and at last the line that it began in once more, for its other half.
    for (let n = 0; n <= doc.lines; n += atOnce) {
      const numbers = Array.from({ length: Math.min(atOnce, doc.lines + 1 - n) }, (_, i) => {
        const at = here - 1 + by * (n + i);
        return (((at % doc.lines) + doc.lines) % doc.lines) + 1;
      });
      const known = await this.known(numbers, () => walk === this.walks && this.view.state.doc === doc);
      if (!known) return null;
      for (const [i, number] of numbers.entries()) {
        const found = this.inLine(number, by).find(
          (each) => n + i > 0 || (by > 0 ? each.from >= from : each.to <= from),
        );
        if (found) return this.take(found);
      }
    }
    return null;
  }

  /** Finds out about all words of some lines; false when it is wanted no more. */
  private async known(numbers: readonly number[], wanted: () => boolean): Promise<boolean> {
    const { view } = this;
    const plugin = view.plugin(underlines);
    const speller = view.state.facet(spellerFacet)!;
    for (;;) {
      const unknown: Spelled[] = [];
      for (const number of numbers) {
        if (plugin?.isForeign(this.chunkOf(number), unknown)) continue;
        const { from, to } = view.state.doc.line(number);
        for (const { word } of wordsBetween(view.state, from, to)) {
          if (speller.doubts(word) === undefined) unknown.push(word);
        }
      }
      if (unknown.length === 0) return true;
      await speller.ask(unknown);
      if (!wanted()) return false;
    }
  }

  private inLine(number: number, by: 1 | -1): Placed[] {
    const { view } = this;
    const { from, to } = view.state.doc.line(number);
    if (view.plugin(underlines)?.isForeign(this.chunkOf(number), [])) return [];
    const speller = view.state.facet(spellerFacet)!;
    const found = wordsBetween(view.state, from, to).filter(({ word }) => speller.doubts(word) === true);
    return by > 0 ? found : found.reverse();
  }

  private chunkOf(number: number): number {
    const { state } = this.view;
    return scriptOf(state).turn(linesOf(state).turn(number))?.chunk ?? 0;
  }

  hold(): HeldWord | null {
    if (this.view.composing) return null;
    const { from, to, head } = this.view.state.selection.main;
    const word = wordAt(this.view.state, from === to ? head : from);
    if (!word) return null;
    const held = this.take(word);
    this.view.dispatch({ effects: holds.of(word) });
    return held;
  }

  private take(word: Placed): HeldWord {
    const { view } = this;
    this.before = view.state.selection.main;
    this.held = word;
    view.dispatch({
      selection: EditorSelection.single(word.from, word.to),
      effects: [selectTurns.of(null), EditorView.scrollIntoView(word.from, { y: 'nearest', yMargin: 120 })],
      userEvent: 'select',
    });
    view.focus();
    return {
      word: word.word,
      text: view.state.sliceDoc(word.from, word.to),
      doubtful: view.state.facet(spellerFacet)?.doubts(word.word) ?? false,
      box: this.box(word),
    };
  }

  private box({ from, to }: Placed): HeldWord['box'] {
    const { left, top } = this.view.coordsAtPos(from, 1) ?? { left: 0, top: 0 };
    return { left, top, bottom: this.view.coordsAtPos(to, -1)?.bottom ?? top };
  }

  mend(text: string): void {
    this.atRest();
    const { view, held } = this;
    this.held = null;
    view.focus();
    const { from, to } = view.state.selection.main;
    if (!held || from === to) {
      view.dispatch({ effects: holds.of(null) });
      return;
    }
    const start = text === '' && held.word.after >= 0 ? from - gap(held) : from;
    const spec: TransactionSpec = {
      changes: { from: start, to, insert: text },
      selection: EditorSelection.cursor(start + text.length),
      effects: holds.of(null),
      userEvent: 'input.mend',
    };
    view.dispatch(spec);
  }

  letGo(): void {
    const { view, held } = this;
    this.held = null;
    view.focus();
    if (!held) return;
    const within = (at: number) => Math.min(at, view.state.doc.length);
    const { anchor, head } = this.before;
    view.dispatch({
      selection: EditorSelection.single(within(anchor), within(head)),
      effects: holds.of(null),
    });
  }
}

/** The space between a word and the same word before it. */
const gap = ({ word }: Placed): number => word.from - word.after;

/** The menu of a doubtful word is what it may be. */
const menu = EditorView.domEventHandlers({
  contextmenu(event, view) {
    const at = view.posAtCoords(event);
    const word = at === null ? null : wordAt(view.state, at);
    const speller = view.state.facet(spellerFacet);
    if (!word || !speller?.on || speller.doubts(word.word) !== true) return false;
    view.dispatch({ selection: EditorSelection.cursor(word.from), userEvent: 'select.pointer' });
    speller.asked();
    return true;
  },
});

export const doubts: Extension = [heldWord, menu];
