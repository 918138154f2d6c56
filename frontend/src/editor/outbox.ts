/**
 * What has been typed and is not answered yet. The editor's text runs ahead of the program's document by exactly this,
 * so a patch from elsewhere, which speaks of the document, is carried over it into the editor, and it is carried over
 * the patch: the ops that still wait are written anew. It holds no text of its own and draws nothing.
 */
import { ChangeSet, type Text } from '@codemirror/state';
import type { Op } from '../model/ops';
import type { ID, TurnView } from '../model/views';
import { difference } from './fit';
import type { Change } from './keep';
import { type Lines, paragraphs, said } from './lines';
import { opsOf } from './ops';

/** A text, and whose its lines are. */
export interface Stand {
  doc: Text;
  lines: Lines;
}

/** One call of the host's edit, or, while `open`, what will become one. Without changes it is not about words. */
interface Entry {
  changes: ChangeSet | null;
  ops: Op[];
  open: boolean;
}

export class Outbox {
  /** The document as the program last told it; of use only while something waits. */
  private base: Stand | null = null;
  private entries: Entry[] = [];

  get empty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether a change waits that an input method may still take back. */
  get composing(): boolean {
    return this.entries.at(-1)?.open ?? false;
  }

  /** Notes an edit that is not about words; the host gets these ops. */
  other(now: Stand, ops: Op[]): void {
    this.add(now, { changes: null, ops, open: false });
  }

  /** Notes a change of words, and returns the ops for the host. */
  words(before: Stand, changes: ChangeSet, after: Text): Op[] {
    const ops = opsOf({ before: before.doc, lines: before.lines, changes, after });
    if (ops.length > 0) this.add(before, { changes, ops, open: false });
    return ops;
  }

  /** Notes a change that an input method may still take back: nothing is told before close(). */
  compose(before: Stand, changes: ChangeSet): void {
    const last = this.entries.at(-1);
    if (last?.open && last.changes) last.changes = last.changes.compose(changes);
    else this.add(before, { changes, ops: [], open: true });
  }

  /** Ends what compose() began, and returns the ops for the host. */
  close(): Op[] {
    const last = this.entries.at(-1);
    if (!last?.open || !last.changes || !this.base) return [];
    const before = this.stand(this.entries.length - 1);
    last.ops = opsOf({
      before: before.doc,
      lines: before.lines,
      changes: last.changes,
      after: last.changes.apply(before.doc),
    });
    last.open = false;
    if (last.ops.length === 0) this.entries.pop();
    return last.ops;
  }

  /**
   * Takes the reply to the oldest edit. It returns the turns of which the program says something else than was typed;
   * there are none as long as both sides count alike.
   */
  answered(turns: readonly TurnView[], now: Stand): ID[] {
    const first = this.entries[0];
    const told = new Set(turns.map((t) => t.id));
    // A reply to something else than the words, such as a field, is not about what waits here.
    if (!this.base || !first || first.open || !first.ops.every((op) => told.has(turnOf(op)))) return [];
    const stand = step(this.base, first);
    this.entries.shift();
    this.base = this.entries.length > 0 ? stand : null;
    return this.empty ? differing(turns, now) : [];
  }

  /** The document as the program knows it, if that is not what stands in the editor. */
  known(): Stand | null {
    return this.base;
  }

  /**
   * Takes what the document has become, writes what waits anew so that it fits there, and returns what the editor then
   * has to show. What was typed into a turn that is gone is gone with it.
   */
  meet(document: Stand): Stand {
    let was = this.base ?? document;
    let is = document;
    this.base = this.empty ? null : document;
    for (const e of this.entries) {
      if (!e.changes) continue;
      const next = step(was, e);
      e.changes = carry(e.changes, was, is);
      was = next;
      const after = step(is, e);
      if (!e.open) {
        const ops = opsOf({ before: is.doc, lines: is.lines, changes: e.changes, after: after.doc });
        e.ops.splice(0, e.ops.length, ...ops);
      }
      is = after;
    }
    return is;
  }

  /** The turns that what waits is about. */
  turns(): Set<ID> {
    const ids = new Set<ID>();
    let stand = this.base;
    for (const e of this.entries) {
      const { doc, lines } = stand!;
      e.changes?.iterChangedRanges((from) => ids.add(lines.turn(doc.lineAt(from).number)));
      stand = step(stand!, e);
    }
    return ids;
  }

  private add(before: Stand, entry: Entry): void {
    this.base ??= before;
    this.entries.push(entry);
  }

  /** The document before entry n. */
  private stand(n: number): Stand {
    let stand = this.base!;
    for (let i = 0; i < n; i++) stand = step(stand, this.entries[i]!);
    return stand;
  }
}

function step(stand: Stand, { changes }: Entry): Stand {
  if (!changes) return stand;
  return { doc: changes.apply(stand.doc), lines: stand.lines.follow(changes, stand.doc) };
}

const turnOf = (op: Op): ID => ('turn' in op && typeof op.turn === 'number' ? op.turn : 0);

/** Changes of one text, made to do the same in another: in the same turns, wherever these stand now. */
function carry(changes: ChangeSet, was: Stand, is: Stand): ChangeSet {
  const byTurn = new Map<ID, Change[]>();
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const turn = was.lines.turn(was.doc.lineAt(fromA).number);
    const list = byTurn.get(turn) ?? [];
    list.push({ from: fromA, to: toA, insert: inserted.sliceString(0) });
    byTurn.set(turn, list);
  });
  const out: Change[] = [];
  for (const [turn, list] of byTurn) {
    const before = extent(was, turn);
    const after = extent(is, turn);
    if (!before || !after) continue;
    const inTurn = ChangeSet.of(
      list.map((c) => ({ from: c.from - before.from, to: c.to - before.from, insert: c.insert })),
      before.text.length,
    );
    const theirs = difference(before.text, after.text);
    const mine = theirs ? inTurn.map(ChangeSet.of(theirs, before.text.length), true) : inTurn;
    mine.iterChanges((fromA, toA, _fromB, _toB, inserted) =>
      out.push({ from: fromA + after.from, to: toA + after.from, insert: inserted.sliceString(0) }),
    );
  }
  return ChangeSet.of(out, is.doc.length);
}

/** Where a turn begins, and its paragraphs as one text. */
function extent({ doc, lines }: Stand, turn: ID): { from: number; text: string } | null {
  const first = lines.first(turn);
  if (first === 0) return null;
  const { from } = doc.line(first);
  return { from, text: doc.sliceString(from, doc.line(lines.last(first)).to) };
}

function differing(turns: readonly TurnView[], { doc, lines }: Stand): ID[] {
  return turns
    .filter((t) => {
      const here = paragraphs(doc, lines, t.id);
      return here !== null && !same(here, said(t));
    })
    .map((t) => t.id);
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((s, i) => s === b[i]);
