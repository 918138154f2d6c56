/**
 * What has been typed and is not answered yet. The editor's text runs ahead of the program's document by exactly this,
 * so a patch from elsewhere, which speaks of the document, is carried over it into the editor, and it is carried over
 * the patch: the ops that still wait are written anew. It holds no text of its own and draws nothing.
 */
import type { Text } from '@codemirror/state';
import type { Op } from '../model/ops';
import type { ID, PatchView, TurnView } from '../model/views';
import { paragraphs, said } from './lines';
import { allTurns, applyAll, type Part, partOps, type Stand } from './structure';

export type { Stand } from './structure';

/** One call of the host's edit, or, while `open`, what will become one. Without parts it is not about words. */
interface Entry {
  parts: Part[];
  ops: Op[];
  open: boolean;
}

export class Outbox {
  /** The document as the program last told it; of use only while something waits. */
  private base: Stand | null = null;
  private entries: Entry[] = [];
  /** How long the editor's text is, with all that waits. */
  private length = 0;

  get empty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether a change waits that an input method may still take back. */
  get composing(): boolean {
    return this.entries.at(-1)?.open ?? false;
  }

  /** Throws where the editor's text is not the one that waits: its places would be those of another. */
  meant(now: Stand): void {
    if (!this.empty && now.doc.length !== this.length) throw new Error('the text is not what was typed');
  }

  /** Notes how long the editor's text has become. */
  shows(now: Text): void {
    this.length = now.length;
  }

  /** Notes an edit that is not about words; the host gets these ops. */
  other(now: Stand, ops: Op[]): void {
    this.add(now, { parts: [], ops, open: false });
  }

  /** Notes what was done to the text, and returns the ops for the host. */
  did(before: Stand, parts: readonly Part[]): Op[] {
    const ops = partOps(before, parts);
    if (ops.length > 0) this.add(before, { parts: [...parts], ops, open: false });
    return ops;
  }

  /**
   * Adds letters to the last edit, if they go on with it and `may` says that its ops can still be others. It is as if they
   * had come with it.
   */
  grow(before: Stand, parts: readonly Part[], may: (ops: Op[]) => boolean): boolean {
    const last = this.entries.at(-1);
    const was = last?.parts[0];
    const part = parts[0];
    if (!last || last.open || last.parts.length > 1 || parts.length > 1) return false;
    if (was?.do !== 'words' || part?.do !== 'words') return false;
    const op = goneOn(last.ops, partOps(before, parts));
    if (!op || !may(last.ops)) return false;
    last.parts = [{ do: 'words', changes: was.changes.compose(part.changes) }];
    last.ops.splice(0, 1, op);
    return true;
  }

  /** Notes a change that an input method may still take back: nothing is told before close(). */
  compose(before: Stand, parts: readonly Part[]): void {
    const last = this.entries.at(-1);
    if (!last?.open) {
      this.add(before, { parts: [...parts], ops: [], open: true });
      return;
    }
    for (const part of parts) {
      const was = last.parts.at(-1);
      if (was?.do !== 'words' || part.do !== 'words') last.parts.push(part);
      else last.parts.splice(-1, 1, { do: 'words', changes: was.changes.compose(part.changes) });
    }
  }

  /** Ends what compose() began, and returns the ops for the host, and what they do to which text. */
  close(): { ops: Op[]; parts: readonly Part[]; before: Stand } | null {
    const last = this.entries.at(-1);
    if (!last?.open || !this.base) return null;
    const before = this.stand(this.entries.length - 1);
    last.ops = partOps(before, last.parts);
    last.open = false;
    if (last.ops.length === 0) this.entries.pop();
    return { ops: last.ops, parts: last.parts, before };
  }

