/** Commands of going over an episode: what is checked, what there is to say, and the way from one place to the next. */
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, inEditor } from './command';

/** Goes to the next turn that nobody has checked, or the one before; around the end it goes on. */
function goToUnchecked(stet: Stet, by: 1 | -1): void {
  const turns = stet.episode.view?.chunks.flatMap((chunk) => chunk.turns) ?? [];
  const here = turns.findIndex((turn) => turn.id === stet.episode.place?.turn);
  for (let n = 1; n <= turns.length; n++) {
    const turn = turns[(here + by * n + turns.length * 2) % turns.length]!;
    if (turn.checked) continue;
    stet.episode.revealTurn(turn.id, { focus: true });
    return;
  }
  stet.notices.show('Every turn is checked.');
}

const hasNotes = (stet: Stet): boolean => stet.noting.ordered.length > 0;

export const review: Command[] = [
  {
    id: 'turn.check',
    group: 'Transcript',
    label: 'Check the turn, or uncheck it',
    also: 'checked done right heard mark',
    icon: 'check',
    when: hasEpisode,
    run: inEditor('turn.check'),
  },
  {
    id: 'turn.check-above',
    group: 'Transcript',
    label: 'Check this turn and all above it',
    also: 'checked done mark',
    icon: 'check',
    when: hasEpisode,
    run: inEditor('turn.check-above'),
  },
  {
    id: 'turn.unchecked.next',
    group: 'Transcript',
    label: 'Next unchecked turn',
    icon: 'check',
    when: hasEpisode,
    run: (stet) => goToUnchecked(stet, 1),
  },
  {
    id: 'turn.unchecked.previous',
    group: 'Transcript',
    label: 'Previous unchecked turn',
    icon: 'check',
    when: hasEpisode,
    run: (stet) => goToUnchecked(stet, -1),
  },
  {
    id: 'note.comment',
    group: 'Transcript',
    label: 'Comment on the words…',
    also: 'note remark',
    icon: 'comment',
    when: hasEpisode,
    run: (stet) => stet.noting.comment(),
  },
  {
    id: 'note.bookmark',
    group: 'Transcript',
    label: 'Bookmark the place, or name its bookmark',
    also: 'note mark flag',
    icon: 'bookmark',
    when: hasEpisode,
    run: (stet) => stet.noting.bookmark(),
  },
  {
    id: 'comment.next',
    group: 'Transcript',
    label: 'Next comment',
    icon: 'comment',
    when: hasNotes,
    run: (stet) => stet.noting.step('comment', 1),
  },
  {
    id: 'comment.previous',
    group: 'Transcript',
    label: 'Previous comment',
    icon: 'comment',
    when: hasNotes,
    run: (stet) => stet.noting.step('comment', -1),
  },
  {
    id: 'bookmark.next',
    group: 'Transcript',
    label: 'Next bookmark',
    icon: 'bookmark',
    when: hasNotes,
    run: (stet) => stet.noting.step('bookmark', 1),
  },
  {
    id: 'bookmark.previous',
    group: 'Transcript',
    label: 'Previous bookmark',
    icon: 'bookmark',
    when: hasNotes,
    run: (stet) => stet.noting.step('bookmark', -1),
  },
];
