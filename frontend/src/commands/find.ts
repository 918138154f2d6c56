/** Commands that find words and put others in their place. */
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode } from './command';

/** The words of the transcript have the focus. */
const inWords = (): boolean =>
  document.activeElement?.closest('[data-words]') !== null && document.activeElement !== null;

function go(stet: Stet, way: 1 | -1): void {
  stet.finding.go(way, inWords());
}

const inTranscript = (stet: Stet): boolean =>
  hasEpisode(stet) && !stet.searching.open && !stet.board.open && !stet.registry.open;

export const find: Command[] = [
  {
    id: 'find',
    group: 'Transcript',
    label: 'Find in the episode…',
    also: 'search text words',
    icon: 'search',
    when: hasEpisode,
    run: (stet) => {
      stet.searching.close();
      stet.board.close();
      stet.registry.close();
      stet.finding.start(stet.finding.open && stet.finding.replacing);
    },
  },
  {
    id: 'find.replace',
    group: 'Transcript',
    label: 'Find and replace…',
    also: 'search change substitute',
    icon: 'pencil',
    when: hasEpisode,
    run: (stet) => {
      if (stet.searching.open) stet.searching.askWith();
      else {
        stet.board.close();
        stet.registry.close();
        stet.finding.start(true);
      }
    },
  },
  {
    id: 'find.next',
    group: 'Transcript',
    label: 'Next hit',
    also: 'find search',
    icon: 'next',
    when: inTranscript,
    why: 'The transcript is not in sight',
    run: (stet) => go(stet, 1),
  },
  {
    id: 'find.previous',
    group: 'Transcript',
    label: 'Previous hit',
    also: 'find search',
    icon: 'prev',
    when: inTranscript,
    why: 'The transcript is not in sight',
    run: (stet) => go(stet, -1),
  },
  {
    id: 'find.replaceAll',
    group: 'Transcript',
    label: 'Replace all…',
    also: 'find preview',
    icon: 'pencil',
    when: (stet) => inTranscript(stet) && stet.finding.open && stet.finding.count > 0,
    why: 'Nothing was found yet',
    run: (stet) => {
      const request = stet.finding.request();
      if (request) stet.searching.preview(request, stet.finding.with);
    },
  },
  {
    id: 'search.library',
    group: 'Go',
    label: 'Search the library…',
    also: 'find all episodes',
    icon: 'search',
    when: (stet) => !stet.library.empty,
    run: (stet) => {
      stet.board.close();
      stet.registry.close();
      stet.searching.library();
    },
  },
  {
    id: 'place.transcript',
    group: 'Go',
    label: 'Go to the transcript',
    icon: 'lines',
    when: hasEpisode,
    run: (stet) => {
      stet.searching.close();
      stet.board.close();
      stet.registry.close();
      queueMicrotask(() => stet.episode.transcript?.focus());
    },
  },
  {
    id: 'glossary',
    group: 'Transcript',
    label: 'Glossary of mishearings…',
    also: 'wrong right words pairs',
    hint: (stet) => (stet.glossaries.pairs.length > 0 ? `${stet.glossaries.pairs.length} in this series` : ''),
    icon: 'book',
    when: hasEpisode,
    run: (stet) => stet.dialogs.glossary(),
  },
  {
    id: 'glossary.remember',
    group: 'Transcript',
    label: (stet) => {
      const pair = stet.glossaries.fresh;
      return pair ? `Remember “${pair.wrong}” as misheard for “${pair.right}”` : 'Remember the pair';
    },
    also: 'glossary mishearing',
    icon: 'book',
    when: (stet) => stet.glossaries.fresh !== null,
    run: (stet) => void stet.glossaries.remember(),
  },
];
