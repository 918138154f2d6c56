/**
 * The traffic between the editor's text and the program's document: edits go out as ops, patches come in as
 * transactions. It holds the script and what waits for an answer; the text itself stays with CodeMirror.
 */
import { ChangeSet, type EditorState, type StateEffect, Transaction, type TransactionSpec } from '@codemirror/state';
import type { Op } from '../model/ops';
import type { ID, PatchView } from '../model/views';
import { beginsNow } from './begin';
import type { EditManner, EditorHost, Source } from './contract';
import { fit, type Fitted } from './fit';
import { beginsComposing, fromApp, partsOf } from './keep';
import { linesOf, paragraphs, relined, said } from './lines';
import { Outbox, type Stand } from './outbox';
import { type Script, scriptChanged } from './script';
import { allTurns, carryPart, type Part } from './structure';
import { placeOfChange, turnsThatCame } from './undone';

/** A patch as a transaction, and what the history changed by it. */
export interface Arrival {
  /** Null when there is nothing new to see. */
  spec: TransactionSpec | null;
  /**
   * Where words were undone or done again, in the text that then stands. Null while something waits: then somebody
   * types, and stays where they are.
   */
  place: number | null;
  /** The turns that came with it, if nothing else did. */
  came: readonly ID[];
  /** The turns to bring into sight where something else about them was undone. */
  show: readonly ID[];
}

export class Exchange {
  readonly outbox = new Outbox();
  private astray: readonly ID[] = [];
  private mended = new Set<ID>();

  constructor(
    private readonly host: Pick<EditorHost, 'edit' | 'more'>,
    readonly script: Script,
  ) {}

  /** Sends what a person did to the text. While an input method composes, it is kept until composed(). */
  typed(tr: Transaction, composing: boolean): void {
    const before = { doc: tr.startState.doc, lines: linesOf(tr.startState) };
    const parts = partsOf(tr);
    this.outbox.meant(before);
    this.outbox.shows(tr.newDoc);
    if (composing && beginsComposing(tr)) {
      this.composed();
      // What is composed in the place of these words is a change of its own: they may have been several paragraphs.
      this.outbox.compose(before, [...parts, { do: 'words', changes: ChangeSet.empty(tr.newDoc.length) }]);
      return;
    }
    if (composing && parts.every((part) => part.do === 'words')) {
      this.outbox.compose(before, parts);
      return;
    }
    this.composed();
    const how = this.told(manner(tr, before, parts), before, parts);
    if (how.name === undefined && this.outbox.grow(before, parts, (ops) => this.host.more(ops))) return;
    const ops = this.outbox.did(before, parts);
    if (ops.length > 0) this.host.edit(ops, how);
  }

  /** Sends what an input method composed, if it did. */
  composed(): void {
    const done = this.outbox.close();
    if (!done || done.ops.length === 0) return;
    this.host.edit(done.ops, this.told(mannerOf(done.before, done.parts), done.before, done.parts));
  }

  /** What is called by what it did, and by the chunks that it left no turn. */
  private told(how: EditManner, { lines }: Stand, parts: readonly Part[]): EditManner {
    const gone = new Set(parts.flatMap((part) => (part.do === 'remove' ? [part.turn] : [])));
    if (how.name === undefined || gone.size === 0) return how;
    const chunkOf = (turn: ID) => this.script.turn(turn)?.chunk;
    const stay = new Set(lines.order().flatMap((turn) => (gone.has(turn) ? [] : chunkOf(turn))));
    for (const part of parts) if (part.do === 'insert' || part.do === 'begin') stay.add(chunkOf(part.turn.id));
    const left = this.script.chunks.filter(
      ({ head }) => !stay.has(head.id) && [...gone].some((turn) => chunkOf(turn) === head.id),
    );
    if (left.length === 0) return how;
    const numbers = left.map(({ head }) => head.number || head.title).join(', ');
    const told = left.length === 1 ? `chunk ${numbers} has no turns left` : `chunks ${numbers} have no turns left`;
    return { ...how, name: `${how.name}: ${told}` };
  }

  /** Sends an edit that changes no words. */
  edit(state: EditorState, ops: Op[], name: string, quiet = false): void {
    const now = { doc: state.doc, lines: linesOf(state) };
    this.outbox.meant(now);
    this.composed();
    this.outbox.shows(state.doc);
    this.outbox.other(now, ops);
    this.host.edit(ops, { name, quiet });
  }

  /** Takes a patch in. The transaction that comes back must be dispatched at once, and settle() called then. */
  patch(state: EditorState, p: PatchView, from: Source): Arrival {
    const now = { doc: state.doc, lines: linesOf(state) };
    this.outbox.meant(now);
    if (from === 'own') this.noteAstray(p, this.outbox.answered(p, now));
    const merged = this.script.merge(p);
    if (p.notesGone.length > 0) this.outbox.forget(p.notesGone);
    for (const { turn, speaker } of this.outbox.given()) this.script.give(turn, speaker);
    const base = this.outbox.known() ?? now;
    const words = new Map<ID, readonly string[]>();
    for (const t of from === 'marks' ? [] : p.turns) {
      if (from !== 'own' || base.lines.first(t.id) === 0) words.set(t.id, said(t));
    }
    let found = fit(base.doc, base.lines, words, merged.reordered ? this.script.order() : null);
    if (base !== now) found = this.ahead(base, now, found, words.keys());
    const changes = ChangeSet.of(found.changes, state.doc.length);
    const leads = from === 'undo' && this.outbox.empty;
    const then = { doc: leads ? changes.apply(state.doc) : state.doc, lines: found.lines };
    const place = leads ? placeOfChange(now, changes, then) : null;
    const came = place === null ? [] : turnsThatCame(now, changes, then);
    // A new clock touches every turn, and so leads to none.
    const show = leads && place === null && !p.clock ? p.turns.map((t) => t.id) : [];
    const effects: StateEffect<unknown>[] = found.lines === now.lines ? [] : [relined.of(found.lines)];
    if (merged.marks || merged.boundaries || merged.notes) effects.push(scriptChanged.of(merged));
    if (changes.empty && effects.length === 0) return { spec: null, place, came, show };
    return { spec: { changes, effects, annotations: fromApp.of(true) }, place, came, show };
  }

