/** Commands that bring files in and write them out. */
import { type Command, hasEpisode } from './command';

export const files: Command[] = [
  {
    id: 'files.open',
    group: 'Files',
    label: 'Open files…',
    also: 'import add',
    icon: 'file',
    run: (stet) => void stet.importing.chooseFiles(),
  },
  {
    id: 'files.folder',
    group: 'Files',
    label: 'Open a folder…',
    also: 'import add directory',
    icon: 'folder',
    run: (stet) => void stet.importing.chooseFolder(),
  },
  {
    id: 'files.sample',
    group: 'Files',
    label: 'Open the sample episode',
    also: 'example demo',
    icon: 'triangle',
    run: (stet) => void stet.importing.openSample(),
  },
  {
    id: 'export',
    group: 'Files',
    label: 'Export…',
    also: 'write save publish captions subtitles srt vtt formats',
    icon: 'export',
    when: hasEpisode,
    run: (stet) => {
      stet.dialogs.export();
      void stet.exporting.begin('episode');
    },
  },
  {
    id: 'export.series',
    group: 'Files',
    label: 'Export the series…',
    also: 'write save publish all episodes captions subtitles srt vtt formats',
    icon: 'export',
    when: hasEpisode,
    run: (stet) => {
      stet.dialogs.export();
      void stet.exporting.begin('series');
    },
  },
  {
    id: 'export.library',
    group: 'Files',
    label: 'Export the library…',
    also: 'write save publish all',
    icon: 'export',
    when: hasEpisode,
    run: (stet) => {
      stet.dialogs.export();
      void stet.exporting.begin('library');
    },
  },
  {
    id: 'episode.series',
    group: 'Files',
    label: 'Move the episode to another series…',
    also: 'show podcast rename change',
    icon: 'book',
    when: hasEpisode,
    run: (stet) => stet.dialogs.series(),
  },
  {
    id: 'disk.takeIn',
    group: 'Files',
    label: 'Take in changes from disk',
    also: 'merge reload revert git pull refresh',
    icon: 'file',
    when: (stet) => stet.disk.changed.length > 0,
    run: (stet) => void stet.disk.takeIn(),
  },
  {
    id: 'disk.takeAgain',
    group: 'Files',
    label: 'Take the transcript that changed on disk again…',
    also: 'recut corrected reload coverage refresh',
    icon: 'file',
    when: (stet) => (stet.disk.view?.anew.length ?? 0) > 0,
    run: (stet) => void stet.disk.takeAgain(),
  },
  {
    id: 'disk.letTranscript',
    group: 'Files',
    label: 'Let the transcript that changed on disk stand',
    also: 'coverage ignore keep chunks',
    icon: 'check',
    when: (stet) => (stet.disk.view?.anew.length ?? 0) > 0,
    run: (stet) => void stet.coverage.letTranscript(),
  },
  {
    id: 'disk.settle',
    group: 'Files',
    label: 'Settle what was changed both here and on disk…',
    also: 'merge conflict resolve theirs mine',
    icon: 'warn',
    when: (stet) => stet.disk.clashes.length > 0,
    run: (stet) => stet.dialogs.clashes(),
  },
  {
    id: 'save.retry',
    group: 'Files',
    label: 'Try to save again',
    icon: 'redo',
    when: (stet) => stet.saving.failure !== null,
    run: (stet) => stet.saving.retry(),
  },
];
