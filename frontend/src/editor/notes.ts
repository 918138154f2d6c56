/**
 * Comments and bookmarks at their words: a tint or a bar under them, and a sign at the line's end. They are decorations
 * of what is near the window, so that the words stay plain text. What a note says is shown elsewhere.
 */
import type { ChangeSet, EditorState, Extension, Range } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { isRemark, type Remark } from '../model/notes';
import { wordPlaces } from '../model/times';
import type { WordAnchor } from '../model/transcript';
import type { ID, NoteView } from '../model/views';
import { linesOf } from './lines';
import { scriptChanged, scriptOf } from './script';
import { selectionOf } from './select';
import { extent } from './structure';
import { wordAt } from './wordtimes';

const marks = {
  comment: Decoration.mark({ class: 'stet-comment' }),
  lost: Decoration.mark({ class: 'stet-comment stet-lost' }),
  bookmark: Decoration.mark({ class: 'stet-bookmark' }),
};
const signs = {
  comment: Decoration.line({ class: 'stet-has-comment' }),
  bookmark: Decoration.line({ class: 'stet-has-bookmark' }),
};

/** A settled comment shows in its list alone, and marks of names draw themselves. */
export const shows = (note: NoteView): note is Remark => isRemark(note) && (note.kind === 'bookmark' || !note.resolved);

/** Where words of a turn stand in the text, from the first up to the last but `to`; null when the turn is not here. */
export function rangeOf(state: EditorState, turn: ID, from: number, to: number): { from: number; to: number } | null {
  const here = extent({ doc: state.doc, lines: linesOf(state) }, turn);
  if (!here) return null;
  const places = wordPlaces(here.text);
  const first = places[Math.min(from, places.length - 1)];
  const last = places[Math.min(Math.max(to - 1, from), places.length - 1)];
  return { from: here.from + (first?.from ?? 0), to: here.from + (last?.to ?? 0) };
}

/** The words that a note would be put to: those selected in one turn, the selected turn's, or the one at the caret. */
export function anchorIn(state: EditorState): WordAnchor | null {
  const lines = linesOf(state);
  const { main } = state.selection;
  const whole = selectionOf(state);
  const turn = whole?.head ?? lines.turn(state.doc.lineAt(main.from).number);
  const here = extent({ doc: state.doc, lines }, turn);
  if (!here) return null;
  const places = wordPlaces(here.text);
  if (whole) return { turn, from: 0, to: places.length };
  const start = main.from - here.from;
  if (main.empty) {
    const at = wordAt(places, start);
    const from = at < 0 ? Math.max(0, places.length - 1) : at;
    return { turn, from, to: Math.min(from + 1, places.length) };
  }
  const end = main.to - here.from;
  const touched = places.flatMap((word, i) => (word.to > start && word.from < end ? [i] : []));
  const from = touched[0] ?? Math.max(0, wordAt(places, start));
  return { turn, from, to: Math.min((touched.at(-1) ?? from) + 1, places.length) };
}

function decorate(view: EditorView): DecorationSet {
  const { state } = view;
  const script = scriptOf(state);
  const lines = linesOf(state);
  const out: Range<Decoration>[] = [];
  const end = view.viewport.to;
  for (let n = state.doc.lineAt(view.viewport.from).number; n <= state.doc.lines; n = lines.last(n) + 1) {
    if (state.doc.line(n).from > end) break;
    const turn = lines.turn(n);
    for (const note of script.notesOn(turn)) {
      const at = shows(note) ? rangeOf(state, turn, note.from, note.to) : null;
      if (!at || !shows(note)) continue;
      out.push(signs[note.kind].range(state.doc.lineAt(at.from).from));
      const mark = note.kind === 'comment' && note.lost ? marks.lost : marks[note.kind];
      if (at.from < at.to) out.push(mark.range(at.from, at.to));
    }
  }
  return Decoration.set(out, true);
}

/**
 * Whether other notes are in sight than before an update, or stand elsewhere than their words were carried to: a letter
 * beside a word that is marked makes it longer, and no other does more than to move it.
 */
export function othersInSight(update: ViewUpdate, drawn: DecorationSet): boolean {
  return (
    touches(update.changes, drawn) ||
    update.viewportMoved ||
    linesOf(update.state) !== linesOf(update.startState) ||
    update.transactions.some((tr) => tr.effects.some((e) => e.is(scriptChanged) && e.value.notes))
  );
}

function touches(changes: ChangeSet, drawn: DecorationSet): boolean {
  let touched = false;
  changes.iterChangedRanges((from, to) => drawn.between(from, to, () => !(touched = true)));
  return touched;
}

class Notes {
  drawn: DecorationSet;

  constructor(view: EditorView) {
    this.drawn = decorate(view);
  }

  update(update: ViewUpdate): void {
    if (othersInSight(update, this.drawn)) this.drawn = decorate(update.view);
    else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
  }
}

const atTheEnd = {
  content: '""',
  position: 'absolute',
  right: '1px',
  cursor: 'pointer',
};

/** One half of a ribbon, with a corner cut off where the two meet. */
const half = (angle: string) => `linear-gradient(${angle}, transparent 2.8px, var(--ink-3) 3.3px)`;

// The signs are backgrounds: a mask of each would cost more, whenever something is drawn, than all the words.
const look = EditorView.theme({
  '.stet-comment': {
    padding: '2px 0',
    borderRadius: '2px',
    background: 'var(--warn-tint)',
    boxShadow: 'inset 0 -1px var(--flag)',
    '-webkit-box-decoration-break': 'clone',
    boxDecorationBreak: 'clone',
  },
  '.stet-lost': { boxShadow: 'none', borderBottom: '1px dashed var(--flag)' },
  '.stet-bookmark': { paddingBottom: '2px', boxShadow: 'inset 0 -2px var(--line-strong)' },
  // No other line is positioned: each that is would be drawn, and moved, by itself.
  '.stet-has-comment, .stet-has-bookmark': { position: 'relative' },
  '.stet-has-comment::after': {
    ...atTheEnd,
    bottom: '9px',
    width: '12px',
    height: '12px',
    background: 'var(--sign-comment) center / 12px no-repeat',
  },
  '.stet-has-bookmark::before': {
    ...atTheEnd,
    top: '8px',
    width: '8px',
    height: '11px',
    background: `${half('-45deg')} left / 50% 100% no-repeat, ${half('45deg')} right / 50% 100% no-repeat`,
  },
  '.stet-run.stet-has-bookmark::before': { top: '36px' },
});

/** How far from a line's right edge its sign reaches. */
const reach = 16;

/** @param open shows what a note says. */
export function notes(open: (note: ID) => void): Extension {
  return [
    ViewPlugin.fromClass(Notes, { decorations: (v) => v.drawn }),
    look,
    EditorView.domEventHandlers({
      mousedown(event, view) {
        const line = (event.target as Element).closest('.stet-has-comment, .stet-has-bookmark');
        if (!line || event.button !== 0 || event.clientX < line.getBoundingClientRect().right - reach) return false;
        const { state } = view;
        const { from, to } = state.doc.lineAt(view.posAtDOM(line));
        const turn = linesOf(state).turn(state.doc.lineAt(from).number);
        const here = scriptOf(state)
          .notesOn(turn)
          .filter((note) => {
            const at = shows(note) ? rangeOf(state, turn, note.from, note.to) : null;
            return at !== null && at.from >= from && at.from <= to;
          });
        const wanted = here.find((note) => note.kind === 'comment') ?? here[0];
        if (!wanted) return false;
        open(wanted.id);
        return true;
      },
    }),
  ];
}
