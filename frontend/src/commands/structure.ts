/** Commands on the turns themselves: where they part, where they lie in the sound, and which chunk they stand in. */
import { chunkOf, turnOf } from '../model/episode';
import type { ChunkView } from '../model/views';
import { wordTold } from '../model/wordtold';
import type { Stet } from '../state/stet.svelte';
import { chunks } from './chunks';
import { type Command, hasEpisode, hasSound, hasTurns, inEditor, touched, withoutSound } from './command';

const hasTurn = (stet: Stet): boolean => touched(stet).length > 0;

/** The chunk of the turns that a command is about, its neighbour, and the turn at the edge. */
function edge(stet: Stet, after: boolean): { chunk: ChunkView; other: ChunkView | undefined; at: number } | null {
  const view = stet.episode.view;
  const turns = touched(stet);
  const turn = after ? turns.at(-1) : turns[0];
  const chunk = view && turn !== undefined ? chunkOf(view, turn) : null;
  if (!view || !chunk) return null;
  const other = view.chunks[view.chunks.indexOf(chunk) + (after ? 1 : -1)];
  return { chunk, other, at: chunk.turns.findIndex((each) => each.id === turn) };
}

function beginsHere(stet: Stet): void {
  const found = edge(stet, false);
  const turn = found?.chunk.turns[found.at];
  if (found && turn) stet.edges.moveBoundary(found.chunk.id, turn.id);
}

function endsHere(stet: Stet): void {
  const found = edge(stet, true);
  const turn = found?.chunk.turns[found.at + 1];
  if (found?.other && turn) stet.edges.moveBoundary(found.other.id, turn.id);
}

function setEdge(stet: Stet, end: boolean): void {
  const turns = touched(stet);
  const turn = end ? turns.at(-1) : turns[0];
  if (turn !== undefined) stet.edges.set(turn, end, stet.player.now());
}

const toSilence = (id: string, label: string, end: boolean): Command => ({
  id,
  group: 'Transcript',
  label,
  also: 'snap pause timecode trim',
  icon: 'clock',
  when: (stet) => hasSound(stet) && hasTurn(stet),
  why: withoutSound,
  run: (stet) => {
    const turns = touched(stet);
    const turn = end ? turns.at(-1) : turns[0];
    if (turn !== undefined) void stet.edges.toSilence(turn, end);
  },
});

const move = (id: string, key: string, label: string, end: boolean, frames: number): Command => ({
  id,
  group: 'Transcript',
  label,
  also: `trim nudge timecode ${key}`,
  icon: 'clock',
  when: hasTurn,
  why: 'There is no turn',
  run: (stet) => {
    const turns = touched(stet);
    const turn = end ? turns.at(-1) : turns[0];
    if (turn !== undefined) stet.edges.move(turn, end, frames);
  },
});

const wordEdge = (id: string, label: string, end: boolean): Command => ({
  id,
  group: 'Transcript',
  label,
  also: 'set word time by hand playhead edge',
  icon: 'clock',
  when: (stet) => hasSound(stet) && hasTurn(stet),
  why: withoutSound,
  run: (stet) => {
    const at = stet.episode.transcript?.anchor();
    // Of several words that are selected, the first begins and the last one ends.
    if (at) stet.edges.setWord(at.turn, end ? at.to - 1 : at.from, end, stet.player.now());
  },
});

/** Says when the word at the caret is said, and how that is known. */
function tellOrigin(stet: Stet): void {
  const { view, transcript } = stet.episode;
  const at = transcript?.anchor();
  const turn = view && at ? turnOf(view, at.turn) : null;
  if (!view || !at || !turn) return;
  const word = wordTold(turn, at.from, view);
  if (!word) return stet.notices.show('The turn has no words.');
  const when = word.at ? `is said at ${word.at}` : 'has no time';
  stet.notices.show(`“${word.text}” ${when}. Its time: ${word.origin}.`);
}

