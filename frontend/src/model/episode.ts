/**
 * An episode as the window holds it, and how it changes: patches from the program, and front-matter edits that show
 * before the program has answered. Pure: what comes in is never altered, what did not change is shared.
 */
import type { Op } from './ops';
import type {
  ChunkHead,
  ChunkView,
  EpisodeView,
  Field,
  ID,
  Matter,
  NoteView,
  PatchView,
  SpeakerView,
  TurnView,
} from './views';

/** Applies what the program says is new. Chunks in `ahead` have front matter that the window knows better. */
export function applyPatch(view: EpisodeView, patch: PatchView, ahead: ReadonlySet<ID> = new Set()): EpisodeView {
  if (patch.episode !== view.id) return view;
  let chunks = view.chunks;
  if (patch.orders.length > 0) chunks = reorder(chunks, patch);
  else if (patch.turns.length > 0) chunks = replaceTurns(chunks, patch.turns);
  if (patch.heads.length > 0) chunks = replaceHeads(chunks, patch.heads, ahead);
  return {
    ...view,
    clock: patch.clock ?? view.clock,
    sound: patch.sound ?? view.sound,
    speakers: sameSpeakers(view.speakers, patch.speakers) ? view.speakers : patch.speakers,
    history: patch.history,
    chunks,
    notes: patchNotes(view.notes, patch),
  };
}

/** Every patch tells all speakers, and hardly any another: who shows them need not look again for each key. */
const sameSpeakers = (a: readonly SpeakerView[], b: readonly SpeakerView[]) =>
  a.length === b.length &&
  a.every((was, i) => was.label === b[i]!.label && was.number === b[i]!.number && was.name === b[i]!.name);

function patchNotes(notes: NoteView[], { notes: fresh, notesGone: gone }: PatchView): NoteView[] {
  if (fresh.length === 0 && gone.length === 0) return notes;
  const known = new Map(notes.map((note) => [note.id, note]));
  for (const note of fresh) known.set(note.id, note);
  for (const id of gone) known.delete(id);
  return [...known.values()];
}

/** Where each turn of a list stands. A list stays the same until it changes, and most do at a key. */
const places = new WeakMap<readonly TurnView[], Map<ID, number>>();

function placeOf(turns: readonly TurnView[], id: ID): number {
  let known = places.get(turns);
  if (!known) places.set(turns, (known = new Map(turns.map((turn, i) => [turn.id, i]))));
  return known.get(id) ?? -1;
}

function replaceTurns(chunks: ChunkView[], fresh: TurnView[]): ChunkView[] {
  const out = [...chunks];
  for (const turn of fresh) {
    const i = chunks.findIndex(({ turns }) => placeOf(turns, turn.id) >= 0);
    const was = chunks[i];
    if (!was) continue;
    if (out[i] === was) out[i] = { ...was, turns: [...was.turns] };
    out[i]!.turns[placeOf(was.turns, turn.id)] = turn;
  }
  return out;
}

/** The chunks that there are now; one that came has no turns yet. */
const standing = (chunks: ChunkView[], now: readonly ID[], heads: readonly ChunkHead[]): ChunkView[] =>
  now.flatMap((id) => {
    const head = heads.find((each) => each.id === id);
    return chunks.find((chunk) => chunk.id === id) ?? (head ? { ...head, turns: [] } : []);
  });

function reorder(chunks: ChunkView[], patch: PatchView): ChunkView[] {
  const known = new Map<ID, TurnView>();
  for (const chunk of chunks) for (const turn of chunk.turns) known.set(turn.id, turn);
  for (const turn of patch.turns) known.set(turn.id, turn);
  const orders = new Map(patch.orders.map((order) => [order.chunk, order.turns]));
  const removed = new Set(patch.removed);
  const now = patch.chunks ? standing(chunks, patch.chunks, patch.heads) : chunks;
  return now.map((chunk) => {
    const order = orders.get(chunk.id) ?? chunk.turns.map((turn) => turn.id).filter((id) => !removed.has(id));
    return { ...chunk, turns: order.flatMap((id) => known.get(id) ?? []) };
  });
}

function replaceHeads(chunks: ChunkView[], heads: ChunkHead[], ahead: ReadonlySet<ID>): ChunkView[] {
  const fresh = new Map(heads.map((head) => [head.id, head]));
  return chunks.map((chunk) => {
    const head = fresh.get(chunk.id);
    if (!head) return chunk;
    if (!ahead.has(chunk.id)) return { ...head, turns: chunk.turns };
    return {
      ...head,
      matter: chunk.matter,
      status: chunk.status,
      title: chunk.title,
      lead: chunk.lead,
      turns: chunk.turns,
    };
  });
}

/** A patch that puts all that a label says under another, before the program has answered; of words it says nothing. */
export function relabelled(view: EpisodeView, from: string, to: string): PatchView {
  const merges = view.speakers.some((speaker) => speaker.label === to);
  const speakers = merges
    ? view.speakers.filter((speaker) => speaker.label !== from)
    : view.speakers.map((speaker) => (speaker.label === from ? { ...speaker, label: to } : speaker));
  const turns = view.chunks.flatMap((chunk) => chunk.turns.filter((turn) => turn.speaker === from));
  return {
    ...{ episode: view.id, heads: [], orders: [], removed: [], notes: [], notesGone: [], history: view.history },
    turns: turns.map((turn) => ({ ...turn, speaker: to, changed: true })),
    speakers,
  };
}

