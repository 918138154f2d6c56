/** Commands on who speaks. Giving a turn to one of nine stands with the other commands on the words. */
import { turnOf } from '../model/episode';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, inEditor } from './command';

/** Whose the first turn is that is selected, or that the caret is in; null where it is nobody's. */
function speakerHere({ episode }: Stet): string | null {
  const turn = episode.place?.selectedTurns[0] ?? episode.place?.turn;
  return (turn !== undefined && episode.view && turnOf(episode.view, turn)?.speaker) || null;
}

export const speakers: Command[] = [
  {
    id: 'speaker',
    group: 'Transcript',
    label: 'Change the speaker…',
    also: 'new give assign person merge speakers label',
    icon: 'person',
    when: hasEpisode,
    run: (stet) => stet.dialogs.speaker(),
  },
  {
    id: 'speaker.rename',
    group: 'Transcript',
    label: (stet) => `Rename ${speakerHere(stet) ?? 'the speaker'}…`,
    plain: 'Rename the speaker…',
    also: 'speakers merge full name label everywhere series',
    icon: 'pencil',
    when: (stet) => speakerHere(stet) !== null,
    run: (stet) => stet.dialogs.speaker(speakerHere(stet)),
  },
  ...Array.from({ length: 9 }, (_, i): Command => {
    const speaker = (stet: Stet) => stet.episode.view?.speakers.find((each) => each.number === i + 1);
    return {
      id: `run.speaker.${i + 1}`,
      group: 'Transcript',
      label: (stet) => `Give the rest of the run to ${speaker(stet)?.label ?? `speaker ${i + 1}`}`,
      plain: `Give the rest of the run to speaker ${i + 1}`,
      also: `change speaker ${i + 1} assign following turns`,
      icon: 'person',
      when: (stet) => speaker(stet) !== undefined,
      run: inEditor(`run.speaker.${i + 1}`),
    };
  }),
];
