/** Commands that save parts of the sound. */
import { type Command, hasSound, hasTurns } from './command';

export const clips: Command[] = [
  {
    id: 'clip.selection',
    group: 'Files',
    label: (stet) =>
      stet.episode.place?.words
        ? 'Save the sound of the words…'
        : (stet.episode.place?.selectedTurns.length ?? 0) > 1
          ? 'Save the sound of the turns…'
          : 'Save the sound of the turn…',
    plain: 'Save the sound of the turn or the selection…',
    also: 'clip cut audio wav export snippet',
    icon: 'sound',
    when: (stet) => hasSound(stet) && (hasTurns(stet) || stet.episode.place !== null),
    run: (stet) => void stet.clips.saveSelection(),
  },
  {
    id: 'clip.chunk',
    group: 'Files',
    label: 'Save the sound of the chunk…',
    also: 'clip cut audio wav export snippet',
    icon: 'sound',
    when: (stet) => hasSound(stet) && stet.episode.chunk !== null,
    run: (stet) => void stet.clips.saveChunk(),
  },
];
