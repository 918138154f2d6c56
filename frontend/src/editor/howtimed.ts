/**
 * Marks words in sight by how their times are known: those that the sound does not hold always, the others where they are
 * wanted. It looks a moment after the last change and never while an input method composes; until then the marks move with
 * their words, so a key costs nothing but a timer.
 */
import { type EditorState, type Extension, Facet, StateEffect } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { Later } from '../model/later';
import { type Mark, markOf, UNKNOWN, unpack, wordPlaces } from '../model/times';
import { linesOf } from './lines';
import { scriptChanged, scriptOf } from './script';
import { sameRanges } from './spelling';
import { extent } from './structure';

/** Milliseconds of quiet before a look: after a letter or other times, and after everything else. */
const afterChange = 600;
const afterMoving = 250;

/** Words side by side that bear one mark. */
export interface Marked {
  from: number;
  to: number;
  mark: Mark;
}

/** Which words are marked. */
export interface Wanted {
  /** All, or those alone that the sound does not hold. */
  all: boolean;
  /** The sound is still searched: nothing is said so far of words that were not found. */
  searching: boolean;
}

/** The marks of a text with its packed times; none where the times are not those of this text. */
export function marksOf(times: string, text: string, { all, searching }: Wanted): Marked[] {
  if (times === '' && !all) return [];
  const places = wordPlaces(text);
  const known = unpack(times);
  if (times !== '' && known.length !== places.length) return [];
  const out: Marked[] = [];
  let before: Marked | null = null;
  places.forEach(({ from, to }, i) => {
    const mark = markOf(known[i]?.how ?? UNKNOWN, searching);
    if (mark === null || (!all && mark !== 'unspoken')) before = null;
    else if (before?.mark === mark) before.to = to;
    else out.push((before = { from, to, mark }));
  });
  return out;
}

/** The marks of the turns that stand in some stretches of the document, in its order. */
export function marksIn(state: EditorState, ranges: readonly { from: number; to: number }[], wanted: Wanted): Marked[] {
  const lines = linesOf(state);
  const script = scriptOf(state);
  const out: Marked[] = [];
  let done = 0;
  for (const range of ranges) {
    for (let at = Math.max(done, range.from); at <= range.to; at = done) {
      const line = state.doc.lineAt(at);
      const turn = lines.turn(line.number);
      const here = extent({ doc: state.doc, lines }, turn);
      done = (here ? here.from + here.text.length : line.to) + 1;
      if (!here) continue;
      for (const { from, to, mark } of marksOf(script.turn(turn)?.times ?? '', here.text, wanted)) {
        out.push({ from: here.from + from, to: here.from + to, mark });
      }
    }
  }
  return out;
}

const drawnAs = Object.fromEntries(
  (['told', 'guessed', 'between', 'carried', 'hand', 'unspoken', 'unknown'] satisfies Mark[]).map((mark) => [
    mark,
    Decoration.mark({ class: `how-${mark}` }),
  ]),
) as Record<Mark, Decoration>;

const shown = StateEffect.define<DecorationSet>();

/** Says which words are to be marked. */
const wanted = Facet.define<() => Wanted, () => Wanted>({
  combine: (values) => values[0] ?? (() => ({ all: false, searching: false })),
});

class HowTimed {
  drawn: DecorationSet = Decoration.none;
  private readonly later = new Later(() => this.look());

  constructor(private readonly view: EditorView) {
    this.soon(afterMoving);
  }

  update(update: ViewUpdate): void {
    let others = update.docChanged;
    for (const tr of update.transactions) {
      if (tr.docChanged) this.drawn = this.drawn.map(tr.changes);
      for (const effect of tr.effects) {
        if (effect.is(shown)) this.drawn = effect.value;
        else others ||= effect.is(scriptChanged);
      }
    }
    if (others) this.soon(afterChange);
    else if (update.viewportMoved) this.soon(afterMoving);
  }

  /** Looks anew, a moment after the last that wanted it. */
  soon(after: number): void {
    this.later.in(after);
  }

  private look(): void {
    const { view } = this;
    if (view.composing) return this.soon(afterChange);
    const marks = marksIn(view.state, view.visibleRanges, view.state.facet(wanted)());
    const next = Decoration.set(marks.map(({ from, to, mark }) => drawnAs[mark].range(from, to)));
    if (!sameRanges(next, this.drawn)) view.dispatch({ effects: shown.of(next) });
  }

  destroy(): void {
    this.later.cancel();
  }
}

const plugin = ViewPlugin.fromClass(HowTimed, { decorations: (v) => v.drawn });

/** @param which says which words are to be marked. */
export const howTimed = (which: () => Wanted): Extension => [wanted.of(which), plugin];

/** Looks anew at once: other words are to be marked now. */
export const lookHowTimed = (view: EditorView): void => view.plugin(plugin)?.soon(0);

/** Looks anew a moment later: words have other times now, which show nowhere else. */
export const lookSoonHowTimed = (view: EditorView): void => view.plugin(plugin)?.soon(afterChange);
