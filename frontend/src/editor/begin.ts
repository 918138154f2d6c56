/**
 * Where a chunk begins that has no turns, and what its first one is: somebody writes in it, or puts turns there. It does
 * nothing itself.
 */
import type { EditorState } from '@codemirror/state';
import type { ID } from '../model/views';
import { chunkField } from './chunk';
import { NO_TURN } from './lines';
import type { Script } from './script';
import type { Part, Stand } from './structure';

/** The chunk that is shown; in an episode without turns the first, unless another was asked for. */
export function shownChunk(state: EditorState, script: Script): ID {
  const chunk = state.field(chunkField, false) ?? 0;
  return script.chunk(chunk) ? chunk : (script.chunks[0]?.head.id ?? 0);
}

/** Whether no turn of the text stands in a chunk. */
export const isEmpty = ({ lines }: Stand, script: Script, chunk: ID): boolean =>
  script.chunk(chunk) !== undefined && !lines.order().some((turn) => script.turn(turn)?.chunk === chunk);

/** The turn of the text that follows a chunk's own, or the place of these; none at the end. */
export function behind({ lines }: Stand, script: Script, chunk: ID): ID {
  const place = new Map(script.chunks.map(({ head }, i) => [head.id, i]));
  const at = place.get(chunk) ?? place.size;
  const follows = (turn: ID) => (place.get(script.turn(turn)?.chunk ?? 0) ?? -1) > at;
  return lines.order().find(follows) ?? NO_TURN;
}

/**
 * A turn that began a chunk, where turns have come and gone since: it stands behind those that the chunk has got, and
 * where the chunk is gone, behind those before it.
 */
export function beginsNow(stand: Stand, script: Script, part: Part & { do: 'begin' }): Part | null {
  const { chunk, turn } = part;
  const follows = behind(stand, script, chunk);
  const stays = script.chunk(chunk) !== undefined;
  const chunkOf = (id: ID) => script.turn(id)?.chunk;
  const order = stand.lines.order();
  const before = order.includes(part.before) && (!stays || chunkOf(part.before) === chunk) ? part.before : follows;
  const after = order[(before === NO_TURN ? order.length : order.indexOf(before)) - 1];
  if (after !== undefined && (!stays || chunkOf(after) === chunk)) return { do: 'insert', after, turn };
  const home = stays ? chunk : chunkOf(before);
  return home === undefined ? null : { ...part, chunk: home, before };
}

/**
 * The first turn of a chunk, without words; null when there are no numbers left. It is said by whoever spoke before, which
 * a number changes: a turn without a time needs a name to be known as one in its file.
 */
export function begins(stand: Stand, script: Script, chunk: ID): (Part & { do: 'begin' }) | null {
  const before = behind(stand, script, chunk);
  const order = stand.lines.order();
  const beside = order[(before === NO_TURN ? order.length : order.indexOf(before)) - 1] ?? before;
  const speaker = script.turn(beside)?.speaker ?? script.numbered(1) ?? null;
  const id = script.beginIn(chunk, speaker);
  return id === null ? null : { do: 'begin', chunk, before, turn: { id, speaker, paragraphs: [''] } };
}
