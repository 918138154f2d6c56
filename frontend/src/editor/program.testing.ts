/**
 * The document as the program keeps it, for tests of the editor's traffic: ops with the meaning that
 * backend/transcript gives them, a history, and patches. It refuses what Go refuses, and counts the refusals.
 */
import type { Op } from '../model/ops';
import type { ChunkHead, EpisodeView, ID, OrderView, PatchView, TurnView } from '../model/views';

/** The paragraphs of a turn. */
export type Said = string[];

/** Those to whom turns can be given. */
export const people = ['Ada', 'Björn', 'Mira'];

interface State {
  /** What the chunks are called. */
  ids: ID[];
  chunks: ID[][];
  turns: Map<ID, Said>;
  speakers: Map<ID, string | null>;
}

export class Program {
  private state: State;
  private past: State[] = [];
  private future: State[] = [];
  private next = 1;
  private nextChunk: ID;
  refused = 0;

  constructor(chunks: Said[][]) {
    const turns = new Map<ID, Said>();
    this.nextChunk = 100 + chunks.length;
    this.state = {
      ids: chunks.map((_, i) => 100 + i),
      chunks: chunks.map((c) =>
        c.map((said) => {
          turns.set(this.next, said);
          return this.next++;
        }),
      ),
      turns,
      speakers: new Map(),
    };
  }

  get chunks(): readonly ID[][] {
    return this.state.chunks;
  }

  /** The chunks as an order tells them. */
  get orders(): OrderView[] {
    return this.state.ids.map((chunk, i) => ({ chunk, turns: this.state.chunks[i]! }));
  }

  order(): ID[] {
    return this.state.chunks.flat();
  }

  said(turn: ID): Said {
    return this.state.turns.get(turn)!;
  }

  lines(): [ID, number, string][] {
    const out = this.order().flatMap((id) => this.said(id).map((p, i): [ID, number, string] => [id, i, p]));
    return out.length > 0 ? out : [[0, 0, '']];
  }

  speaker(turn: ID): string | null {
    return this.state.speakers.get(turn) ?? null;
  }

  edit(ops: Op[]): PatchView {
    if (ops.length === 0) this.refused++;
    const before = this.state;
    const turns = new Map(before.turns);
    const speakers = new Map(before.speakers);
    const chunks = before.chunks.map((c) => [...c]);
    for (const op of ops) {
      if (op.kind === 'speakers') this.give(op, turns, speakers);
      else if (!this.reshape(op, chunks, turns, speakers)) this.apply(op, turns);
    }
    this.step({ ...before, chunks, turns, speakers });
    const touched = ops.flatMap((op) =>
      op.kind === 'speakers' ? op.turns : 'turn' in op ? [op.turn as ID, ...this.besides(before, op)] : [],
    );
    return this.difference(before, touched);
  }

  private give(op: Op & { kind: 'speakers' }, turns: Map<ID, Said>, speakers: Map<ID, string | null>): void {
    if (op.turns.length === 0 || new Set(op.turns).size < op.turns.length) this.refused++;
    for (const turn of op.turns) {
      if (turns.has(turn)) speakers.set(turn, op.speaker);
      else this.refused++;
    }
  }

  /** The turn that a join goes into is told of as well. */
  private besides({ chunks }: State, op: Op): ID[] {
    if (op.kind === 'turn.split') return [op.new];
    if (op.kind === 'turn.insert') return [op.turn.id];
    if (op.kind !== 'turn.join') return [];
    return chunks.flatMap((c) => c[c.indexOf(op.turn) - 1] ?? []);
  }

  private reshape(op: Op, chunks: ID[][], turns: Map<ID, Said>, speakers: Map<ID, string | null>): boolean {
    if (op.kind === 'turn.insert') {
      const home = 'after' in op ? chunks.find((c) => c.includes(op.after)) : chunks[this.state.ids.indexOf(op.chunk)];
      if (!home || turns.has(op.turn.id)) this.refused++;
      else {
        home.splice('after' in op ? home.indexOf(op.after) + 1 : op.at, 0, op.turn.id);
        turns.set(op.turn.id, op.turn.paragraphs);
        speakers.set(op.turn.id, op.turn.speaker ?? null);
      }
      return true;
    }
    if (op.kind !== 'turn.split' && op.kind !== 'turn.join' && op.kind !== 'turn.delete') return false;
    const home = chunks.find((c) => c.includes(op.turn));
    const said = turns.get(op.turn);
    const place = home?.indexOf(op.turn) ?? -1;
    if (!home || !said || (op.kind === 'turn.join' && place === 0)) {
      this.refused++;
      return true;
    }
    if (op.kind === 'turn.delete') {
      home.splice(place, 1);
      turns.delete(op.turn);
    } else if (op.kind === 'turn.join') {
      const into = home[place - 1]!;
      const before = turns.get(into)!;
      turns.set(into, [...before.slice(0, -1), before.at(-1)! + (op.glue ?? '') + said[0]!, ...said.slice(1)]);
      home.splice(place, 1);
      turns.delete(op.turn);
    } else {
      const text = said[op.para];
      if (text === undefined || op.at > text.length || turns.has(op.new)) {
        this.refused++;
        return true;
      }
      const first = said.slice(0, op.para);
      const head = text.slice(0, op.at).replace(/[ \t]+$/, '');
      if (head !== '' || first.length === 0) first.push(head);
      const begins = text.slice(op.at).replace(/^[ \t]+/, '');
      const rest = said.slice(op.para + 1);
      turns.set(op.turn, first);
      speakers.set(op.new, speakers.get(op.turn) ?? null);
      turns.set(op.new, begins === '' && rest.length > 0 ? rest : [begins, ...rest]);
      home.splice(place + 1, 0, op.new);
    }
    return true;
  }

