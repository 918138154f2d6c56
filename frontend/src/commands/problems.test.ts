import { describe, expect, it } from 'vitest';
import type { Stet } from '../state/stet.svelte';
import { command } from './commands';

const chunk = (id: number, turns: number[], problems: { turn: number; what: string }[]) => ({
  id,
  turns: turns.map((turn) => ({ id: turn })),
  problems: problems.map((problem) => ({ ...problem, field: '', code: '', severity: 'error' })),
});

/** An episode with problems of two turns and of two chunks. While the caret is not at hand, a chunk takes it along. */
function desk() {
  const gone: string[] = [];
  const chunks = [
    chunk(1, [11, 12], [{ turn: 12, what: 'long' }]),
    chunk(
      2,
      [21, 22],
      [
        { turn: 0, what: 'gap' },
        { turn: 0, what: 'twice' },
        { turn: 22, what: 'fast' },
      ],
    ),
  ];
  const episode = {
    view: { id: 1, chunks },
    place: { chunk: 1, turn: 11 },
    revealTurn: (turn: number) => {
      episode.place = { chunk: Math.floor(turn / 10), turn };
    },
    revealChunk: (id: number) => {
      episode.place = { chunk: id, turn: id * 10 + 1 };
    },
  };
  const stet = {
    episode,
    problem: null as { what: string } | null,
    suggestions: { open: () => [] },
    glossaries: { open: [] },
    coverage: { view: null },
    settings: { set: () => {} },
    showInspector: () => {},
  };
  const go = (id: string) => {
    command(id).run(stet as unknown as Stet);
    gone.push(stet.problem?.what ?? '');
  };
  return { episode, gone, next: () => go('problem.next'), previous: () => go('problem.previous') };
}

describe('from problem to problem', () => {
  it('goes to all, and back, also where a chunk takes the caret along', () => {
    const { gone, next, previous } = desk();
    for (let n = 0; n < 5; n++) next();
    expect(gone).toEqual(['long', 'gap', 'twice', 'fast', 'long']);
    for (let n = 0; n < 4; n++) previous();
    expect(gone.slice(5)).toEqual(['fast', 'twice', 'gap', 'long']);
  });

  it('begins above the words of a chunk from its first turn, and below from the others', () => {
    for (const [turn, first] of [
      [21, 'gap'],
      [22, 'fast'],
    ] as const) {
      const { episode, gone, next, previous } = desk();
      episode.place = { chunk: 2, turn };
      next();
      expect(gone).toEqual([first]);
      episode.place = { chunk: 2, turn };
      previous();
      expect(gone[1]).toBe(turn === 21 ? 'long' : 'twice');
    }
  });

  it('begins anew in another episode, whose turns have the same numbers', () => {
    const { episode, gone, next } = desk();
    for (let n = 0; n < 2; n++) next();
    expect(gone).toEqual(['long', 'gap']);
    episode.view = { ...episode.view, id: 2 };
    next();
    expect(gone[2]).toBe('gap');
  });
});
