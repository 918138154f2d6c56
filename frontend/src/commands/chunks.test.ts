import { expect, it } from 'vitest';
import type { Stet } from '../state/stet.svelte';
import { command } from './commands';

const chunk = (id: number) => ({ id, turns: [1, 2, 3].map((n) => ({ id: 10 * id + n })) });

it.each([
  ['that was moved last', 1, 2],
  ['that is the nearest, where another was moved in another episode', 2, 3],
])('moves the boundary %s', (_, id, boundary) => {
  const moved: number[] = [];
  const stet = {
    episode: { view: { id, chunks: [1, 2, 3].map(chunk) }, place: { turn: 23, selectedTurns: [] } },
    edges: {
      moved: { episode: 1, chunk: 2, turn: 23 },
      moveBoundary: (of: number) => moved.push(of),
    },
  };
  command('chunk.boundaryOn').run(stet as unknown as Stet);
  expect(moved).toEqual([boundary]);
});
