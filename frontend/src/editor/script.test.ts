import { expect, it } from 'vitest';
import { nothingNew } from '../model/episode';
import { MEASURED, pack } from '../model/times';
import { SECOND } from '../model/timecode';
import type { TurnView } from '../model/views';
import { Program, view } from './program.testing';
import { Script } from './script';

const said = (from: number) => pack([{ how: MEASURED, from: from * SECOND, to: (from + 1) * SECOND }]);

/** Whether the margin shows that a turn became another, and the times of its words then. */
function told(has: Partial<TurnView>, becomes: Partial<TurnView>): { marks: boolean; times?: string } {
  const episode = view(new Program([[['bell']]]));
  const turn = { ...episode.chunks[0]!.turns[0]!, ...has };
  const script = new Script({ ...episode, chunks: [{ ...episode.chunks[0]!, turns: [turn] }] });
  const { marks } = script.merge({ ...nothingNew(episode), turns: [{ ...turn, ...becomes }] });
  return { marks, times: script.turn(turn.id)?.times };
}

const timed = { speaker: 'Ada', start: '00:00:01:00', from: SECOND, to: 2 * SECOND, times: said(1) };

it('knows other times of the words of a timed turn, of which nothing shows beside it', () => {
  expect(told(timed, { times: said(3) })).toEqual({ marks: false, times: said(3) });
});

it('has anything else about a turn shown', () => {
  expect(told(timed, { speaker: 'Björn' }).marks).toBe(true);
  expect(told(timed, { times: said(3), from: 3 * SECOND }).marks).toBe(true);
  expect(told(timed, { times: said(3), checked: true }).marks).toBe(true);
});

it('has times of the words shown where the turn has none of its own', () => {
  const untimed = { start: '', from: null, to: null, times: '' };
  expect(told(untimed, { times: said(3) }).marks).toBe(true);
  expect(told({ ...untimed, start: '99:00:00:00' }, { times: said(3) }).marks).toBe(true);
});
