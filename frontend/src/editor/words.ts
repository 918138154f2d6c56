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

  constructor(view: EditorView) {
    this.chunk = currentChunk(view.state);
    this.drawn = decorate(view, this.chunk);
  }

  update(update: ViewUpdate): void {
    const { state, startState } = update;
    const chunk = currentChunk(state);
    const anew =
      chunk !== this.chunk ||
      update.viewportChanged ||
      caretIsAway(update) ||
      linesOf(state) !== linesOf(startState) ||
      selectionOf(state) !== selectionOf(startState) ||
      update.transactions.some((tr) => tr.effects.some((e) => e.is(scriptChanged)));
    this.chunk = chunk;
    if (anew) this.drawn = decorate(update.view, chunk);
    else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
  }
}

/** Whether the caret went to where its line is drawn for its sake alone. */
function caretIsAway({ selectionSet, state, view }: ViewUpdate): boolean {
  const { anchor, head } = state.selection.main;
  const { from, to } = view.viewport;
  return selectionSet && (Math.min(anchor, head) < from || Math.max(anchor, head) > to);
}

export const lineLooks: Extension = ViewPlugin.fromClass(Words, { decorations: (v) => v.drawn });
