import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Desk } from './desk.testing';
import { pack } from '../model/times';
import { isLow } from './keep';
import { people, type Said } from './program.testing';
import { giveChosen } from './speakers';

/** A desk at which the turns are said by one and then the other. */
function desk(said: Said[][]): Desk {
  const made = new Desk(said);
  for (const [n] of said.flat().entries()) made.give(giveChosen, [n], people[n % 2]!);
  made.settle();
  return made;
}

/** Who says what, chunk by chunk. */
const told = ({ program }: Desk) =>
  program.chunks.map((turns) => turns.map((id) => [program.speaker(id), ...program.said(id)]));

/** Where words stand in the text. */
const at = (made: Desk, words: string) => made.state.doc.toString().indexOf(words);

describe('words of one turn', () => {
  const known = [4, 4, 4, 4].map((how, i) => ({ how, from: 10 * i, to: 10 * i + 9 }));

  /** A turn whose words have times. */
  function timed(): Desk {
    const made = desk([[['What makes it go?']]]);
    const { program, exchange } = made;
    const turn = program.whole().turns[0]!;
    exchange.script.merge({ ...program.nothing(), turns: [{ ...turn, times: pack(known) }] });
    return made;
  }

  it.each([
    ['What ', 'makes it ', 1, 2],
    // A word that is cut in two is another word; the one behind it stays.
    ['What ma', 'kes it ', 2, 1],
  ])('bring their times along: %s%s', (before, words, from, count) => {
    const made = timed();
    const at = before.length;
    const copied = made.copyWords(at, at + words.length);
    made.putWords(copied, at);
    made.settle();
    const op = made.told.at(-1)!.find(({ kind }) => kind === 'times.some');
    const times = pack(known.slice(from, from + count));
    expect(op).toEqual({ kind: 'times.some', turn: 1, from, times, fits: true });
    expect(told(made)).toEqual([[['Ada', `${before}${words}${words}${'What makes it go?'.slice(at + words.length)}`]]]);
  });
});

describe('what is cut over turns', () => {
  const bells = [
    [['One bell.'], ['Two ropes, and three.'], ['Four.']],
    [['Five bells.'], ['Six.']],
  ];

  it('is what it was when it is pasted back', () => {
    const made = desk(bells);
    const before = told(made);
    const cut = made.cut(at(made, 'bell.'), at(made, 'and three'));
    expect(told(made)).toEqual(before);
    made.settle();
    expect(told(made)[0]).toEqual([
      ['Ada', 'One and three.'],
      ['Ada', 'Four.'],
    ]);
    made.put(cut);
    expect(made.state.selection.main.head).toBe(at(made, 'and three'));
    made.settle();
    expect(told(made)).toEqual(before);
    expect(made.program.refused).toBe(0);
  });

  it('goes on elsewhere with those who say it', () => {
    const made = desk(bells);
    const cut = made.cut(at(made, 'bell.'), at(made, 'and three'));
    made.settle();
    made.go(at(made, 's.\nSix') / made.state.doc.length);
    made.put(cut);
    made.settle();
    // Björn says the fourth turn, and Ada the first part of what comes.
    expect(told(made)[1]).toEqual([
      ['Björn', 'Five bell'],
      ['Ada', 'bell.'],
      ['Björn', 'Two ropes, s.'],
      ['Ada', 'Six.'],
    ]);
  });

  it('comes in the place of words over turns, and what is left of these is said by whoever said it', () => {
    const made = desk(bells);
    const cut = made.cut(at(made, 'bells.'), at(made, 'x.'));
    made.settle();
    const from = at(made, 'bell.');
    made.state = made.state.update({ selection: { anchor: from, head: at(made, 'and three') } }).state;
    made.put(cut);
    made.settle();
    expect(told(made)[0]).toEqual([
      ['Ada', 'One'],
      ['Björn', 'bells.'],
      ['Ada', 'Si'],
      ['Björn', 'and three.'],
      ['Ada', 'Four.'],
    ]);
    expect(made.shown()).toEqual(made.program.lines());
  });

  it('is what it was wherever it began and ended', () => {
    const word = fc.constantFrom('bell', 'to', 'a', 'ropes', 'é', '👩‍🚒', '𝄞', 'לחם');
    const paragraph = fc.array(word, { minLength: 1, maxLength: 4 }).map((w) => w.join(' '));
    const turn = fc.array(paragraph, { minLength: 1, maxLength: 3 });
    const chunks = fc.array(fc.array(turn, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 });
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(chunks, place, place, fc.boolean(), (said, a, b, waits) => {
        const made = desk(said);
        const before = told(made);
        const places = [a, b].map((x) => Math.floor(x * made.state.doc.length)).sort((x, y) => x - y);
        const [from, to] = places.map((x) => (isLow(made.state.doc, x) ? x - 1 : x));
        const cut = made.cut(from!, to!);
        fc.pre(cut.length > 1);
        if (!waits) made.settle();
        made.put(cut);
        made.settle();
        expect(told(made)).toEqual(before);
        expect(made.shown()).toEqual(made.program.lines());
        expect(made.program.refused).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
