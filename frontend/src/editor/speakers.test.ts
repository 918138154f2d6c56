import { describe, expect, it } from 'vitest';
import { Desk, voices } from './desk.testing';
import type { Said } from './program.testing';
import { giveChosen, giveRun, hasWords } from './speakers';

describe('words that are given to somebody', () => {
  const given = (said: Said[][], from: number, to: number, who = 'Björn') => {
    const desk = new Desk(said);
    desk.giveWords(from, to, who);
    const ops = desk.queue.flatMap((r) => (typeof r === 'object' && 'ops' in r ? r.ops : []));
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
    expect(hasWords(desk.state)).toBe(true);
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

  it('may reach over turns, as one step', () => {
    const { desk, ops, shown } = given([[['one two'], ['three'], ['four five']]], 4, 18);
    expect(shown).toEqual(['nobody: one', 'Björn: two', 'Björn: three', 'Björn: four', 'nobody: five']);
    expect(ops.at(-1)).toEqual({ kind: 'speakers', turns: [1000, 2, 3], speaker: 'Björn' });
    expect(desk.state.sliceDoc(desk.state.selection.main.from, desk.state.selection.main.to)).toBe('two\nthree\nfour');
    expect(given([[['one'], ['two'], ['three']]], 0, 8).ops).toEqual([
      { kind: 'speakers', turns: [1, 2], speaker: 'Björn' },
    ]);
  });

  it('are one with their turn again where another number takes them back', () => {
    for (const said of [['one two three'], ['one  two', 'three'], ['one', 'two'], ['two three']]) {
      const desk = new Desk([[said, ['and']]]);
      desk.give(giveChosen, [0], 'Ada');
      desk.settle();
      const before = desk.shown();
      const at = said.join('\n').indexOf('two');
      desk.giveWords(at, at + 3, 'Björn');
      desk.giveAgain('Mira');
      expect(desk.shown()).not.toEqual(before);
      desk.giveAgain('Ada');
      expect(desk.shown()).toEqual(before);
      expect(desk.state.sliceDoc(desk.state.selection.main.from, desk.state.selection.main.to)).toBe('two');
      desk.settle();
      expect(desk.shown()).toEqual(desk.program.lines());
      expect(desk.program.speaker(1)).toBe('Ada');
      expect(desk.program.refused).toBe(0);
    }
  });

  it('stay apart where somebody else parted them', () => {
    const desk = new Desk([[['one two three']]]);
    desk.give(giveChosen, [0], 'Ada');
    desk.giveWords(4, 7, 'Björn');
    desk.state = desk.state.update({ selection: { anchor: 0 } }).state;
    desk.giveWords(4, 7, 'Ada');
    expect(desk.shown()).toHaveLength(3);
  });

  it('are none of blanks', () => {
    const desk = new Desk([[['one two'], ['three']]]);
    const can = (anchor: number, head: number) => hasWords(desk.state.update({ selection: { anchor, head } }).state);
    expect(can(4, 10)).toBe(true);
    expect(can(3, 4)).toBe(false);
    expect(can(7, 8)).toBe(false);
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