  private apply(op: Op, turns: Map<ID, Said>): void {
    if (op.kind === 'paragraphs') {
      if (turns.has(op.turn) && op.paragraphs.length > 0) turns.set(op.turn, op.paragraphs);
      else this.refused++;
      return;
    }
    if (op.kind === 'checked' && !turns.has(op.turn)) this.refused++;
    if (op.kind !== 'text') return;
    const said = turns.get(op.turn);
    const old = said?.[op.para];
    const text = op.text ?? '';
    if (!said || old === undefined || op.to > old.length || op.from > op.to || /[\0\n\r]|\p{Surrogate}/u.test(text)) {
      this.refused++;
      return;
    }
    const now = old.slice(0, op.from) + text + old.slice(op.to);
    if (/\p{Surrogate}/u.test(now)) this.refused++;
    turns.set(op.turn, said.with(op.para, now));
  }

  undo(): PatchView | null {
    return this.travel(this.past, this.future);
  }

  redo(): PatchView | null {
    return this.travel(this.future, this.past);
  }

  private travel(from: State[], to: State[]): PatchView | null {
    const state = from.pop();
    if (!state) return null;
    const before = this.state;
    to.push(before);
    this.state = state;
    return this.difference(before, []);
  }

  /** A change that nobody typed here: a turn comes, goes, moves, or says something else. */
  elsewhere(seed: number, said: Said): PatchView {
    const before = this.state;
    const chunks = before.chunks.map((c) => [...c]);
    const turns = new Map(before.turns);
    const at = seed % chunks.length;
    const home = chunks[at]!;
    const place = home.length === 0 ? 0 : (seed >> 3) % home.length;
    const kind = home.length === 0 ? 0 : (seed >> 2) % 4;
    if (kind === 0) {
      home.splice(place, 0, this.next);
      turns.set(this.next++, said);
    } else if (kind === 1) {
      turns.set(home[place]!, said);
    } else if (kind === 2) {
      turns.delete(home.splice(place, 1)[0]!);
    } else {
      const [moved] = home.splice(place, 1);
      chunks[(seed >> 5) % chunks.length]!.unshift(moved!);
    }
    this.step({ ...before, chunks, turns });
    return this.difference(before, []);
  }

  /** Parts a chunk before one of its turns, or joins it to the one before it. */
  rechunk(seed: number): PatchView {
    const before = this.state;
    const ids = [...before.ids];
    const chunks = [...before.chunks];
    const at = seed % ids.length;
    const home = chunks[at]!;
    const place = home.length === 0 ? 0 : (seed >> 3) % home.length;
    if (place > 0) {
      ids.splice(at + 1, 0, this.nextChunk++);
      chunks.splice(at, 1, home.slice(0, place), home.slice(place));
    } else if (at > 0) {
      ids.splice(at, 1);
      chunks.splice(at - 1, 2, [...chunks[at - 1]!, ...home]);
    }
    this.step({ ...before, ids, chunks });
    return this.difference(before, []);
  }

  private step(state: State): void {
    this.past.push(this.state);
    this.future = [];
    this.state = state;
  }

  /** All turns as they are, as an export tells them. */
  whole(): PatchView {
    return this.difference(this.state, this.order());
  }

  /** A patch of a program where nothing happened. */
  nothing(): PatchView {
    return this.difference(this.state, []);
  }

  private difference(before: State, touched: ID[]): PatchView {
    const { ids, turns } = this.state;
    const others = ids.join() !== before.ids.join();
    const orders = this.orders.filter(
      ({ chunk, turns }) => others || turns.join() !== before.chunks[before.ids.indexOf(chunk)]!.join(),
    );
    const changed = [...turns.keys()].filter(
      (id) =>
        before.turns.get(id) !== turns.get(id) ||
        (before.speakers.get(id) ?? null) !== this.speaker(id) ||
        touched.includes(id),
    );
    return {
      episode: 1,
      ...(others ? { chunks: ids } : {}),
      heads: others ? ids.map((id) => head(id)) : [],
      orders,
      turns: changed.map((id) => turnView(id, turns.get(id)!, this.speaker(id))),
      // Also what came and went in one edit.
      removed: [...new Set([...before.turns.keys(), ...touched])].filter((id) => !turns.has(id)),
      notes: [],
      notesGone: [],
      speakers: people.map((label, i) => ({ label, number: i + 1, name: '' })),
      history: { undo: '', redo: '' },
    };
  }
}

function turnView(id: ID, paragraphs: Said, speaker: string | null): TurnView {
  const none = { start: '', end: '', from: null, to: null, changed: false, estimated: 0, times: '', checked: false };
  return { ...none, id, speaker, paragraphs };
}

export function head(id: ID, fields: Partial<ChunkHead> = {}): ChunkHead {
  return {
    id,
    number: '',
    title: '',
    status: 'draft',
    file: '',
    dirty: false,
    matter: { form: 'none', fields: [], raw: '' },
    lead: [],
    problems: [],
    touched: [],
    until: '',
    ...fields,
  };
}

export function view(program: Program): EpisodeView {
  return {
    id: 1,
    series: '',
    key: '',
    title: '',
    clock: { rate: '', num: 30, den: 1, drop: false, offset: 0 },
    sound: '',
    speakers: people.map((label, i) => ({ label, number: i + 1, name: '' })),
    chunks: program.orders.map(({ chunk, turns }) => ({
      ...head(chunk, { number: `${chunk}` }),
      turns: turns.map((id) => turnView(id, program.said(id), program.speaker(id))),
    })),
    notes: [],
    history: { undo: '', redo: '' },
    numbers: [1000, 9999],
  };
}
