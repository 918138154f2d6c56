/** How speakers are told apart in the margin: a number, a colour slot, and letters; and how one is found. Pure. */
import { match } from './match';
import type { SeriesSpeaker } from './speakerviews';
import type { SpeakerView } from './views';

export interface Badge {
  label: string;
  /** 1 and up; kept through the series. */
  number: number;
  /** 1 to 9: the tenth speaker starts over. */
  slot: number;
  /** One letter; two where one would be somebody else's, or the colour is. "?" for a speaker without a name. */
  letters: string;
  unnamed: boolean;
}

const unnamed = /^(speaker|unknown|voice|sprecher)?[\s_-]*(\d+|\?)?$/i;

export function badges(speakers: SpeakerView[]): Map<string, Badge> {
  const letters = speakers.map((speaker) => initial(speaker.label));
  return new Map(
    speakers.map((speaker, i) => {
      const nameless = unnamed.test(speaker.label);
      const shared = letters.some((letter, j) => j !== i && letter === letters[i]);
      const two = speaker.number > 9 || shared;
      return [
        speaker.label,
        {
          label: speaker.label,
          number: speaker.number,
          slot: ((Math.max(1, speaker.number) - 1) % 9) + 1,
          letters: nameless ? '?' : two ? pair(speaker.label) : letters[i]!,
          unnamed: nameless,
        },
      ];
    }),
  );
}

const initial = (label: string): string => [...label.trim()][0]?.toLocaleUpperCase() ?? '?';

function pair(label: string): string {
  const words = label.trim().split(/\s+/);
  const second = words.length > 1 ? initial(words[words.length - 1]!) : ([...label.trim()][1] ?? '');
  return initial(label) + second.toLocaleLowerCase();
}

/** The badges by label and by full name, since front matter may have either. */
export function people(speakers: SpeakerView[], known: ReadonlyMap<string, Badge>): Map<string, Badge> {
  const out = new Map(known);
  for (const { label, name } of speakers) {
    const badge = known.get(label);
    if (badge && name !== '' && !out.has(name)) out.set(name, badge);
  }
  return out;
}

/** Somebody to whom turns can be given. */
export interface Candidate {
  label: string;
  name: string;
  number: number;
  badge: Badge;
  /** In this episode; 0 for somebody who speaks only in others. */
  turns: number;
  /** Nobody bears the label yet. */
  isNew: boolean;
}

/**
 * Those whom a query finds by label or full name: first who speaks in the episode, then who does in others, by their
 * numbers; last, where nobody is called exactly so, somebody new.
 */
export function candidates(
  query: string,
  speakers: readonly SpeakerView[],
  turns: ReadonlyMap<string, number>,
  series: readonly SeriesSpeaker[],
): Candidate[] {
  const wanted = query.trim();
  const others = series.filter((s) => s.turns > 0 && speakers.every((each) => each.label !== s.label));
  const all = [...speakers, ...others];
  const fresh: SpeakerView = { label: wanted, number: freeNumber([...speakers, ...series]), name: '' };
  const isNew = wanted !== '' && all.every((each) => each.label !== wanted);
  const own = badges([...speakers]);
  const marked = badges([...all, ...(isNew ? [fresh] : [])]);
  const candidate = (s: SpeakerView, made: boolean): Candidate => ({
    ...{ label: s.label, name: s.name, number: s.number, isNew: made, turns: turns.get(s.label) ?? 0 },
    badge: own.get(s.label) ?? marked.get(s.label)!,
  });
  const found = all.filter((s) => match(wanted, s.label) ?? match(wanted, s.name));
  return [...found.map((s) => candidate(s, false)), ...(isNew ? [candidate(fresh, true)] : [])];
}

function freeNumber(taken: readonly SpeakerView[]): number {
  let n = 1;
  while (taken.some((s) => s.number === n)) n++;
  return n;
}
