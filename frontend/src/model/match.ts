/**
 * Finding in a list what somebody began to type: words in any order, each whole, from its beginning, or by a few of its
 * letters. Pure.
 */

export interface Match {
  /** Higher is better. */
  score: number;
  /** The stretches of the text that were typed, as pairs of offsets. */
  marks: [number, number][];
}

/** What a word of the query is worth, by where it was found. */
const worth = { start: 3, word: 2, initials: 1.5, inside: 1, letters: 0.5 };

/** Fewer letters than these are found all over, and tell nothing. */
const fewest = 2;

interface Found {
  score: number;
  marks: [number, number][];
}

/**
 * How well a query fits a text; null when it does not. An empty query fits everything.
 *
 * @param loose lets letters be left out: "npr" and "nxtprb" find "Next problem".
 */
export function match(query: string, text: string, loose = false): Match | null {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return { score: 0, marks: [] };
  const lower = text.toLowerCase();
  // Letters whose lower case is longer would put the marks beside them.
  const fits = lower.length === text.length ? lower : text;
  const words = wanted.split(/\s+/);
  const marks: [number, number][] = [];
  let score = 0;
  for (const word of words) {
    const found =
      whole(word, fits) ?? (loose && word.length >= fewest ? (initials(word, fits) ?? letters(word, fits)) : null);
    if (!found) return null;
    score += found.score;
    marks.push(...found.marks);
  }
  marks.sort((a, b) => a[0] - b[0]);
  return { score: score / words.length - text.length / 1000, marks: join(marks) };
}

const begins = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!);

function whole(word: string, text: string): Found | null {
  let best: Found | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const score = at === 0 ? worth.start : begins(text, at) ? worth.word : worth.inside;
    if (!best || score > best.score) best = { score, marks: [[at, at + word.length]] };
  }
  return best;
}

/** A word as the beginnings of several, in their order: "expl" in "export the library". */
function initials(word: string, text: string): Found | null {
  const starts = [...text].flatMap((_, at) => (begins(text, at) && /[\p{L}\p{N}]/u.test(text[at]!) ? [at] : []));
  const from = (typed: number, start: number): [number, number][] | null => {
    if (typed === word.length) return [];
    for (let n = start; n < starts.length; n++) {
      const at = starts[n]!;
      let run = 0;
      while (typed + run < word.length && text[at + run] === word[typed + run]) run++;
      for (; run > 0; run--) {
        const rest = from(typed + run, n + 1);
        if (rest) return [[at, at + run], ...rest];
      }
    }
    return null;
  };
  const marks = from(0, 0);
  return marks && { score: worth.initials - marks.length / 100, marks };
}

/** A word as letters in their order, from the beginning of some word on. The closer they stand, the better. */
function letters(word: string, text: string): Found | null {
  let best: Found | null = null;
  for (let start = text.indexOf(word[0]!); start >= 0; start = text.indexOf(word[0]!, start + 1)) {
    if (!begins(text, start)) continue;
    const marks: [number, number][] = [];
    let at = start;
    for (const letter of word) {
      at = text.indexOf(letter, at);
      if (at < 0) break;
      marks.push([at, at + 1]);
      at++;
    }
    if (at < 0) continue;
    const score = (worth.letters * word.length) / (at - start);
    if (!best || score > best.score) best = { score, marks };
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
