/** Commands on who and what is spoken of. */
import { type Command, hasEpisode } from './command';

export const names: Command[] = [
  {
    id: 'tag',
    group: 'Transcript',
    label: 'Tag the words…',
    also: 'entity name mark person company product place mention',
    icon: 'tag',
    when: (stet) => hasEpisode(stet) && !stet.searching.open && !stet.board.open && !stet.registry.open,
    run: (stet) => stet.dialogs.tag(),
  },
  {
    id: 'place.registry',
    group: 'Go',
    label: 'Go to the entity registry',
    also: 'names people companies products aliases mishearings tags topics vocabulary build import list',
    icon: 'book',
    when: (stet) => !stet.library.empty,
    run: (stet) => {
      stet.searching.close();
      stet.board.close();
      stet.registry.show();
    },
  },
  {
    id: 'names.accept',
    group: 'Transcript',
    label: 'Accept all suggested names',
    also: 'entities tag mark chunk',
    icon: 'check',
    when: (stet) => stet.names.acceptable.length > 0,
    run: (stet) => void stet.names.acceptAll(),
  },
];
