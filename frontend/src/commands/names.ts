/** Commands on who and what is spoken of. */
import { type Command, hasEpisode } from './command';

export const names: Command[] = [
  {
    id: 'tag',
    group: 'Transcript',
    label: 'Tag the words…',
    also: 'entity name mark person company product place mention',
    icon: 'tag',
    when: hasEpisode,
    run: (stet) => stet.dialogs.tag(),
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
