/** Commands of going over an episode: what is checked, what there is to say, and the way from one place to the next. */
import { heardChoices } from '../state/settings.svelte';
import type { Stet } from '../state/stet.svelte';
import { startOf } from '../model/times';
import type { TurnView } from '../model/views';
import { type Command, hasEpisode, inEditor, touched } from './command';

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

/** The turns without a time whose words have one. */
function offered(stet: Stet): TurnView[] {
  const turns = stet.episode.view?.chunks.flatMap((chunk) => chunk.turns) ?? [];
  return turns.filter((turn) => turn.start === '' && startOf(turn.times) !== null);
}

/** Gives the turns that are chosen the times of their words, and goes to the next one that is offered some. */
function acceptTime(stet: Stet): void {
  const list = offered(stet);
  const chosen = list.filter((turn) => touched(stet).includes(turn.id));
  const next = list[list.indexOf(chosen.at(-1)!) + 1] ?? list.find((turn) => !chosen.includes(turn));
  if (chosen.length > 0) stet.edges.acceptTimes(chosen.map((turn) => turn.id));
  if (next) stet.episode.revealTurn(next.id, { focus: true });
}

const takeAll = (heard: number | string): string => `Give times to all turns of whose words ${heard} % were heard`;

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
    id: 'turn.acceptTime',
    group: 'Transcript',
    label: 'Give the turn the time of its words, and go to the next',
    also: 'accept suggested untimed timecode align',
    icon: 'clock',
    when: (stet) => offered(stet).length > 0,
    why: 'No turn is offered a time',
    run: acceptTime,
  },
  {
    id: 'turn.acceptTimes',
    group: 'Transcript',
    label: (stet) => takeAll(stet.settings.kept.takeHeard),
    plain: 'Give times to all turns of whose words enough were heard',
    also: 'accept suggested untimed timecode align confidence',
    icon: 'clock',
    when: (stet) => offered(stet).length > 0,
    why: 'No turn is offered a time',
    run: (stet) => stet.edges.acceptHeard(stet.settings.kept.takeHeard),
  },
  ...heardChoices.map((heard): Command => ({
    id: `turn.acceptTimes.${heard}`,
    group: 'Transcript',
    label: takeAll(heard),
    also: 'accept suggested untimed timecode align confidence',
    icon: 'clock',
    // The key has the other one.
    when: (stet) => heard !== stet.settings.kept.takeHeard && offered(stet).length > 0,
    run: (stet) => stet.edges.acceptHeard(heard),
  })),
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
    why: 'There are no comments or bookmarks',
    run: (stet) => stet.noting.step('comment', 1),
  },
  {
    id: 'comment.previous',
    group: 'Transcript',
    label: 'Previous comment',
    icon: 'comment',
    when: hasNotes,
    why: 'There are no comments or bookmarks',
    run: (stet) => stet.noting.step('comment', -1),
  },
  {
    id: 'bookmark.next',
    group: 'Transcript',
    label: 'Next bookmark',
    icon: 'bookmark',
    when: hasNotes,
    why: 'There are no comments or bookmarks',
    run: (stet) => stet.noting.step('bookmark', 1),
  },
  {
    id: 'bookmark.previous',
    group: 'Transcript',
    label: 'Previous bookmark',
    icon: 'bookmark',
    when: hasNotes,
    why: 'There are no comments or bookmarks',
    run: (stet) => stet.noting.step('bookmark', -1),
  },
];
