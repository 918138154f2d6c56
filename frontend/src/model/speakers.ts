/** How speakers are told apart in the margin: a number, a colour slot, and letters. Pure. */
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
