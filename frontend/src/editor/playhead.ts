/**
 * Marks the turn that is heard, by a class on its part of the margin: no transaction, no change of the text's DOM, so
 * that it costs nothing while somebody types and does not disturb an input method. What is marked is what it is told
 * to mark; it measures no time.
 */
import { type EditorView, ViewPlugin } from '@codemirror/view';
import type { ID } from '../model/views';

const mark = 'stet-now';

class Playhead {
  turn: ID | null = null;

  constructor(private readonly view: EditorView) {}

  set(turn: ID | null): boolean {
    if (turn === this.turn) return false;
    this.turn = turn;
    const margin = this.view.scrollDOM;
    for (const cell of margin.querySelectorAll(`.${mark}`)) cell.classList.remove(mark);
    if (turn !== null) {
      for (const cell of margin.querySelectorAll(`.stet-cell[data-turn="${turn}"]`)) cell.classList.add(mark);
    }
    return true;
  }
}

export const playhead = ViewPlugin.fromClass(Playhead);

/** The turn that is marked; what is drawn anew asks this. */
export const nowPlaying = (view: EditorView): ID | null => view.plugin(playhead)?.turn ?? null;

/** Marks a turn, and says whether it is another one than before. */
export const markPlaying = (view: EditorView, turn: ID | null): boolean => view.plugin(playhead)?.set(turn) ?? false;
