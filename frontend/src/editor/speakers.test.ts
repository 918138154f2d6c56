import { describe, expect, it } from 'vitest';
import { Desk, voices } from './desk.testing';
import type { Said } from './program.testing';
import { canGiveWords, giveChosen, giveRun } from './speakers';

describe('words that are given to somebody', () => {
  const given = (said: Said[][], from: number, to: number, who = 'Björn') => {
    const desk = new Desk(said);
    desk.giveWords(from, to, who);
    const ops = desk.queue.flatMap((r) => (typeof r === 'object' ? r.ops : []));
    // It shows before the program has answered.
    const shown = desk.shown().map(([id, , text]) => `${desk.exchange.script.turn(id)?.speaker ?? 'nobody'}: ${text}`);
    desk.settle();
    expect(desk.shown()).toEqual(desk.program.lines());
    return { desk, ops, shown };
  };

  it('stand as a turn between what is left', () => {
    const { desk, ops, shown } = given([[['one two three']]], 4, 7);
    expect(shown).toEqual(['nobody: one', 'Björn: two', 'nobody: three']);
    expect(ops).toEqual([
      { kind: 'turn.split', turn: 1, para: 0, at: 7, new: 1000 },
      { kind: 'turn.split', turn: 1, para: 0, at: 4, new: 1001 },
      { kind: 'speakers', turns: [1001], speaker: 'Björn' },
    ]);
    // They stay selected, so that another number gives them to somebody else.
    expect(desk.state.sliceDoc(desk.state.selection.main.from, desk.state.selection.main.to)).toBe('two');
    expect(canGiveWords(desk.state, 3)).toBe(true);
  });

  it('are whole words, without the space around them', () => {
    expect(given([[['So it goes. Yes.']]], 11, 14).shown).toEqual(['nobody: So it goes.', 'Björn: Yes.']);
    expect(given([[['So it goes. Yes.']]], 1, 4).shown).toEqual(['Björn: So it', 'nobody: goes. Yes.']);
  });

  it('may reach over paragraphs', () => {
    expect(given([[['one two', 'three four']]], 4, 13).shown).toEqual([
      'nobody: one',
      'Björn: two',
      'Björn: three',
      'nobody: four',
    ]);
  });

  it('leave no empty turn where they are all there are', () => {
    expect(given([[[' one two ']]], 0, 9).ops.filter((op) => op.kind === 'speakers')).toHaveLength(1);
    expect(given([[['one two']]], 0, 7).ops).toEqual([{ kind: 'speakers', turns: [1], speaker: 'Björn' }]);
  });

  it('are none over two turns, or of blanks', () => {
    const desk = new Desk([[['one two'], ['three']]]);
    const can = (anchor: number, head: number) =>
      canGiveWords(desk.state.update({ selection: { anchor, head } }).state, 1);
    expect(can(4, 10)).toBe(false);
    expect(can(3, 4)).toBe(false);
    expect(can(3, 3)).toBe(false);
    expect(can(4, 5)).toBe(true);
  });

  it('belong to nobody new when their speaker has them', () => {
    const desk = new Desk([[['one two three']]]);
    desk.give(giveChosen, [0], 'Ada');
    desk.giveWords(4, 7, 'Ada');
    expect(desk.queue).toHaveLength(1);
  });
});

describe('a run', () => {
  it('is given from the turn on, as far as its speaker goes on, in the chunk', () => {
    const desk = new Desk([[['a'], ['b'], ['c'], ['d']], [['e']]]);
    desk.give(giveChosen, [3], 'Mira');
    desk.give(giveRun, [1], 'Ada');
    expect(desk.queue.at(-1)).toEqual({ ops: [{ kind: 'speakers', turns: [2, 3], speaker: 'Ada' }] });
    desk.give(giveRun, [4], 'Björn');
    desk.settle();
    expect(voices(desk)[1]).toEqual([null, 'Ada', 'Ada', 'Mira', 'Björn']);
  });

  it('shows as given while an undo is on its way, and is what the program has in the end', () => {
    const desk = new Desk([[['a'], ['b']]]);
    desk.give(giveChosen, [0, 1], 'Ada');
    desk.answer();
    desk.queue.push('undo');
    desk.give(giveChosen, [1], 'Mira');
    desk.answer();
    expect(voices(desk)[0]).toEqual([null, 'Mira']);
    desk.settle();
    expect(voices(desk)).toEqual([
      [null, 'Mira'],
      [null, 'Mira'],
    ]);
  });
});
