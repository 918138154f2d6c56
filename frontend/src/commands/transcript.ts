/** Commands on the words and what has been done to them. */
import type { Status } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, hasTurns, inEditor } from './command';
import { structure } from './structure';

const statuses: [Status, string][] = [
  ['draft', 'draft'],
  ['review', 'in review'],
  ['ready', 'ready'],
  ['exported', 'exported'],
];

/** The history that a person is at: the registry's, while it shows; else the episode's. */
const historyOf = ({ registry, episode }: Stet) => (registry.open ? registry.names : episode.view?.history);

/** What is done to turns that are selected; there are none of these without. */
const onTurns = [
  ['turn.enter', 'Put the caret into the turn'],
  ['turn.clear', 'Clear the selection'],
  ['turn.previous', 'Select the turn before'],
  ['turn.next', 'Select the turn after'],
  ['turn.extend-previous', 'Extend to the turn before'],
  ['turn.extend-next', 'Extend to the turn after'],
  ['turn.page-previous', 'Select eight turns before'],
  ['turn.page-next', 'Select eight turns after'],
  ['turn.extend-page-previous', 'Extend by eight turns before'],
  ['turn.extend-page-next', 'Extend by eight turns after'],
  ['turn.all', 'Select all turns'],
] as const;

export const transcript: Command[] = [
  {
    id: 'undo',
    group: 'Transcript',
    plain: 'Undo',
    label: (stet) => {
      const name = historyOf(stet)?.undo;
      return name ? `Undo: ${name}` : 'Undo';
    },
    icon: 'undo',
    why: 'There is nothing to undo',
    when: (stet) =>
      (historyOf(stet)?.undo ?? '') !== '' ||
      (!stet.registry.open && (stet.saving.waiting > 0 || stet.episode.unmade > 0)) ||
      (stet.board.open && stet.board.changes.undoes),
    run: (stet) => {
      if (stet.registry.open) void stet.registry.undo();
      else if (stet.board.open && stet.board.changes.undoes) void stet.board.changes.undo();
      else stet.episode.undo();
    },
  },
  {
    id: 'redo',
    group: 'Transcript',
    plain: 'Redo',
    label: (stet) => {
      const name = historyOf(stet)?.redo;
      return name ? `Redo: ${name}` : 'Redo';
    },
    icon: 'redo',
    why: 'There is nothing to do again',
    when: (stet) => (historyOf(stet)?.redo ?? '') !== '' || (stet.board.open && stet.board.changes.redoes),
    run: (stet) => {
      if (stet.registry.open) void stet.registry.redo();
      else if (stet.board.open && stet.board.changes.redoes) void stet.board.changes.redo();
      else stet.episode.redo();
    },
  },
  ...Array.from({ length: 9 }, (_, i): Command => {
    const number = i + 1;
    const speaker = (stet: Stet) => stet.episode.view?.speakers.find((each) => each.number === number);
    return {
      id: `turn.speaker.${number}`,
      group: 'Transcript',
      label: (stet) => `Give the turn to ${speaker(stet)?.label ?? `speaker ${number}`}`,
      plain: `Give the turn to speaker ${number}`,
      also: `change speaker ${number} assign`,
      icon: 'person',
      why: 'Nobody has this number',
      when: (stet) => speaker(stet) !== undefined,
      run: inEditor(`turn.speaker.${number}`),
    };
  }),
  ...structure,
  {
    id: 'turn.select',
    group: 'Transcript',
    label: 'Select the turn',
    icon: 'lines',
    where: 'words',
    when: hasEpisode,
    run: inEditor('turn.select'),
  },
  ...onTurns.map(([id, label]): Command => ({
    id,
    group: 'Transcript',
    label,
    icon: 'lines',
    where: 'turns',
    when: hasTurns,
    run: inEditor(id),
  })),
  ...statuses.map(([status, name]): Command => ({
    id: `chunk.status.${status}`,
    group: 'Transcript',
    label: `Mark the chunk ${name}`,
    icon: 'check',
    why: (stet) => (stet.episode.chunk ? 'It is so already' : 'No episode is open'),
    when: (stet) => stet.episode.chunk !== null && stet.episode.chunk.status !== status,
    run: (stet) => {
      const chunk = stet.episode.chunk;
      if (chunk) {
        stet.episode.editHead({ kind: 'status', chunk: chunk.id, status }, `Marked ${chunk.number} ${name}`.trim(), {
          toast: true,
        });
      }
    },
  })),
];
