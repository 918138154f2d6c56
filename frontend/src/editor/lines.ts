/**
 * Whose words a line of the editor's document holds. A line is a paragraph; the lines of a turn stand together, in
 * order. Lines follow every change within turns; where turns come or go, the change says the new lines itself, by an
 * effect.
 */
import { type ChangeSet, type EditorState, StateEffect, StateField, Text } from '@codemirror/state';
import type { ChunkView, ID } from '../model/views';

/** What stands for the turn of the one empty line of an episode without turns. */
export const NO_TURN: ID = 0;

export interface LinePlace {
  turn: ID;
  para: number;
}

export class Lines {
  private firsts: Map<ID, number> | null = null;

  /** One turn for each line. */
  constructor(readonly turns: readonly ID[]) {}

  get count(): number {
    return this.turns.length;
  }

  /** The turn of line n, from 1. */
  turn(n: number): ID {
    return this.turns[n - 1] ?? NO_TURN;
  }

  /** The line that a turn begins on; 0 when it is not here. */
  first(turn: ID): number {
    this.firsts ??= firstLines(this.turns);
    return this.firsts.get(turn) ?? 0;
  }

  /** The last line of the turn that line n belongs to. */
  last(n: number): number {
    const turn = this.turn(n);
    while (n < this.turns.length && this.turns[n] === turn) n++;
    return n;
  }

  /** The first line of the turn that line n belongs to. */
  opening(n: number): number {
    const turn = this.turn(n);
    while (n > 1 && this.turns[n - 2] === turn) n--;
    return n;
  }

  /** Whether the same turns stand in the same order. */
  same(other: Lines): boolean {
    if (other === this) return true;
    const a = this.order();
    const b = other.order();
    return a.length === b.length && a.every((turn, i) => turn === b[i]);
  }

  /** All turns, each once. */
  order(): ID[] {
    return this.turns.filter((id, i) => id !== NO_TURN && id !== this.turns[i - 1]);
  }

  place(n: number): LinePlace {
    return { turn: this.turn(n), para: n - this.opening(n) };
  }

  /** The lines after changes of the text within turns: paragraphs come and go, and no break between turns goes. */
  follow(changes: ChangeSet, before: Text): Lines {
    const moved: { at: number; drop: number; add: number }[] = [];
    changes.iterChanges((from, to, _fromB, _toB, inserted) => {
      const at = before.lineAt(from).number;
      const drop = to === from ? 0 : before.lineAt(to).number - at;
      const add = inserted.lines - 1;
      if (drop > 0 || add > 0) moved.push({ at, drop, add });
    });
    if (moved.length === 0) return this;
    const next: ID[] = [];
    let done = 0;
    for (const { at, drop, add } of moved) {
      for (; done < at; done++) next.push(this.turns[done]!);
      done = Math.max(done, at + drop);
      for (let n = 0; n < add; n++) next.push(this.turn(at));
    }
    for (; done < this.turns.length; done++) next.push(this.turns[done]!);
    return new Lines(next);
  }
}

function firstLines(turns: readonly ID[]): Map<ID, number> {
  const map = new Map<ID, number>();
  for (let i = 0; i < turns.length; i++) {
    const id = turns[i]!;
    if (i === 0 || turns[i - 1] !== id) map.set(id, i + 1);
  }
  return map;
}

/** Sets all lines anew, in the transaction that changes the text to fit. */
export const relined = StateEffect.define<Lines>();

export const linesField = StateField.define<Lines>({
  create: (state) => new Lines(new Array<ID>(state.doc.lines).fill(NO_TURN)),
  update(lines, tr) {
    for (const e of tr.effects) if (e.is(relined)) return e.value;
    return tr.docChanged ? lines.follow(tr.changes, tr.startState.doc) : lines;
  },
});

export const linesOf = (state: EditorState): Lines => state.field(linesField);

/** What a turn says; a turn has at least one paragraph, which may be empty. */
export const said = (t: { paragraphs: readonly string[] }): readonly string[] =>
  t.paragraphs.length > 0 ? t.paragraphs : [''];

/** The paragraphs of a turn, or null when it is not here. */
export function paragraphs(doc: Text, lines: Lines, turn: ID): string[] | null {
  const first = lines.first(turn);
  if (first === 0) return null;
  const out: string[] = [];
  for (let n = first; n <= lines.count && lines.turn(n) === turn; n++) out.push(doc.line(n).text);
  return out;
}

/** The document of an episode, and whose its lines are. */
export function layOut(chunks: readonly ChunkView[]): { doc: Text; lines: Lines } {
  const text: string[] = [];
  const turns: ID[] = [];
  for (const c of chunks) {
    for (const t of c.turns) {
      for (const p of said(t)) {
        text.push(p);
        turns.push(t.id);
      }
    }
  }
  if (text.length === 0) return { doc: Text.empty, lines: new Lines([NO_TURN]) };
  return { doc: Text.of(text), lines: new Lines(turns) };
}
