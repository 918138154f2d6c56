/** How much of a text there is room for. Pure. */

/** As many whole words as fit, or as many letters as do where not even one word does. */
export function fitting(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  const fits = (ends: readonly number[]) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (measure(text.slice(0, ends[middle])) <= room) low = middle + 1;
      else high = middle;
    }
    return text.slice(0, ends[low - 1] ?? 0);
  };
  const words = Array.from(text.matchAll(/\S(?=\s|$)/gu), ({ index, 0: last }) => index + last.length);
  return fits(words) || fits(Array.from(segments.segment(text), ({ index, segment }) => index + segment.length));
}

const segments = new Intl.Segmenter();
