/**
 * The line between two chunks under the mouse: it is dragged along turns, shows where the two would then end and begin,
 * and says so to the application when it is let go. It changes nothing itself; the palette has commands for the same.
 */
import type { Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import type { ID } from '../model/views';
import { spanOf } from './boundary';
import { linesOf } from './lines';
import { type Script, scriptOf } from './script';

export type MoveBoundary = (chunk: ID, turn: ID) => void;

/** The turns that a chunk may begin with: those of it and of the one before it, but for that one's first. */
function choices(script: Script, chunk: ID): { before: readonly ID[]; own: readonly ID[] } | null {
  const at = script.chunks.findIndex((c) => c.head.id === chunk);
  const before = script.chunks[at - 1]?.turns;
  const own = script.chunks[at]?.turns;
  return before && own ? { before, own } : null;
}

class Drag {
  private readonly line = document.createElement('div');
  private turn: ID | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly chunk: ID,
    private readonly turns: { before: readonly ID[]; own: readonly ID[] },
  ) {
    this.line.className = 'stet-cut';
    view.dom.append(this.line);
  }

  to(y: number): void {
    const { view } = this;
    const lines = linesOf(view.state);
    const allowed = [...this.turns.before.slice(1), ...this.turns.own];
    const block = view.lineBlockAtHeight(y - view.documentTop);
    const under = lines.turn(view.state.doc.lineAt(block.from).number);
    const first = lines.first(allowed[0]!);
    const last = lines.first(allowed.at(-1)!);
    const line = Math.min(Math.max(lines.first(under), first), last);
    this.turn = lines.turn(line);
    const { node } = view.domAtPos(view.state.doc.line(line).from);
    const words = (node instanceof Element ? node : node.parentElement)?.closest('.cm-line');
    if (!words) return;
    this.line.style.top = `${words.getBoundingClientRect().top - view.dom.getBoundingClientRect().top}px`;
    this.line.replaceChildren(...this.spans());
  }

  private spans(): HTMLElement[] {
    const script = scriptOf(this.view.state);
    const all = [...this.turns.before, ...this.turns.own];
    const at = this.turn === null ? 0 : all.indexOf(this.turn);
    const number = (chunk: ID) => script.chunk(chunk)?.head.number ?? '';
    const before = script.chunks[script.chunks.findIndex((c) => c.head.id === this.chunk) - 1]!.head.id;
    return [
      said(`${number(before)}  ${spanOf(script, all.slice(0, at))?.span ?? 'untimed'}`),
      said(`${number(this.chunk)}  ${spanOf(script, all.slice(at))?.span ?? 'untimed'}`),
    ];
  }

  /** The turn that the chunk is to begin with; null when it begins there already. */
  end(): ID | null {
    this.line.remove();
    return this.turn === this.turns.own[0] ? null : this.turn;
  }
}

function said(text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'num';
  span.textContent = text;
  return span;
}

function begin(view: EditorView, move: MoveBoundary, event: PointerEvent): void {
  const grip = (event.target as Element).closest<HTMLElement>('.stet-grip');
  const chunk = Number(grip?.closest<HTMLElement>('.stet-chunk')?.dataset.chunk);
  const turns = grip && event.button === 0 ? choices(scriptOf(view.state), chunk) : null;
  if (!turns) return;
  event.preventDefault();
  const drag = new Drag(view, chunk, turns);
  const track = (e: PointerEvent) => drag.to(e.clientY);
  const finish = (turn: ID | null) => {
    window.removeEventListener('pointermove', track);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('keydown', escape, true);
    if (turn !== null) move(chunk, turn);
  };
  const up = () => finish(drag.end());
  const escape = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    drag.end();
    finish(null);
  };
  window.addEventListener('pointermove', track);
  window.addEventListener('pointerup', up);
  window.addEventListener('keydown', escape, true);
}

/** What happens on a widget is not the editor's, so this listens for itself. */
export const boundaryDrag = (move: MoveBoundary): Extension =>
  ViewPlugin.define((view) => {
    const down = (event: PointerEvent) => begin(view, move, event);
    view.scrollDOM.addEventListener('pointerdown', down);
    return { destroy: () => view.scrollDOM.removeEventListener('pointerdown', down) };
  });
