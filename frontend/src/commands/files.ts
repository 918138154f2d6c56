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
    also: 'write save publish',
    icon: 'export',
    when: hasEpisode,
    run: (stet) => {
      stet.dialogs.export();
      void stet.exporting.start('episode');
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
      void stet.exporting.start('library');
    },
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
