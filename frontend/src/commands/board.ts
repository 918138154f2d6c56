/** Commands on the topic board, and on the front matter of many chunks. */
import { type Command, hasEpisode } from './command';

export const board: Command[] = [
  {
    id: 'place.board',
    group: 'Go',
    label: 'Go to the topic board',
    also: 'topics tags matrix metadata',
    icon: 'board',
    when: hasEpisode,
    run: (stet) => {
      stet.searching.close();
      stet.registry.close();
      stet.board.show();
    },
  },
  {
    id: 'board.change',
    group: 'Files',
    label: 'Change all chunks…',
    also: 'tags rename merge retire drop field order indent title case bulk front matter',
    icon: 'tag',
    when: hasEpisode,
    run: (stet) => stet.chunkChange.start(),
  },
];