/** The chunk that an op about front matter or status speaks of; null for an op about turns. */
export function headOf(op: Op): ID | null {
  switch (op.kind) {
    case 'field':
    case 'field.insert':
    case 'field.remove':
    case 'field.move':
    case 'status':
    case 'lead':
      return op.chunk;
    default:
      return null;
  }
}

/** Shows an op about front matter or status at once. Ops about turns leave the view as it is: the editor has them. */
export function applyHeadOp(view: EpisodeView, op: Op): EpisodeView {
  const id = headOf(op);
  if (id === null) return view;
  return { ...view, chunks: view.chunks.map((chunk) => (chunk.id === id ? changeHead(chunk, op) : chunk)) };
}

function changeHead(chunk: ChunkView, op: Op): ChunkView {
  if (op.kind === 'status') return { ...chunk, status: op.status };
  if (op.kind === 'lead') return { ...chunk, lead: op.lead };
  const matter = changeMatter(chunk.matter, op);
  const title = matter.fields.find((field) => field.key === 'title' && field.kind === 'scalar')?.value;
  return { ...chunk, matter, title: title || chunk.title };
}

function changeMatter(matter: Matter, op: Op): Matter {
  const fields = [...matter.fields];
  switch (op.kind) {
    case 'field':
      if (fields[op.at]?.key === op.was) fields[op.at] = op.field;
      break;
    case 'field.insert':
      fields.splice(op.at, 0, op.field);
      break;
    case 'field.remove':
      if (fields[op.at]?.key === op.was) fields.splice(op.at, 1);
      break;
    case 'field.move': {
      const [field] = fields.splice(op.from, 1);
      if (field) fields.splice(op.to, 0, field);
      break;
    }
  }
  return { ...matter, fields };
}

/** Whether two fields say the same. */
export function sameField(a: Field, b: Field): boolean {
  if (a.key !== b.key || a.kind !== b.kind || (a.value ?? '') !== (b.value ?? '')) return false;
  const [x, y] = [a.items ?? [], b.items ?? []];
  return x.length === y.length && x.every((item, i) => item === y[i]);
}

/** The first turn that a patch is about, in the episode's order; null when it is about none that still stands. */
export function firstTurnOf(view: EpisodeView, patch: PatchView): ID | null {
  const ids = new Set(patch.turns.map((turn) => turn.id));
  for (const chunk of view.chunks) for (const turn of chunk.turns) if (ids.has(turn.id)) return turn.id;
  for (const order of patch.orders) if (order.turns[0] !== undefined) return order.turns[0];
  return null;
}

/** How many of some turns are checked. */
export const checkedOf = (turns: readonly TurnView[]): { turns: number; checked: number } => ({
  turns: turns.length,
  checked: turns.reduce((n, turn) => n + (turn.checked ? 1 : 0), 0),
});

/** The chunk that a turn stands in; null for a turn that is not there. */
export function chunkOf(view: EpisodeView, turn: ID): ChunkView | null {
  return view.chunks.find(({ turns }) => placeOf(turns, turn) >= 0) ?? null;
}

/** A turn; null if it is not there. */
export function turnOf(view: EpisodeView, id: ID): TurnView | null {
  const turns = chunkOf(view, id)?.turns;
  return turns?.[placeOf(turns, id)] ?? null;
}

/** Whether two views of an episode, of which one came of the other, have the same words in the same turns. */
export function sameWords(a: EpisodeView | null, b: EpisodeView | null): boolean {
  const words = (view: EpisodeView | null) => view?.chunks.flatMap(({ turns }) => turns) ?? [];
  const [x, y] = [words(a), words(b)];
  return (
    a?.id === b?.id &&
    x.length === y.length &&
    x.every((turn, i) => turn.id === y[i]!.id && turn.paragraphs === y[i]!.paragraphs)
  );
}

/** A patch of an episode that changes nothing. */
export function nothingNew({ id, speakers, history }: EpisodeView): PatchView {
  return { episode: id, heads: [], orders: [], turns: [], removed: [], notes: [], notesGone: [], speakers, history };
}

/** What a patch says of files: of the words it may have been overtaken. */
export function marksOf(view: EpisodeView, patch: PatchView): PatchView {
  const turns = patch.turns.flatMap(({ id, changed }) => {
    const here = turnOf(view, id);
    return here ? [{ ...here, changed }] : [];
  });
  return { ...patch, turns, orders: [], removed: [], notes: [], notesGone: [] };
}

/** A patch that gives the words of turns other times. */
export function retimed(view: EpisodeView, times: readonly { turn: ID; times: string }[]): PatchView {
  const turns = times.flatMap(({ turn, times }) => {
    const here = turnOf(view, turn);
    return here ? [{ ...here, times }] : [];
  });
  return { ...nothingNew(view), turns };
}