export const structure: Command[] = [
  {
    id: 'turn.split',
    group: 'Transcript',
    label: 'Split the turn at the caret',
    also: 'part divide enter',
    icon: 'lines',
    when: hasEpisode,
    run: inEditor('turn.split'),
  },
  {
    id: 'turn.splitAtPlayhead',
    group: 'Transcript',
    label: 'Split the turn at the playhead',
    also: 'part divide',
    icon: 'lines',
    when: hasSound,
    run: inEditor(
      'turn.split-at-playhead',
      'The playhead is not within the words of a turn: go to where it is to be split.',
    ),
  },
  {
    id: 'turn.new',
    group: 'Transcript',
    label: ({ episode: { chunk } }) =>
      chunk?.turns.length === 0 ? `New turn in chunk ${chunk.number || chunk.title}`.trim() : 'New turn after this one',
    plain: 'New turn',
    also: 'insert add write empty',
    icon: 'lines',
    when: hasEpisode,
    run: inEditor('turn.new'),
  },
  {
    id: 'turn.paragraph',
    group: 'Transcript',
    label: 'New paragraph in the turn',
    also: 'line break',
    icon: 'lines',
    when: hasEpisode,
    run: inEditor('turn.paragraph'),
  },
  {
    id: 'turn.join',
    group: 'Transcript',
    label: 'Join the selected turns',
    also: 'merge combine',
    icon: 'lines',
    when: (stet) => (stet.episode.place?.selectedTurns.length ?? 0) > 1,
    why: 'Fewer than two turns are selected',
    run: inEditor('turn.join', 'Turns of two chunks are not joined. Move the boundary first, or join the chunks.'),
  },
  {
    id: 'turn.delete',
    group: 'Transcript',
    label: 'Delete the selected turns',
    also: 'remove',
    icon: 'cross',
    when: hasTurns,
    why: 'No turns are selected',
    run: inEditor('turn.delete'),
  },
  {
    id: 'word.origin',
    group: 'Transcript',
    label: 'Tell when the word is said, and how that is known',
    also: 'time origin source measured aligned imported estimated by hand',
    icon: 'clock',
    when: hasTurn,
    why: 'There is no turn',
    run: tellOrigin,
  },
  wordEdge('word.begin', 'Begin the word at the playhead', false),
  wordEdge('word.end', 'End the word at the playhead', true),
  {
    id: 'turn.begin',
    group: 'Transcript',
    label: 'Begin the turn at the playhead',
    also: 'set time from playhead start timecode',
    icon: 'clock',
    when: (stet) => hasSound(stet) && hasTurn(stet),
    why: withoutSound,
    run: (stet) => setEdge(stet, false),
  },
  {
    id: 'turn.end',
    group: 'Transcript',
    label: 'End the turn at the playhead',
    also: 'set time from playhead timecode',
    icon: 'clock',
    when: (stet) => hasSound(stet) && hasTurn(stet),
    why: withoutSound,
    run: (stet) => setEdge(stet, true),
  },
  move('turn.startEarlier', '[', 'Begin the turn one frame earlier', false, -1),
  move('turn.startLater', ']', 'Begin the turn one frame later', false, 1),
  move('turn.startMuchEarlier', '[', 'Begin the turn ten frames earlier', false, -10),
  move('turn.startMuchLater', ']', 'Begin the turn ten frames later', false, 10),
  move('turn.endEarlier', '[', 'End the turn one frame earlier', true, -1),
  move('turn.endLater', ']', 'End the turn one frame later', true, 1),
  toSilence('turn.startToSilence', 'Begin the turn at the nearest silence', false),
  toSilence('turn.endToSilence', 'End the turn at the nearest silence', true),
  {
    id: 'chunk.beginHere',
    group: 'Transcript',
    label: 'Let the chunk begin with this turn',
    also: 'move boundary previous',
    why: 'No chunk comes before it, or it begins so already',
    icon: 'go',
    when: (stet) => {
      const found = edge(stet, false);
      return found?.other !== undefined && found.at > 0;
    },
    run: beginsHere,
  },
  {
    id: 'chunk.endHere',
    group: 'Transcript',
    label: 'Let the chunk end with this turn',
    also: 'move boundary next',
    why: 'No chunk comes after it, or it ends so already',
    icon: 'go',
    when: (stet) => {
      const found = edge(stet, true);
      return found?.other !== undefined && found.at + 1 < found.chunk.turns.length;
    },
    run: endsHere,
  },
  ...chunks,
];
