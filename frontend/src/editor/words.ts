/**
 * The lines of words as the design wants them: room for the name where a speaker begins, for the space between turns
 * and paragraphs, quieter words in the chunks beside the one being worked on, the tint of selected turns. Only what is
 * near the window is decorated; typing within a line costs a mapping of what is there.
 */
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { ID } from '../model/views';
import { currentChunk } from './chunk';
import { linesOf } from './lines';
import { lookOf } from './look';
import { scriptChanged, scriptOf } from './script';
import { selectionOf } from './select';

const made = new Map<string, Decoration>();

function lineClass(name: string): Decoration {
  let decoration = made.get(name);
  if (!decoration) made.set(name, (decoration = Decoration.line({ class: name })));
  return decoration;
}

function decorate(view: EditorView, chunk: ID): DecorationSet {
  const { state } = view;
  const lines = linesOf(state);
  const script = scriptOf(state);
  const selection = selectionOf(state);
  const builder = new RangeSetBuilder<Decoration>();
  const end = view.viewport.to;
  for (let n = state.doc.lineAt(view.viewport.from).number; n <= state.doc.lines; n++) {
    const line = state.doc.line(n);
    if (line.from > end) break;
    const look = lookOf(script, lines, n);
    if (!look) continue;
    const part = selection?.part(lines, n) ?? 'no';
    const names = [
      look.run ? 'stet-run' : look.opens ? 'stet-opens' : 'stet-para',
      look.last ? 'stet-last' : '',
      look.row.chunk === chunk ? '' : 'stet-context',
      part === 'no' ? '' : `stet-in-sel stet-sel-${part}`,
    ];
    builder.add(line.from, line.from, lineClass(names.filter((s) => s !== '').join(' ')));
  }
  return builder.finish();
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
      linesOf(state) !== linesOf(startState) ||
      selectionOf(state) !== selectionOf(startState) ||
      update.transactions.some((tr) => tr.effects.some((e) => e.is(scriptChanged)));
    this.chunk = chunk;
    if (anew) this.drawn = decorate(update.view, chunk);
    else if (update.docChanged) this.drawn = this.drawn.map(update.changes);
  }
}

export const lineLooks: Extension = ViewPlugin.fromClass(Words, { decorations: (v) => v.drawn });