  /**
   * Takes the reply to the oldest edit. It returns the turns of which the program says something else than was typed;
   * there are none as long as both sides count alike.
   */
  answered({ turns, removed }: Pick<PatchView, 'turns' | 'removed'>, now: Stand): ID[] {
    const first = this.entries[0];
    const told = new Set([...turns.map((t) => t.id), ...removed]);
    // A reply to something else than the words, such as a field, is not about what waits here.
    if (!this.base || !first || first.open || !first.ops.every((op) => turnsIn(op).every((turn) => told.has(turn))))
      return [];
    this.entries.shift();
    this.base = this.empty ? null : applyAll(this.base, first.parts).stand;
    return this.empty ? differing(turns, now) : [];
  }

  /** The document as the program knows it, if that is not what stands in the editor. */
  known(): Stand | null {
    return this.base;
  }

  /**
   * Takes what the document has become, writes what waits anew so that it fits there, and returns what the editor then
   * has to show. What was typed into a turn that is gone is gone with it. `carry` makes a part fit.
   */
  meet(document: Stand, carry: (part: Part, was: Stand, is: Stand) => Part | null): Stand {
    let was = this.base ?? document;
    let is = document;
    this.base = this.empty ? null : document;
    for (const e of this.entries) {
      if (e.parts.length === 0) {
        const fit = e.ops.filter((op) => turnsIn(op).every((turn) => turn === 0 || is.lines.first(turn) > 0));
        e.ops.splice(0, e.ops.length, ...fit);
        continue;
      }
      const carried: Part[] = [];
      let there = is;
      for (const part of e.parts) {
        const next = carry(part, was, there);
        was = applyAll(was, [part]).stand;
        if (!next) continue;
        carried.push(next);
        there = applyAll(there, [next]).stand;
      }
      e.parts = carried;
      if (!e.open) e.ops.splice(0, e.ops.length, ...partOps(is, carried));
      is = there;
    }
    this.shows(is.doc);
    return is;
  }

  /** Notes are gone: nothing puts them anywhere. */
  forget(notes: readonly ID[]): void {
    for (const e of this.entries) {
      e.parts = e.parts.map((part) =>
        part.do === 'notes' ? { ...part, places: part.places.filter(({ note }) => !notes.includes(note)) } : part,
      );
    }
  }

  /** The turns that what waits is about. */
  turns(): Set<ID> {
    if (!this.base) return new Set();
    return allTurns(
      this.base,
      this.entries.flatMap((e) => e.parts),
    );
  }

  /** The turns that what waits gives to speakers. */
  given(): { turn: ID; speaker: string }[] {
    return this.entries.flatMap((e) => e.parts).filter((part) => part.do === 'speaker');
  }

  private add(before: Stand, entry: Entry): void {
    this.base ??= before;
    this.entries.push(entry);
  }

  /** The document before entry n. */
  private stand(n: number): Stand {
    return applyAll(
      this.base!,
      this.entries.slice(0, n).flatMap((e) => e.parts),
    ).stand;
  }
}

/** Where a word goes on, or ends: a letter behind it begins no other. */
const inWord = /[^\s。、，！？；：．]$/u;

/**
 * Two edits as one, where the second puts letters right behind the first's; null where not, or where they begin a word,
 * since the history may have that as a step of its own.
 */
function goneOn([op, ...others]: readonly Op[], [next, ...more]: readonly Op[]): Op | null {
  if (op?.kind !== 'text' || next?.kind !== 'text' || others.length + more.length > 0) return null;
  const { text = '' } = op;
  const { text: letters = '' } = next;
  const end = op.from + text.length;
  if (op.turn !== next.turn || op.para !== next.para || next.from !== end || next.to !== end) return null;
  if (letters === '' || !(inWord.test(text) || (text !== '' && /^\s/.test(letters)))) return null;
  return { ...op, text: text + letters };
}

function turnsIn(op: Op): ID[] {
  if (op.kind === 'speakers') return op.turns;
  if (op.kind === 'turn.insert') return [op.turn.id];
  if (op.kind === 'note.place') return [];
  return ['turn' in op ? op.turn : 0];
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
