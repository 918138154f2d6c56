/**
 * Names in the words: a line under them and the shape of their kind, which is no text. Marks are notes of the episode and
 * move with the words; what is only found was looked for when the hands rested, and is carried along by edits until it
 * is looked for again. What is drawn is what is near the window.
 */
import { type EditorState, type Extension, Prec, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type DrawnName, type Kind, kindNames, kinds } from '../model/names';
import type { NamePlace } from '../model/names';
import type { Picked } from '../model/transcript';
import type { NoteView } from '../model/views';
import { kindShapes } from '../ui/kinds';
import { linesOf } from './lines';
import { othersInSight, rangeOf } from './notes';
import { positionOf } from './place';
import { scriptOf } from './script';

interface Shown {
  kinds: ReadonlyMap<string, Kind>;
  places: readonly DrawnName[];
}

const showNames = StateEffect.define<Shown>();

type Look = 'sure' | 'suggested' | 'mention';

/** What makes a name a possessive, right behind it. */
const owns = /^['’]s?(?!\p{L})/u;

/** A name at its words; behind a possessive the shape of its kind stands after the ending, and parts no word in two. */
function drawing(state: EditorState, name: string, kind: Kind, look: Look, from: number, to: number) {
  const says = { sure: '', suggested: ', suggested', mention: ', mention only' }[look];
  const shape = `stet-kind-${kind || 'none'}`;
  const ending = owns.exec(state.doc.sliceString(to, to + 3))?.[0].length ?? 0;
  const drawn = [
    Decoration.mark({
      class: `stet-name stet-name-${look} ${ending > 0 ? '' : shape}`,
      attributes: { title: `${name}, ${kindNames[kind].toLowerCase()}${says}` },
    }).range(from, to),
  ];
  if (ending > 0) drawn.push(Decoration.mark({ class: shape }).range(to, to + ending));
  return drawn;
}

/** Where a stretch of a paragraph lies, if it still says that. */
function stands(state: EditorState, { turn, para, from, to, text }: NamePlace): { from: number; to: number } | null {
  const begins = positionOf(state, { turn, para, offset: from });
  const ends = positionOf(state, { turn, para, offset: to });
  if (begins === null || ends === null || state.doc.sliceString(begins, ends) !== text) return null;
  return { from: begins, to: ends };
}

const kindsField = StateField.define<ReadonlyMap<string, Kind>>({
  create: () => new Map(),
  update: (value, tr) => tr.effects.find((e) => e.is(showNames))?.value.kinds ?? value,
});

const found = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, tr) {
    const shown = tr.effects.find((e) => e.is(showNames))?.value;
    if (!shown) return value.map(tr.changes);
    const out = shown.places.flatMap((place): Range<Decoration>[] => {
      const at = stands(tr.state, place);
      const look = place.suggested ? 'suggested' : 'sure';
      return at ? drawing(tr.state, place.name, place.kind, look, at.from, at.to) : [];
    });
    return Decoration.set(out, true);
  },
  provide: (field) => Prec.lowest(EditorView.decorations.from(field)),
});

const isMark = ({ kind, lost, turn }: NoteView) => (kind === 'entity' || kind === 'mention') && !lost && turn !== 0;

