/** Commands on doubtful words. */
import { type Command, hasEpisode } from './command';

export const spelling: Command[] = [
  {
    id: 'doubt.mend',
    group: 'Transcript',
    label: 'Mend the word at the caret…',
    also: 'spelling suggestions correct dictionary add word',
    icon: 'pencil',
    when: hasEpisode,
    run: (stet) => stet.spelling.open(),
  },
  {
    id: 'doubt.next',
    group: 'Transcript',
    label: 'Next doubtful word',
    also: 'spelling misspelled',
    icon: 'go',
    when: hasEpisode,
    run: (stet) => void stet.spelling.go(1),
  },
  {
    id: 'doubt.previous',
    group: 'Transcript',
    label: 'Previous doubtful word',
    also: 'spelling misspelled',
    icon: 'go',
    when: hasEpisode,
    run: (stet) => void stet.spelling.go(-1),
  },
  {
    id: 'spelling',
    group: 'View',
    label: (stet) => (stet.spelling.on ? 'Do not underline doubtful words' : 'Underline doubtful words'),
    also: 'spelling check dictionary turn off on',
    icon: 'pencil',
    run: (stet) => stet.spelling.setOn(!stet.spelling.on),
  },
];