  /** What was found for the document, for the editor's text that runs ahead of it. */
  private ahead(base: Stand, now: Stand, found: Fitted, patched: Iterable<ID>): Fitted {
    const doc = ChangeSet.of(found.changes, base.doc.length).apply(base.doc);
    const touched = new Set([...patched, ...this.outbox.turns()]);
    const { script } = this;
    const together = (a: ID, b: ID) => script.together(a, b);
    const wanted = this.outbox.meet({ doc, lines: found.lines }, (part, was, is) => {
      const next = part.do === 'begin' ? beginsNow(is, script, part) : carryPart(part, was, is, together);
      if (next?.do === 'begin') script.home(next.turn.id, next.chunk);
      if (next?.do === 'insert') script.home(next.turn.id, script.turn(next.after)?.chunk);
      if (next?.do === 'split') script.home(next.next, script.turn(next.turn)?.chunk);
      return next;
    });
    const words = new Map<ID, readonly string[]>();
    for (const id of touched) {
      const here = paragraphs(wanted.doc, wanted.lines, id);
      if (here) words.set(id, here);
    }
    return fit(now.doc, now.lines, words, wanted.lines.same(now.lines) ? null : wanted.lines.order());
  }

  /**
   * Ends a patch. What stands in the editor is what its person sees and means: where the program says something else
   * although nothing waits, the program is told the turn's words once more, but not again and again.
   */
  settle(state: EditorState): void {
    const lines = linesOf(state);
    const ops = this.astray.flatMap((turn): Op[] => {
      const here = paragraphs(state.doc, lines, turn);
      return here ? [{ kind: 'paragraphs', turn, paragraphs: here }] : [];
    });
    this.astray = [];
    if (ops.length > 0) this.edit(state, ops, 'Set the words');
  }

  private noteAstray(p: PatchView, astray: readonly ID[]): void {
    this.astray = astray.filter((id) => !this.mended.has(id));
    for (const t of p.turns) this.mended.delete(t.id);
    for (const id of astray) this.mended.add(id);
  }
}

/** What a change is called, and whether it goes on with what was typed before. */
function manner(tr: Transaction, before: Stand, parts: readonly Part[]): EditManner {
  if (tr.isUserEvent('input.paste')) return { name: 'Pasted' };
  if (tr.isUserEvent('delete.cut')) return { name: 'Cut' };
  if (tr.isUserEvent('move')) return { name: 'Moved words' };
  if (tr.isUserEvent('input.drop')) return { name: 'Dropped' };
  if (tr.isUserEvent('input.mend')) return { name: 'Mended a word', quiet: true };
  if (tr.isUserEvent('input.turn')) return { name: 'New turn' };
  if (tr.isUserEvent('input.split')) return { name: 'Split the turn' };
  if (tr.isUserEvent('input.paragraph') && !parts.some((part) => part.do === 'join' || part.do === 'remove'))
    return { name: 'Made a paragraph', quiet: true };
  if (joinsParagraphs(before, parts)) return { name: 'Joined paragraphs', quiet: true };
  const given = parts.filter((part) => part.do === 'speaker');
  if (given[0]) {
    const what = parts.length > given.length ? 'words' : given.length > 1 ? `${given.length} turns` : 'the turn';
    return { name: `Gave ${what} to ${given[0].speaker}` };
  }
  return mannerOf(before, parts);
}

/** What is called by what it does alone. */
function mannerOf(before: Stand, parts: readonly Part[]): EditManner {
  // A break that is taken back may have been one between paragraphs, which comes again.
  if (parts[0]?.do === 'join') return { name: 'Joined turns' };
  const words = parts.some((part) => part.do === 'words');
  if (words && parts[0]?.do === 'begin') return { name: 'New turn', typing: true, quiet: true };
  const brings = parts.some(putsIn);
  const { size } = words && parts.length > 1 ? allTurns(before, parts) : { size: 1 };
  // What is typed over several turns is more than typing: its name says so, and the word goes on from there.
  if (size > 1 && brings) return { name: `Typed over ${size} turns`, typing: true };
  if (size > 1) return { name: `Deleted words in ${size} turns` };
  if (brings && parts.length > 1) return { name: 'Typed over paragraphs', typing: true, quiet: true };
  const removes = parts.filter((part) => part.do === 'remove').length;
  if (removes > 0) return { name: removes === 1 ? 'Deleted the turn' : `Deleted ${removes} turns` };
  if (parts.some((part) => part.do === 'join')) return { name: 'Joined turns' };
  return { typing: true };
}

/** Whether all that goes is what stands between paragraphs. */
function joinsParagraphs({ doc }: Stand, parts: readonly Part[]): boolean {
  const [part] = parts;
  if (part?.do !== 'words' || parts.length > 1) return false;
  const gone: string[] = [];
  part.changes.iterChanges((from, to, _from, _to, put) =>
    gone.push(doc.sliceString(from, to) + put.sliceString(0).trim()),
  );
  return gone.length > 0 && gone.every((text) => text.includes('\n') && text.trim() === '');
}

/** Whether a part brings words. */
function putsIn(part: Part): boolean {
  let brings = false;
  if (part.do === 'words') part.changes.iterChanges((_a, _b, _c, _d, inserted) => (brings ||= inserted.length > 0));
  return brings;
}
