/** Commands that get back what was imported. Undo and redo stand with the transcript's. */
import { type Command, hasEpisode } from './command';

export const history: Command[] = [
  {
    id: 'history.compare',
    group: 'Transcript',
    label: 'Compare with the import…',
    also: 'as imported original restore revert history diff versions exported',
    icon: 'file',
    when: hasEpisode,
    run: (stet) => stet.dialogs.versions(),
  },
  {
    id: 'history.turn.imported',
    group: 'Transcript',
    label: 'Get the turn back as imported',
    also: 'original revert restore reset',
    icon: 'file',
    when: (stet) => stet.episode.place !== null,
    run: (stet) => {
      const turn = stet.episode.place?.turn;
      if (turn !== undefined) void stet.history.getTurnBack(turn, 'imported');
    },
  },
  {
    id: 'history.chunk.imported',
    group: 'Transcript',
    label: 'Get the chunk back as imported',
    also: 'original revert restore reset',
    icon: 'file',
    when: (stet) => stet.episode.chunk !== null,
    run: (stet) => {
      const chunk = stet.episode.chunk;
      if (chunk) void stet.history.getBack([chunk.id], 'imported');
    },
  },
  {
    id: 'history.episode.imported',
    group: 'Transcript',
    label: 'Get the episode back as imported',
    also: 'original revert restore reset',
    icon: 'file',
    when: hasEpisode,
    run: (stet) => void stet.history.getBack([], 'imported'),
  },
];
