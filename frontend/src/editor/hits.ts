/**
 * The hits of a search in the words: all are known and move with the text, those on screen are tinted, and one is the
 * one that somebody is at. It finds nothing itself, and the caret goes nowhere unless it is told to.
 */
import {
  type EditorState,
  type Extension,
  type Range,
  RangeSet,
  RangeValue,
  StateEffect,
  StateField,
} from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { HitAt } from '../model/transcript';
import { linesOf } from './lines';
import { positionOf } from './place';

class Hit extends RangeValue {}
const hit = new Hit();
hit.startSide = -1;
hit.endSide = 1;

interface Span {
  from: number;
  to: number;
}

interface Found {
  all: RangeSet<Hit>;
  /** The hit that somebody is at. */
  now: Span | null;
}

const nothing: Found = { all: RangeSet.empty, now: null };

const setHits = StateEffect.define<RangeSet<Hit>>();
/** Says which hit somebody is at. */
export const atHit = StateEffect.define<Span | null>();

const field = StateField.define<Found>({
  create: () => nothing,
  update(found, tr) {
    let { all, now } = found;
    if (tr.docChanged && all.size > 0) {
      all = all.map(tr.changes);
      if (now) now = { from: tr.changes.mapPos(now.from, -1), to: tr.changes.mapPos(now.to, 1) };
    }
    for (const e of tr.effects) {
      if (e.is(setHits)) {
        all = e.value;
        if (now && !has(all, now)) now = null;
      } else if (e.is(atHit)) now = e.value;
    }
    return all === found.all && now === found.now ? found : { all, now };
  },
});

function has(all: RangeSet<Hit>, at: Span): boolean {
  let there = false;
  all.between(at.from, at.to, (from, to) => {
    there ||= from === at.from && to === at.to;
  });
  return there;
}

/** The effect that shows hits: turn, paragraph, from and to of each, in the order of the episode. */
export function showHits(state: EditorState, hits: readonly number[]): StateEffect<unknown> {
  const list: Range<Hit>[] = [];
  for (let i = 0; i + 3 < hits.length; i += 4) {
    const [turn, para] = [hits[i]!, hits[i + 1]!];
    const from = positionOf(state, { turn, para, offset: hits[i + 2]! });
    const to = positionOf(state, { turn, para, offset: hits[i + 3]! });
    if (from !== null && to !== null) list.push(hit.range(from, to));
  }
  // The program's order may be ahead of the editor's.
  return setHits.of(RangeSet.of(list, true));
}

/**
 * The next hit one way, seen from the one that somebody is at, or else from the caret; 0 stays where it is, if that is
 * a hit, or takes the next. At the end it goes on from the beginning.
 */
export function nextHit(state: EditorState, way: 1 | -1 | 0): Span | null {
  const { all, now } = state.field(field);
  if (way === 0 && now) return now;
  const caret = state.selection.main;
  // Words that are selected are where somebody is: on from there.
  const base = now?.from ?? (way > 0 && !caret.empty ? caret.from + 1 : caret.from);
  let first: Span | null = null;
  let before: Span | null = null;
  let last: Span | null = null;
  for (const cursor = all.iter(); cursor.value; cursor.next()) {
    const { from, to } = cursor;
    first ??= { from, to };
    last = { from, to };
    if (from < base) before = last;
    else if (way >= 0 && (!now || from > now.from || (from === now.from && to > now.to))) return last;
    else if (way < 0) break;
  }
  if (way >= 0) return first;
  if (before) return before;
  for (const cursor = all.iter(base); cursor.value; cursor.next()) last = { from: cursor.from, to: cursor.to };
  return last;
}

/** Where somebody is among the hits; null when at none. */
export function hitNow(state: EditorState): HitAt | null {
  const { all, now } = state.field(field);
  if (!now) return null;
  let at = 0;
  for (const cursor = all.iter(); cursor.value && cursor.from <= now.from; cursor.next()) at++;
  const line = state.doc.lineAt(now.from);
  const { turn, para } = linesOf(state).place(line.number);
  const [from, to] = [now.from - line.from, now.to - line.from];
  return { at, of: all.size, turn, para, from, to, text: line.text.slice(from, to) };
}

const tint = Decoration.mark({ class: 'stet-hit' });
const tintNow = Decoration.mark({ class: 'stet-hit stet-hit-now' });

function draw(view: EditorView): DecorationSet {
  const { all, now } = view.state.field(field);
  const drawn: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    all.between(from, to, (a, b) => {
      if (a < b) drawn.push((now?.from === a && now.to === b ? tintNow : tint).range(a, b));
    });
  }
  // What a set has between two places does not come in order.
  return Decoration.set(drawn, true);
}

class Tints {
  drawn: DecorationSet;

  constructor(view: EditorView) {
    this.drawn = draw(view);
  }

  update(update: ViewUpdate): void {
    const now = update.state.field(field);
    if (now !== update.startState.field(field) || (update.viewportMoved && now.all.size > 0)) {
      this.drawn = draw(update.view);
    }
  }
}

export const hits: Extension = [field, ViewPlugin.fromClass(Tints, { decorations: (v) => v.drawn })];
