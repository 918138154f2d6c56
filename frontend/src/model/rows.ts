/** Which of very many rows show in a stretch of a list. Pure. */

/** Where each row begins, and last where all of them end. */
export function tops(heights: readonly number[]): number[] {
  const out = [0];
  for (const height of heights) out.push(out[out.length - 1]! + height);
  return out;
}

/** The row that stands at a height: the first for what lies above all, the last for what lies below. */
export function rowAt(starts: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows that show between two heights: from the first to before the second number. */
export function shown(starts: readonly number[], from: number, to: number): [number, number] {
  const rows = starts.length - 1;
  if (rows <= 0) return [0, 0];
  return [rowAt(starts, from), rowAt(starts, to) + 1];
}
