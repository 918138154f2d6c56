/**
 * Finds the changes that make a text say what the document says now. Only what differs is replaced, so that a caret
 * beside it stays where it is. It takes words and an order, and knows nothing of patches or of the window.
 */
import type { Text } from '@codemirror/state';
import type { ID } from '../model/views';
import type { Change } from './keep';
import { Lines, NO_TURN } from './lines';

export interface Fitted {
  /** In order, not touching each other's text. */
  changes: Change[];
  lines: Lines;
}

/**
 * @param words what turns say now, at least for those that are new; a turn that is not named stays as it is.
 * @param order all turns of the episode, or null when none came, went or moved.
 */
export function fit(
  doc: Text,
  lines: Lines,
  words: ReadonlyMap<ID, readonly string[]>,
  order: readonly ID[] | null,
): Fitted {
  const draft = new Draft(doc, lines);
  if (order === null) {
    const known = [...words.keys()].filter((id) => lines.first(id) > 0);
    known.sort((a, b) => lines.first(a) - lines.first(b));
    for (const id of known) draft.turn(id, words.get(id)!);
  } else {
    reorder(draft, lines, words, order);
  }
  return draft.finish();
}

function reorder(draft: Draft, lines: Lines, words: ReadonlyMap<ID, readonly string[]>, order: readonly ID[]): void {
  let at = 0;
  for (const id of order) {
    const first = lines.first(id);
    // A turn that stands before where we are has moved: it was dropped on the way, and comes again here.
    if (first === 0 || first - 1 < at) {
      draft.replace(at, 0, id, words.get(id) ?? draft.old(id));
      continue;
    }
    draft.replace(at, first - 1 - at, NO_TURN, []);
    const said = words.get(id);
    if (said) draft.turn(id, said);
    at = lines.last(first);
  }
  draft.replace(at, lines.count - at, NO_TURN, []);
}

/** Lines `at` to `at + drop` (from 0) give way to others. */
interface Hunk {
  at: number;
  drop: number;
  put: string[];
  turns: ID[];
}

class Draft {
  private changes: Change[] = [];
  private hunks: Hunk[] = [];

  constructor(
    private readonly doc: Text,
    private readonly lines: Lines,
  ) {}

  old(id: ID): string[] {
    const first = this.lines.first(id);
    if (first === 0) return [''];
    const out: string[] = [];
    for (let n = first; n <= this.lines.last(first); n++) out.push(this.doc.line(n).text);
    return out;
  }

  /** Makes a turn that stays where it is say something. */
  turn(id: ID, said: readonly string[]): void {
    const first = this.lines.first(id);
    const count = this.lines.last(first) - first + 1;
    if (said.length !== count) {
      this.replace(first - 1, count, id, said);
      return;
    }
    said.forEach((text, i) => {
      const line = this.doc.line(first + i);
      const change = difference(line.text, text);
      if (change)
        this.changes.push({ from: line.from + change.from, to: line.from + change.to, insert: change.insert });
    });
  }

  replace(at: number, drop: number, id: ID, put: readonly string[]): void {
    if (drop === 0 && put.length === 0) return;
    const last = this.hunks.at(-1);
    const turns = put.map(() => id);
    if (last && last.at + last.drop === at) {
      last.drop += drop;
      last.put.push(...put);
      last.turns.push(...turns);
    } else {
      this.hunks.push({ at, drop, put: [...put], turns });
    }
  }

  finish(): Fitted {
    if (this.hunks.length === 0) return { changes: this.changes, lines: this.lines };
    const turns: ID[] = [];
    let at = 0;
    for (const h of this.hunks) {
      for (; at < h.at; at++) turns.push(this.lines.turns[at]!);
      turns.push(...h.turns);
      at = h.at + h.drop;
      // Where two changes are at one place, the text's own stands at the end of its line, or at its start.
      if (h.at === 0) this.changes.unshift(this.change(h));
      else this.changes.push(this.change(h));
    }
    for (; at < this.lines.count; at++) turns.push(this.lines.turns[at]!);
    if (turns.length === 0) turns.push(NO_TURN);
    this.changes.sort((a, b) => a.from - b.from || a.to - b.to);
    return { changes: this.changes, lines: new Lines(turns) };
  }

  private change({ at, drop, put }: Hunk): Change {
    const { doc } = this;
    const insert = put.join('\n');
    const end = at + drop;
    if (put.length > 0 && drop > 0) return { from: doc.line(at + 1).from, to: doc.line(end).to, insert };
    if (at > 0) {
      const from = doc.line(at).to;
      return { from, to: drop > 0 ? doc.line(end).to : from, insert: put.length > 0 ? '\n' + insert : '' };
    }
    if (end === doc.lines) return { from: 0, to: doc.length, insert };
    return { from: 0, to: doc.line(end + 1).from, insert: put.length > 0 ? insert + '\n' : '' };
  }
}

/** The one stretch in which two texts differ, in whole characters; null when they are the same. */
export function difference(before: string, after: string): Change | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  if (start + end === shorter) {
    const longer = before.length > after.length ? before : after;
    const from = atWord(longer, start, longer.length - end);
    end += start - from;
    start = from;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/**
 * Where a stretch that came or went begins: "thing " before "the" may as well be "ing th" in it, and is the one that
 * begins a word.
 */
function atWord(text: string, from: number, to: number): number {
  if (!/\S/.test(text.charAt(to))) return from;
  for (let by = 0; ; by++) {
    const at = from - by;
    if (at === 0 || /\s/.test(text.charAt(at - 1))) return at;
    if (text.charCodeAt(at - 1) !== text.charCodeAt(to - by - 1)) return from;
  }
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
