/** Commands on chunks as wholes: where they part, in which order they stand, how they count. */
import { boundaryNear } from '../model/cutting';
import { chunkOf } from '../model/episode';
import type { ChunkView, ID } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, touched } from './command';

/** The chunk of the turns that a command is about, its place in the episode, and the first of the turns. */
function here(stet: Stet): { chunk: ChunkView; at: number; last: number; turn: ID } | null {
  const view = stet.episode.view;
  const turn = touched(stet)[0];
  const chunk = view && turn !== undefined ? chunkOf(view, turn) : null;
  if (!view || !chunk || turn === undefined) return null;
  return { chunk, at: view.chunks.indexOf(chunk), last: view.chunks.length - 1, turn };
}

const on =
  (act: (stet: Stet, found: NonNullable<ReturnType<typeof here>>) => void) =>
  (stet: Stet): void => {
    const found = here(stet);
    if (found) act(stet, found);
  };

const move = (id: string, label: string, by: number): Command => ({
  id,
  why: by < 0 ? 'No chunk comes before it' : 'No chunk comes after it',
  group: 'Transcript',
  label,
  also: 'reorder order',
  icon: 'go',
  when: (stet) => {
    const found = here(stet);
    return found !== null && found.at + by >= 0 && found.at + by <= found.last;
  },
  run: on((the, { chunk }) => the.edges.moveChunk(chunk.id, by)),
});

/** The boundary that is meant, and where it goes: the one that was moved last, while the caret is where it was. */
function boundary(stet: Stet, by: 1 | -1) {
  const view = stet.episode.view;
  const turn = touched(stet)[0];
  if (!view || turn === undefined) return null;
  const { moved } = stet.edges;
  const stays = moved?.turn === turn && moved.episode === view.id;
  const to = boundaryNear(view, turn, by, stays ? moved.chunk : null);
  return to && { ...to, moved: { episode: view.id, chunk: to.chunk, turn } };
}

const shift = (id: string, label: string, by: 1 | -1): Command => ({
  id,
  why: 'There is no boundary that could move there',
  group: 'Transcript',
  label,
  also: 'chunk begins ends move turn',
  icon: 'go',
  when: (stet) => boundary(stet, by) !== null,
  run: (stet) => {
    const found = boundary(stet, by);
    if (!found) return;
    stet.edges.moved = found.moved;
    stet.edges.moveBoundary(found.chunk, found.turn);
  },
});

export const chunks: Command[] = [
  {
    id: 'chunk.split',
    group: 'Transcript',
    label: 'Split the chunk before this turn',
    also: 'new chunk part divide cut',
    why: (stet) => (here(stet) ? 'The chunk begins with this turn' : 'There is no turn'),
    icon: 'lines',
    when: (stet) => {
      const found = here(stet);
      return found !== null && found.chunk.turns[0]?.id !== found.turn;
    },
    run: on((stet, { turn }) => stet.edges.splitChunk(turn)),
  },
  {
    id: 'chunk.join',
    group: 'Transcript',
    label: 'Join the chunk with the one before',
    also: 'merge combine',
    why: 'No chunk comes before it',
    icon: 'lines',
    when: (stet) => (here(stet)?.at ?? 0) > 0,
    run: on((stet, { chunk }) => stet.edges.joinChunk(chunk.id)),
  },
  move('chunk.earlier', 'Move the chunk before the one before', -1),
  move('chunk.later', 'Move the chunk behind the next one', 1),
  {
    id: 'chunk.propose',
    group: 'Transcript',
    label: 'Propose boundaries in the chunk',
    also: 'cut where its text parts segment split automatically',
    icon: 'lines',
    when: (stet) => here(stet) !== null,
    why: 'There is no turn',
    run: on((stet, { chunk }) => {
      stet.showInspector(true);
      stet.settings.set('tab', 'checks');
      void stet.proposing.start(chunk.id);
    }),
  },
  {
    id: 'chunk.takeProposals',
    group: 'Transcript',
    label: 'Cut at all boundaries that are proposed',
    also: 'accept proposals',
    why: 'None are proposed',
    icon: 'check',
    when: (stet) => stet.proposing.rows.length > 0,
    run: (stet) => void stet.proposing.takeAll(),
  },
  shift('chunk.boundaryBack', 'Move the boundary one turn back', -1),
  shift('chunk.boundaryOn', 'Move the boundary one turn on', 1),
  {
    id: 'coverage',
    group: 'Transcript',
    label: 'Show whether the chunks hold every turn once',
    also: 'coverage ledger gap twice missing turns transcript',
    icon: 'check',
    when: hasEpisode,
    run: (stet) => {
      stet.showInspector(true);
      stet.settings.set('tab', 'checks');
      void stet.coverage.look().then(() => stet.coverage.show());
    },
  },
  {
    id: 'chunk.renumber',
    group: 'Transcript',
    label: 'Renumber the chunks',
    also: 'count order',
    icon: 'lines',
    when: hasEpisode,
    run: (stet) => stet.edges.renumberChunks(false),
  },
  {
    id: 'chunk.renumberSlugs',
    group: 'Transcript',
    label: 'Renumber the chunks, their slugs and files',
    also: 'rename order',
    icon: 'lines',
    when: hasEpisode,
    run: (stet) => stet.edges.renumberChunks(true),
  },
  {
    id: 'chunk.reslug',
    group: 'Transcript',
    label: 'Name the chunks’ slugs and files after their titles',
    also: 'rename address published title words',
    icon: 'lines',
    when: hasEpisode,
    run: (stet) => stet.edges.reslugChunks(),
  },
];