/** A range without the marks of punctuation around its words, and without the ending of an apostrophe. */
function bare(text: string): { from: number; to: number } {
  const head = /^[^\p{L}\p{N}]*/u.exec(text)![0].length;
  const tail = /(['’]s)?[^\p{L}\p{N}+#]*$/u.exec(text)!.index;
  return head < tail ? { from: head, to: tail } : { from: 0, to: text.length };
}

function decorate(view: EditorView): DecorationSet {
  const { state } = view;
  const script = scriptOf(state);
  const lines = linesOf(state);
  const kindOf = state.field(kindsField);
  const out: Range<Decoration>[] = [];
  const end = view.viewport.to;
  for (let n = state.doc.lineAt(view.viewport.from).number; n <= state.doc.lines; n = lines.last(n) + 1) {
    if (state.doc.line(n).from > end) break;
    const turn = lines.turn(n);
    for (const note of script.notesOn(turn)) {
      const at = isMark(note) ? rangeOf(state, turn, note.from, note.to) : null;
      if (!at || at.from >= at.to) continue;
      const { from, to } = bare(state.doc.sliceString(at.from, at.to));
      const look = note.resolved ? 'mention' : 'sure';
      out.push(...drawing(state, note.text, kindOf.get(note.text) ?? '', look, at.from + from, at.from + to));
    }
  }
  return Decoration.set(out, true);
}

class Marks {
  drawn: DecorationSet;

  constructor(view: EditorView) {
    this.drawn = decorate(view);
  }

  update(update: ViewUpdate): void {
    const anew =
      othersInSight(update, this.drawn) || update.state.field(kindsField) !== update.startState.field(kindsField);
    if (anew) this.drawn = decorate(update.view);
    else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
  }
}

const small = {
  content: '""',
  display: 'inline-block',
  width: '8px',
  height: '8px',
  marginLeft: '2px',
  verticalAlign: '6px',
};

// A shape is a background: a mask of each would cost more, whenever something is drawn, than all the words.
const shape = (kind: Kind, colour: string) => {
  const drawn = kindShapes[kind].replaceAll('"', "'").replaceAll('<', '%3C').replaceAll('>', '%3E');
  const svg = `%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10' fill='none' stroke='%23${colour}' stroke-width='1.3' stroke-linecap='round' stroke-linejoin='round'%3E${drawn}%3C/svg%3E`;
  return { ...small, background: `url("data:image/svg+xml,${svg}") center / 8px no-repeat` };
};

const shapes = Object.fromEntries(
  kinds.flatMap((kind) => [
    [`.stet-kind-${kind}::after`, shape(kind, '66686c')],
    [`[data-theme="dark"] & .stet-kind-${kind}::after`, shape(kind, '96979b')],
  ]),
);

const look = EditorView.theme({
  '.stet-name': {
    textDecoration: 'underline 1px var(--ink-3)',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'auto',
  },
  '.stet-name-suggested': { textDecorationStyle: 'dashed' },
  '.stet-name-mention': { textDecorationStyle: 'dotted', textDecorationThickness: '1.5px' },
  ...shapes,
});

/** The names in the words. Lowest of all, so that nothing else parts one in two. */
export const marks: Extension = [
  kindsField,
  found,
  Prec.lowest(ViewPlugin.fromClass(Marks, { decorations: (v) => v.drawn })),
  look,
];

/** Shows which kinds names are of, and what was found besides the marks. */
export const namesShown = (kindOf: ReadonlyMap<string, Kind>, places: readonly DrawnName[]): StateEffect<Shown> =>
  showNames.of({ kinds: kindOf, places });

/** The words that are selected in one paragraph, or the one at the caret, without punctuation; null where there are none. */
export function pickedIn(view: EditorView): Picked | null {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.from);
  if (main.to > line.to) return null;
  let { from, to } = main;
  const inWord = (at: number) => at >= line.from && at < line.to && /\S/.test(state.doc.sliceString(at, at + 1));
  while (inWord(from - 1)) from--;
  while (inWord(to)) to++;
  const within = bare(state.doc.sliceString(from, to));
  const { turn, para } = linesOf(state).place(line.number);
  const begins = from + within.from;
  const ends = from + within.to;
  const text = state.doc.sliceString(begins, ends);
  if (text.trim() === '') return null;
  const at = view.coordsAtPos(begins, 1);
  const end = view.coordsAtPos(ends, -1);
  const box = { left: at?.left ?? 0, top: at?.top ?? 84, bottom: end?.bottom ?? 104 };
  return { turn, para, from: begins - line.from, to: ends - line.from, text, box };
}
