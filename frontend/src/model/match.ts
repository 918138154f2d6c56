/** Finding in a list what somebody began to type: letters in order, whole words first. Pure. */

export interface Match {
  /** Higher is better. */
  score: number;
  /** The stretches of the text that were typed, as pairs of offsets. */
  marks: [number, number][];
}

/** How well a query fits a text; null when it does not. An empty query fits everything. */
export function match(query: string, text: string): Match | null {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return { score: 0, marks: [] };
  const lower = text.toLowerCase();
  const words = wanted.split(/\s+/);
  const marks: [number, number][] = [];
  let score = 0;
  for (const word of words) {
    const found = place(word, lower);
    if (!found) return null;
    score += found.score;
    marks.push([found.at, found.at + word.length]);
  }
  marks.sort((a, b) => a[0] - b[0]);
  return { score: score / words.length - text.length / 1000, marks: join(marks) };
}

function place(word: string, text: string): { at: number; score: number } | null {
  let best: { at: number; score: number } | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const score = at === 0 ? 3 : /[\p{L}\p{N}]/u.test(text[at - 1]!) ? 1 : 2;
    if (!best || score > best.score) best = { at, score };
  }
  return best;
}

function join(marks: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const mark of marks) {
    const last = out[out.length - 1];
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
    else out.push([...mark]);
  }
  return out;
}

/** A text cut at its marks, for showing: marked pieces have `on`. */
export function pieces(text: string, marks: readonly (readonly [number, number])[]): { text: string; on: boolean }[] {
  const out: { text: string; on: boolean }[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) out.push({ text: text.slice(at, from), on: false });
    out.push({ text: text.slice(from, to), on: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), on: false });
  return out;
}
