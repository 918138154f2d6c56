/**
 * What stands between the turns of two chunks: a hairline, the number, title and status of the one that begins, its
 * span and length, and text of its file that belongs to no turn. It is a widget over the words and not a part of them:
 * nothing here can be typed into.
 */
import { type EditorState, type Extension, RangeSet, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { mount, unmount } from 'svelte';
import { length } from '../model/timecode';
import type { ChunkHead, ID } from '../model/views';
import Status, { statusNames } from '../ui/Status.svelte';
import { beginChunk } from './structural';
import { type Lines, linesOf, relined } from './lines';
import { type ChunkRow, type Script, scriptChanged, scriptOf } from './script';

/** From the first timecode of a chunk to the last, as written, and how long that is; null without any. */
export function spanOf(script: Script, turns: readonly ID[]): { span: string; length: string } | null {
  const timed = turns.map((id) => script.turn(id)).filter((t) => t !== undefined && t.start !== '');
  const first = timed[0];
  const last = timed.at(-1);
  if (!first || !last) return null;
  const end = last.to ?? last.from;
  return {
    span: `${first.start} – ${last.end || last.start}`,
    length: first.from !== null && end !== null && end > first.from ? length(end - first.from) : '',
  };
}

class Boundary extends WidgetType {
  private readonly span: { span: string; length: string } | null;

  constructor(
    private readonly head: ChunkHead,
    chunk: ChunkRow,
    script: Script,
    private readonly first: boolean,
    private readonly empty: boolean,
  ) {
    super();
    this.span = spanOf(script, chunk.turns);
  }

  override eq(other: Boundary): boolean {
    const a = this.head;
    const b = other.head;
    return (
      a.id === b.id &&
      a.number === b.number &&
      a.title === b.title &&
      a.status === b.status &&
      a.lead.join('\n') === b.lead.join('\n') &&
      this.first === other.first &&
      this.empty === other.empty &&
      this.span?.span === other.span?.span &&
      this.span?.length === other.span?.length
    );
  }

  override get estimatedHeight(): number {
    return (this.first ? 70 : 106) + (this.head.lead.length + (this.empty ? 1 : 0)) * 26;
  }

  override toDOM(view: EditorView): HTMLElement {
    const { head } = this;
    const dom = part('div', 'stet-chunk');
    dom.classList.toggle('stet-first', this.first);
    dom.dataset.chunk = String(head.id);
    if (!this.first) {
      const grip = dom.appendChild(part('div', 'stet-grip'));
      grip.title = 'Drag to move turns between the two chunks';
    }
    dom.append(part('span', 'stet-no', head.number), part('h2', '', head.title || 'Untitled'));
    const meta = dom.appendChild(part('div', 'stet-meta'));
    const shape = meta.appendChild(part('span', 'stet-status'));
    shapes.set(dom, mount(Status, { target: shape, props: { status: head.status, silent: true } }));
    meta.append(part('span', 'soft', statusNames[head.status]));
    for (const fact of [this.span?.span, this.span?.length]) {
      if (fact) meta.append(part('i', 'stet-dot'), part('span', 'num', fact));
    }
    for (const line of head.lead) dom.append(part('p', 'stet-lead', line));
    if (this.empty) dom.append(this.wordless(view));
    return dom;
  }

  /** Says that there are no turns, and has one begun. */
  private wordless(view: EditorView): HTMLElement {
    const dom = part('div', 'stet-wordless');
    const button = part('button', '', 'New turn') as HTMLButtonElement;
    button.type = 'button';
    // The palette has the command.
    button.tabIndex = -1;
    button.addEventListener('click', () => {
      const spec = view.composing ? null : beginChunk(view.state, this.head.id);
      if (spec) view.dispatch(spec);
      view.focus();
    });
    dom.append(part('span', '', 'This chunk has no turns.'), button);
    return dom;
  }

  override destroy(dom: HTMLElement): void {
    const shape = shapes.get(dom);
    if (shape) void unmount(shape);
    shapes.delete(dom);
  }
}

const shapes = new WeakMap<HTMLElement, ReturnType<typeof mount>>();

function part(tag: string, className: string, text = ''): HTMLElement {
  const e = document.createElement(tag);
  if (className !== '') e.className = className;
  if (text !== '') e.textContent = text;
  return e;
}

function boundaries(state: EditorState): DecorationSet {
  const script = scriptOf(state);
  const lines = linesOf(state);
  const begins = firstLines(script, lines);
  const at = (chunk: ChunkRow): number | null => {
    const line = begins.get(chunk.head.id);
    return line === undefined ? null : state.doc.line(line).from;
  };
  const count = script.chunks.length;
  let next = state.doc.length;
  let after = next > 0;
  const out = [];
  // A chunk without turns stands before the next one that has some, or at the end.
  for (let i = count - 1; i >= 0; i--) {
    const chunk = script.chunks[i]!;
    const here = at(chunk);
    if (here !== null) {
      next = here;
      after = false;
    }
    const widget = new Boundary(chunk.head, chunk, script, i === 0, here === null);
    out.push(Decoration.widget({ widget, block: true, side: after ? i + 1 : i - count }).range(next));
  }
  return RangeSet.of(out, true);
}

/** The line on which each chunk begins, as the text has it now: the program may not have told yet. */
function firstLines(script: Script, lines: Lines): Map<ID, number> {
  const begins = new Map<ID, number>();
  for (let n = 1; n <= lines.count; n++) {
    const chunk = script.turn(lines.turn(n))?.chunk;
    if (chunk !== undefined && !begins.has(chunk)) begins.set(chunk, n);
  }
  return begins;
}

const field = StateField.define<DecorationSet>({
  create: boundaries,
  update(drawn, tr) {
    if (tr.effects.some((e) => e.is(relined) || (e.is(scriptChanged) && e.value.boundaries)))
      return boundaries(tr.state);
    return tr.docChanged ? drawn.map(tr.changes) : drawn;
  },
  provide: (f) => EditorView.decorations.from(f),
});

export const chunkBoundaries: Extension = field;
