/**
 * Boundaries between chunks that are proposed: a dashed line over the turn that a chunk would begin with, with what is said
 * of it. It is a widget over the words, as the boundaries are that stand; it cuts nothing itself.
 */
import { type EditorState, type Extension, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Proposed } from '../model/transcript';
import type { ID } from '../model/views';
import { linesOf } from './lines';

class Line extends WidgetType {
  constructor(
    private readonly what: Proposed,
    private readonly cut: (turn: ID) => void,
  ) {
    super();
  }

  override eq(other: Line): boolean {
    const [a, b] = [this.what, other.what];
    return a.turn === b.turn && a.text === b.text && a.now === b.now;
  }

  override get estimatedHeight(): number {
    return 38;
  }

  override toDOM(): HTMLElement {
    const dom = document.createElement('div');
    dom.className = `stet-proposed${this.what.now ? ' stet-proposed-now' : ''}`;
    const text = dom.appendChild(document.createElement('span'));
    text.textContent = this.what.text;
    const button = dom.appendChild(document.createElement('button'));
    button.type = 'button';
    // The list of proposals has the keys.
    button.tabIndex = -1;
    button.textContent = 'Cut here';
    button.addEventListener('click', () => this.cut(this.what.turn));
    return dom;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const setProposed = StateEffect.define<Range<Decoration>[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(drawn, tr) {
    let next = tr.docChanged ? drawn.map(tr.changes) : drawn;
    for (const e of tr.effects) if (e.is(setProposed)) next = Decoration.set(e.value, true);
    return next;
  },
  provide: (f) => EditorView.decorations.from(f),
});

/** The effect that shows them; null where they show already, as they are. */
export function showProposed(
  state: EditorState,
  list: readonly Proposed[],
  cut: (turn: ID) => void,
): StateEffect<unknown> | null {
  const lines = linesOf(state);
  const next = list.flatMap((what) => {
    const line = lines.first(what.turn);
    if (line === 0) return [];
    return [Decoration.widget({ widget: new Line(what, cut), block: true, side: -1 }).range(state.doc.line(line).from)];
  });
  return RangeSet.eq([state.field(field)], [Decoration.set(next, true)]) ? null : setProposed.of(next);
}

export const proposed: Extension = field;
