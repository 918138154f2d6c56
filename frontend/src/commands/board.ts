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
  {
    id: 'board.change.chosen',
    group: 'Files',
    label: 'Change the chosen chunks…',
    also: 'set field value drop add order indent title case bulk front matter selected',
    icon: 'tag',
    when: (stet) => hasEpisode(stet) && stet.board.open && stet.board.chosen.length > 0,
    run: (stet) => stet.chunkChange.start({ kind: 'set', scope: 'chosen' }),
  },
  {
    id: 'board.change.listed',
    group: 'Files',
    label: 'Change the listed chunks…',
    also: 'set field value drop add order indent title case bulk front matter found filter search',
    icon: 'tag',
    when: (stet) => hasEpisode(stet) && stet.board.open && stet.board.filtered && stet.board.rows.length > 0,
    run: (stet) => stet.chunkChange.start({ kind: 'set', scope: 'listed' }),
  },
];
