/** Commands on the words and what has been done to them. */
import type { ChunkView, Status } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, hasTurns, inEditor } from './command';
import { structure } from './structure';

const statuses: [Status, string][] = [
  ['draft', 'draft'],
  ['review', 'in review'],
  ['ready', 'ready'],
  ['exported', 'exported'],
];

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
] as const;

/** The places of problems and suggestions, in the order of the episode; those without a turn count at their chunk's start. */
function problems(stet: Stet): { chunk: ChunkView; turn: number; field: string; suggested: boolean }[] {
  return (stet.episode.view?.chunks ?? []).flatMap((chunk) => {
    const order = new Map(chunk.turns.map((turn, i) => [turn.id, i]));
    const suggested = stet.suggestions.open(chunk.id).map(({ turn }) => ({ turn, field: '', suggested: true }));
    const wrong = chunk.problems
      .filter((problem) => problem.severity !== 'info')
      .map(({ turn, field }) => ({ turn, field, suggested: false }));
    return [...wrong, ...suggested]
      .map((each) => ({ ...each, chunk, at: order.get(each.turn) ?? -1 }))
      .sort((a, b) => a.at - b.at);
  });
}

function goToProblem(stet: Stet, by: 1 | -1): void {
  const all = problems(stet);
  if (all.length === 0) {
    stet.notices.show('Nothing to look at.');
    return;
  }
  const next = all[(stet.problemAt + by + all.length) % all.length]!;
  stet.problemAt = all.indexOf(next);
  // What is proposed is taken on its card.
  if (next.suggested) stet.settings.set('tab', 'checks');
  if (next.turn) stet.episode.revealTurn(next.turn, { focus: true });
  else {
    stet.showInspector(true);
    stet.settings.set('tab', next.field ? 'metadata' : 'checks');
    if (next.field) stet.episode.revealField(next.chunk.id, next.field);
    else stet.episode.revealChunk(next.chunk.id);
  }
}

export const transcript: Command[] = [
  {
    id: 'undo',
    group: 'Transcript',
    plain: 'Undo',
    label: (stet) => {
      const name = stet.episode.view?.history.undo;
      return name ? `Undo: ${name}` : 'Undo';
    },
    icon: 'undo',
    when: (stet) => (stet.episode.view?.history.undo ?? '') !== '' || stet.saving.waiting > 0,
    run: (stet) => stet.episode.undo(),
  },
  {
    id: 'redo',
    group: 'Transcript',
    plain: 'Redo',
    label: (stet) => {
      const name = stet.episode.view?.history.redo;
      return name ? `Redo: ${name}` : 'Redo';
    },
    icon: 'redo',
    when: (stet) => (stet.episode.view?.history.redo ?? '') !== '',
    run: (stet) => stet.episode.redo(),
  },
  ...Array.from({ length: 9 }, (_, i): Command => {
    const number = i + 1;
    const speaker = (stet: Stet) => stet.episode.view?.speakers.find((each) => each.number === number);
    return {
      id: `turn.speaker.${number}`,
      group: 'Transcript',
      label: (stet) => `Give the turn to ${speaker(stet)?.label ?? `speaker ${number}`}`,
      plain: `Give the turn to speaker ${number}`,
      also: 'change speaker assign',
      icon: 'person',
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
  {
    id: 'problem.next',
    group: 'Transcript',
    label: 'Next problem',
    icon: 'warn',
    when: hasEpisode,
    run: (stet) => goToProblem(stet, 1),
  },
  {
    id: 'problem.previous',
    group: 'Transcript',
    label: 'Previous problem',
    icon: 'warn',
    when: hasEpisode,
    run: (stet) => goToProblem(stet, -1),
  },
];
