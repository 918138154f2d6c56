import { describe, expect, it } from 'vitest';
import { Desk } from './desk.testing';
import { type Said } from './program.testing';
import { removeTurns } from './structural';

const bells = [
  [['One bell.'], ['Two ropes.']],
  [['Three.'], ['Four.']],
  [['Five bells.'], ['Six.']],
];

/** What stands in each chunk, as the program has it. */
const told = ({ program }: Desk): (Said | undefined)[][] =>
  program.chunks.map((turns) => turns.map((id) => program.said(id)));

function agree(made: Desk): void {
  made.settle();
  expect(made.shown()).toEqual(made.program.lines());
  expect(made.program.refused).toBe(0);
}

/** Takes all back, one edit after the other. */
function undoAll(made: Desk): void {
  for (let n = 0; n < 20; n++) made.queue.push('undo');
  agree(made);
}

describe('an episode without turns', () => {
  const empty = () => {
    const made = new Desk(bells);
    made.turns(removeTurns, [0, 1, 2, 3, 4, 5]);
    return made;
  };

  it.each([true, false])('can be written in, before the program has answered or after it (%s)', (waits) => {
    const made = empty();
    if (!waits) made.settle();
    made.type({ at: 0, length: 0, insert: 'D' });
    made.type({ at: 1, length: 0, insert: 'ing' });
    agree(made);
    expect(told(made)).toEqual([[['Ding']], [], []]);
    expect(made.manners.at(waits ? -2 : -1)).toMatchObject({ typing: true });
    undoAll(made);
    expect(told(made)).toEqual(bells);
  });

  it('can be composed in', () => {
    const made = empty();
    made.type({ at: 0, length: 0, insert: 'と' }, true);
    made.type({ at: 1, length: 0, insert: 'け' }, true);
    agree(made);
    expect(told(made)[0]).toEqual([['とけ']]);
  });

  it('takes words of several paragraphs, and turns', () => {
    const made = empty();
    made.type({ at: 0, length: 0, insert: 'One.\nTwo.' });
    agree(made);
    expect(told(made)[0]).toEqual([['One.', 'Two.']]);
    const other = empty();
    other.paste(0, [['One.'], ['Two.', 'Three.']]);
    agree(other);
    expect(told(other)).toEqual([[['One.'], ['Two.', 'Three.']], [], []]);
  });

  it('gets its turns back where they stood', () => {
    const made = new Desk(bells);
    const cut = made.cut(0, made.state.doc.length);
    made.turns(removeTurns, [0, 1, 2, 3, 4, 5]);
    agree(made);
    expect(told(made)).toEqual([[], [], []]);
    made.put(cut);
    agree(made);
    expect(told(made)).toEqual(bells);
  });
});

describe('a chunk without turns', () => {
  it.each([
    [0, [0, 1]],
    [1, [2, 3]],
    [2, [4, 5]],
  ])('has one begun in it: chunk %i', (n, gone) => {
    const made = new Desk(bells);
    made.turns(removeTurns, gone);
    made.begin(100 + n);
    made.type({ at: made.state.selection.main.head / made.state.doc.length, length: 0, insert: 'Ding.' });
    agree(made);
    expect(told(made)).toEqual(bells.map((chunk, i) => (i === n ? [['Ding.']] : chunk)));
    undoAll(made);
    expect(told(made)).toEqual(bells);
  });

  it('takes turns in the place of the one that was begun', () => {
    const made = new Desk(bells);
    made.turns(removeTurns, [2, 3]);
    made.begin(101);
    made.put([
      { speaker: 'Mira', paragraphs: ['Ding.'], span: { Start: '00:00:01:00', End: '00:00:02:00' } },
      { speaker: 'Ada', paragraphs: ['Dong.'] },
    ]);
    agree(made);
    expect(told(made)[1]).toEqual([['Ding.'], ['Dong.']]);
  });

  it('gets back what was cut over it', () => {
    const made = new Desk(bells);
    const at = (words: string) => made.state.doc.toString().indexOf(words);
    const cut = made.cut(at('ropes'), at('bells.'));
    agree(made);
    expect(told(made)).toEqual([[['One bell.'], ['Two ']], [], [['bells.'], ['Six.']]]);
    made.put(cut);
    agree(made);
    expect(told(made)).toEqual(bells);
  });
});

it('a turn is put after another', () => {
  const made = new Desk(bells);
  made.go(0);
  made.begin();
  made.type({ at: made.state.selection.main.head / made.state.doc.length, length: 0, insert: 'Ding.' });
  agree(made);
  expect(told(made)[0]).toEqual([['One bell.'], ['Ding.'], ['Two ropes.']]);
});
