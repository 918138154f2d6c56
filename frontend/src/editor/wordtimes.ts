/**
 * The words of a turn with their times: where each stands in the turn's text, and when it is said. Where the text runs
 * ahead of its times, as for a moment after a word was typed, it says nothing rather than something wrong. Pure.
 */
import { isTimed, unpack, wordPlaces } from '../model/times';
import type { Flicks } from '../model/views';

export interface SpokenWord {
  /** Where the word stands, from the turn's start. */
  readonly from: number;
  readonly to: number;
  /** When it is said; null where nobody knows. */
  readonly said: { readonly from: Flicks; readonly to: Flicks } | null;
}

/** Null where no word has a time, or the times are not those of this text. */
export function spokenWords(times: string, text: string): SpokenWord[] | null {
  if (times === '') return null;
  const known = unpack(times);
  const places = wordPlaces(text);
  if (known.length !== places.length) return null;
  return places.map(({ from, to }, i) => {
    const time = known[i]!;
    return { from, to, said: isTimed(time.how) ? { from: time.from, to: time.to } : null };
  });
}

/** The word that is heard at a time, -1 for none; where several are, the one that began last. */
export function heardAt(words: readonly SpokenWord[], at: Flicks): number {
  let found = -1;
  words.forEach(({ said }, i) => {
    if (!said || at < said.from || at >= said.to) return;
    if (found < 0 || said.from >= words[found]!.said!.from) found = i;
  });
  return found;
}

/** The word that began last, or the first that begins; -1 where no word has a time. */
export function begunAt(words: readonly SpokenWord[], at: Flicks): number {
  let begun = -1;
  let next = -1;
  words.forEach(({ said }, i) => {
    if (!said) return;
    if (said.from <= at) {
      if (begun < 0 || said.from >= words[begun]!.said!.from) begun = i;
    } else if (next < 0 || said.from < words[next]!.said!.from) next = i;
  });
  return begun < 0 ? next : begun;
}

/** The word at a place of the text: the one it stands in or right behind, or the next; -1 behind the last. */
export function wordAt(words: readonly { from: number; to: number }[], offset: number): number {
  return words.findIndex((word) => offset <= word.to);
}
