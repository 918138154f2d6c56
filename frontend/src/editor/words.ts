/**
 * The lines of words as the design wants them, each running the way its own words do: room for the name where a
 * speaker begins, for the space between turns and paragraphs, quieter words in the chunks beside the one being worked
 * on, the tint of selected turns; and for who cannot see the margin, each turn as a group with its name. Only what is
 * near the window, or at the caret, is decorated; typing within a line costs a mapping of what is there.
 */
import { type EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  BlockType,
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { ID } from '../model/views';
import { nameAt } from './a11y';
import { currentChunk } from './chunk';
import { linesOf } from './lines';
import { lookOf } from './look';
import { scriptChanged, scriptOf } from './script';
import { selectionOf } from './select';

/**
 * The editor takes a short line of plain text for a sample of how high lines are. Here no line is one: some have room
 * for a name above them. What is taken from these would be tens of thousands of lines of the wrong height, and the page
 * would jump from one place to another while it scrolls. In a span of its own the text is no sample.
 */
const noSample = Decoration.mark({ tagName: 'span', inclusive: true });

/** Letters of the longest line that is taken for a sample. */
const sample = 20;

function decorate(view: EditorView, chunk: ID): DecorationSet {
  const { state } = view;
  const lines = linesOf(state);
  const script = scriptOf(state);
  const selection = selectionOf(state);
  const builder = new RangeSetBuilder<Decoration>();
  const drawn = drawnLines(view);
  const label = (opens: boolean, n: number): string => {
    const turn = nameAt(state, n);
    return opens ? turn : `${turn}, paragraph ${lines.place(n).para + 1}`;
  };
  const held = heldLines(state, drawn);
  for (const n of [...drawn, ...held].sort((a, b) => a - b)) {
    const line = state.doc.line(n);
    if (held.has(n)) {
      builder.add(line.from, line.from, asHighAsItWas(view, line.from));
      continue;
    }
    const look = lookOf(script, lines, n);
    if (!look) continue;
    const part = selection?.part(lines, n) ?? 'no';
    const names = [
      look.run ? 'stet-run' : look.opens ? 'stet-opens' : 'stet-para',
      look.last ? 'stet-last' : '',
      look.row.chunk === chunk ? '' : 'stet-context',
      part === 'no' ? '' : `stet-in-sel stet-sel-${part}`,
    ];
    builder.add(
      line.from,
      line.from,
      Decoration.line({
        class: names.filter((s) => s !== '').join(' '),
        attributes: { dir: 'auto', role: 'group', 'aria-label': label(look.opens, n) },
      }),
    );
    if (line.length > 0 && line.length <= sample) builder.add(line.from, line.to, noSample);
  }
  return builder.finish();
}

/** The lines that are drawn and measured: those of the viewport, and the caret's wherever it is. */
function drawnLines({ state, viewport }: EditorView): Set<number> {
  const at = (place: number) => state.doc.lineAt(place).number;
  const drawn = new Set<number>();
  for (let n = at(viewport.from); n <= at(viewport.to); n++) drawn.add(n);
  return drawn.add(at(state.selection.main.anchor)).add(at(state.selection.main.head));
}

/**
 * Empty lines beside those. They may be drawn too, since nothing can stand for text of no length, but they are not
 * measured: were they of another height than they are taken to have, all below would slide off the margin.
 */
function heldLines({ doc }: EditorState, drawn: ReadonlySet<number>): Set<number> {
  const beside = [...drawn].flatMap((n) => [n - 1, n + 1]);
  return new Set(beside.filter((n) => n >= 1 && n <= doc.lines && !drawn.has(n) && doc.line(n).length === 0));
}

function asHighAsItWas(view: EditorView, at: number): Decoration {
  const { type, height } = view.lineBlockAt(at);
  const words = Array.isArray(type) ? type.find((block) => block.type === BlockType.Text) : undefined;
  return Decoration.line({ attributes: { style: `height: ${words?.height ?? height}px` } });
}

class Words {
  drawn: DecorationSet;
  private chunk: ID;
  /** A line became short while something was composed in it. */
  private waits = false;

  constructor(view: EditorView) {
    this.chunk = currentChunk(view.state);
    this.drawn = decorate(view, this.chunk);
  }

  update(update: ViewUpdate): void {
    const { state, startState } = update;
    const chunk = currentChunk(state);
    this.waits ||= becameShort(update);
    const anew =
      chunk !== this.chunk ||
      update.viewportMoved ||
      caretIsAway(update) ||
      (this.waits && !update.view.composing) ||
      linesOf(state) !== linesOf(startState) ||
      selectionOf(state) !== selectionOf(startState) ||
      update.transactions.some((tr) => tr.effects.some((e) => e.is(scriptChanged)));
    this.chunk = chunk;
    if (anew && !update.view.composing) this.waits = false;
    if (anew) this.drawn = decorate(update.view, chunk);
    else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
  }
}

/** Whether a line has become so short that it would be taken for a sample: one that was longer, or empty. */
function becameShort({ docChanged, changes, startState, state: { doc } }: ViewUpdate): boolean {
  if (!docChanged) return false;
  let short = false;
  changes.iterChangedRanges((fromA, _toA, from, to) => {
    const { length } = startState.doc.lineAt(fromA);
    if (length > 0 && length <= sample && doc.lineAt(from).to >= to) return;
    for (let at = from; at <= to && !short; at = doc.lineAt(at).to + 1) {
      const now = doc.lineAt(at).length;
      short = now > 0 && now <= sample;
    }
  });
  return short;
}

/** Whether the caret went to where its line is drawn for its sake alone. */
function caretIsAway({ selectionSet, state, view }: ViewUpdate): boolean {
  const { anchor, head } = state.selection.main;
  const { from, to } = view.viewport;
  return selectionSet && (Math.min(anchor, head) < from || Math.max(anchor, head) > to);
}

export const lineLooks: Extension = ViewPlugin.fromClass(Words, { decorations: (v) => v.drawn });
