/** Commands that save parts of the sound, and what it looks like. */
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
    id: 'clip.loop',
    group: 'Files',
    label: 'Save the sound of the loop…',
    also: 'clip cut audio wav export snippet selection dragged',
    icon: 'loop',
    when: (stet) => hasSound(stet) && (stet.player.range?.again ?? false),
    run: (stet) => void stet.clips.saveLoop(),
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
  {
    id: 'waveform.save',
    group: 'Files',
    label: 'Save the waveform for other programs…',
    also: 'audiowaveform peaks dat json export',
    icon: 'sound',
    when: (stet) => hasSound(stet) && stet.waveform.view.key !== 0,
    run: (stet) => void stet.clips.saveWaveform(),
  },
  {
    id: 'waveform.take',
    group: 'Files',
    label: 'Take a waveform from a file…',
    also: 'audiowaveform peaks dat json import',
    icon: 'sound',
    when: hasSound,
    run: (stet) => void stet.clips.takeWaveform(),
  },
];
