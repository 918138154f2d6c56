import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Desk, type Edit, voices } from './desk.testing';
import { people, type Said } from './program.testing';
import { giveChosen, giveRun } from './speakers';
import { joinTurns, newParagraph, removeTurns } from './structural';

const word = fc.constantFrom('bell', 'to', 'a', 'ropes', 'é', '👩‍🚒', '𝄞', 'לחם');
const paragraph = fc.array(word, { maxLength: 4 }).map((w) => w.join(' '));
const turn = fc.array(paragraph, { minLength: 1, maxLength: 3 });
const chunks = fc.array(fc.array(turn, { maxLength: 4 }), { minLength: 1, maxLength: 3 });
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(40) }),
  insert: fc.oneof(fc.constantFrom('', 'x', ' ', '\n', '\r\n', 'two\n\nlines', '\0', '\ud83d', '\ude00', '🎬'), word),
});

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const places = fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 });
/** All that a person can do to the text. */
const act: fc.Arbitrary<(desk: Desk) => void> = fc.oneof(
  { weight: 5, arbitrary: edit.map((e) => (desk: Desk) => desk.type(e)) },
  { weight: 2, arbitrary: fraction.map((at) => (desk: Desk) => desk.split(at)) },
  { weight: 1, arbitrary: fraction.map((at) => (desk: Desk) => desk.go(at)) },
  { weight: 1, arbitrary: places.map((p) => (desk: Desk) => desk.turns(removeTurns, p)) },
  { weight: 1, arbitrary: places.map((p) => (desk: Desk) => desk.turns(joinTurns, p)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(giveChosen, giveRun), places, fc.constantFrom(...people)).map(
      ([what, p, who]) =>
        (desk: Desk) =>
          desk.give(what, p, who),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fraction, fc.nat(14), fc.constantFrom(...people)).map(([at, length, who]) => (desk: Desk) => {
      const from = Math.floor(at * desk.state.doc.length);
      desk.giveWords(from, Math.min(desk.state.doc.length, from + length), who);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fraction, fc.array(turn, { minLength: 1, maxLength: 2 })).map(
      ([at, said]) =>
        (desk: Desk) =>
          desk.paste(at, said),
    ),
  },
);

describe('what takes the place of words in several turns', () => {
  const two = [[['one two']], [['three four']]];
  const over = { name: 'Typed over 2 turns', typing: true };

  it('is one step with a name, also over the end of a chunk', () => {
    const desk = new Desk(two);
    desk.type({ at: 4.5 / 18, length: 10, insert: 'n' });
    desk.settle();
    expect(desk.manners).toEqual([over]);
    expect(desk.program.lines()).toEqual([
      [1, 0, 'one n'],
      [2, 0, 'four'],
    ]);
  });

  it('is one step where an input method composes it', () => {
    for (const said of [two, [two.flat()]]) {
      const desk = new Desk(said);
      desk.beginComposing(4, 14);
      for (const [n, insert] of ['と', '時', '計'].entries()) {
        const length = n === 1 ? 1 : 0;
        desk.type({ at: (4.5 + (n > 1 ? 1 : 0)) / desk.state.doc.length, length, insert }, true);
      }
      expect(desk.queue).toEqual([]);
      desk.exchange.composed();
      desk.settle();
      expect(desk.manners).toEqual([over]);
      expect(desk.program.lines()).toEqual(desk.shown());
      expect(desk.program.lines()[0]![2]).toMatch(/^one 時計/);
      expect(desk.program.refused).toBe(0);
    }
  });

  it('takes back a break that was made in a word, in a space, and between paragraphs', () => {
    const said = ['everybody went', 'home'];
    for (const at of [5, 9, 10, 14, 15]) {
      const desk = new Desk([[said]]);
      const shown = desk.shown();
      desk.splitOver(at, at);
      const words = desk.state.doc.sliceString(desk.state.selection.main.head);
      desk.settle();
      expect(desk.program.lines()).not.toEqual(shown);
      breakGoes(desk);
      desk.settle();
      expect(desk.program.lines()).toEqual(shown);
      expect(desk.shown()).toEqual(shown);
      expect(desk.manners.at(-1)).toEqual({ name: 'Joined turns' });
      expect(desk.state.doc.sliceString(desk.state.selection.main.head)).toBe(words);
    }
  });

  it('parts words by a space where something was written since the break', () => {
    const desk = new Desk([[['everybody']]]);
    desk.splitOver(5, 5);
    desk.type({ at: 1, length: 0, insert: '!' });
    desk.go(0.56);
    breakGoes(desk);
    desk.settle();
    expect(desk.program.lines()).toEqual([[1, 0, 'every body!']]);
  });

  it('leaves a break that a chunk begins at since', () => {
    const desk = new Desk([[['one two']]]);
    desk.splitOver(4, 4);
    desk.queue.push({ rechunk: 0b1000 });
    desk.settle();
    const shown = desk.shown();
    breakGoes(desk);
    desk.settle();
    expect(desk.shown()).toEqual(shown);
    expect(desk.program.lines()).toEqual(shown);
    expect(desk.program.refused).toBe(0);
  });

  it('leaves words with who was given them since the break', () => {
    const desk = new Desk([[['one two']]]);
    desk.splitOver(0, 0);
    desk.give(giveChosen, [1], 'Mira');
    desk.state = desk.state.update({ selection: { anchor: 1 } }).state;
    breakGoes(desk);
    desk.settle();
    expect(desk.program.lines()).toEqual([[1000, 0, 'one two']]);
    expect(voices(desk)).toEqual([['Mira'], ['Mira']]);
  });

  it('tells of the chunks that it leaves no turn', () => {
    const desk = new Desk([[['one'], ['two']], [['three']], [['four']]]);
    desk.turns(removeTurns, [2]);
    expect(desk.manners.at(-1)?.name).toBe('Deleted the turn: chunk 101 has no turns left');
    desk.turns(removeTurns, [0]);
    expect(desk.manners.at(-1)?.name).toBe('Deleted the turn');
  });

  it('is one step in the place of paragraphs', () => {
    const desk = new Desk([[['one two', 'three four']]]);
    desk.type({ at: 4.5 / 18, length: 10, insert: 'n' });
    expect(desk.manners).toMatchObject([{ name: 'Typed over paragraphs', typing: true }]);
    expect(desk.queue[0]).toMatchObject({ ops: [{ kind: 'paragraphs' }, { kind: 'text', text: 'n' }] });
  });

  it('takes them away where nothing comes', () => {
    const desk = new Desk(two);
    desk.beginComposing(4, 14);
    desk.exchange.composed();
    expect(desk.manners).toEqual([{ name: 'Deleted words in 2 turns' }]);
  });
});

/** Backspace, at the start of the line that the caret is in. */
function breakGoes(desk: Desk): void {
  const { doc, selection } = desk.state;
  desk.type({ at: (doc.lineAt(selection.main.head).from - 0.5) / doc.length, length: 1, insert: '' });
}

describe('the editor and the document', () => {
  it('say the same after every edit', () => {
    fc.assert(
      fc.property(chunks, fc.array(act, { maxLength: 12 }), (said, edits) => {
        const desk = new Desk(said);
        for (const e of edits) {
          e(desk);
          desk.answer();
          expect(desk.shown()).toEqual(desk.program.lines());
          const [shown, known] = voices(desk);
          expect(shown).toEqual(known);
        }
        expect(desk.program.refused).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('say the same in the end, however typing, undo and changes from elsewhere meet', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: act },
      { weight: 2, arbitrary: edit.map((e) => (desk: Desk) => desk.type(e, true)) },
      { weight: 1, arbitrary: fc.constant((desk: Desk) => desk.composed()) },
      {
        weight: 1,
        arbitrary: fc.tuple(fraction, fc.nat(20)).map(([at, length]) => (desk: Desk) => {
          const from = Math.floor(at * desk.state.doc.length);
          desk.beginComposing(from, Math.min(desk.state.doc.length, from + length));
        }),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fraction, fc.nat(30)).map(([at, length]) => (desk: Desk) => {
          const from = Math.floor(at * desk.state.doc.length);
          desk.cut(from, Math.min(desk.state.doc.length, from + length));
        }),
      },
      { weight: 2, arbitrary: fraction.map((at) => (desk: Desk) => desk.putBack(at)) },
      { weight: 1, arbitrary: fc.nat(6).map((place) => (desk: Desk) => desk.check(place)) },
      { weight: 3, arbitrary: fc.constant((desk: Desk) => desk.answer()) },
      { weight: 2, arbitrary: fc.constant((desk: Desk) => void desk.queue.push('undo')) },
      { weight: 1, arbitrary: fc.constant((desk: Desk) => void desk.queue.push('redo')) },
      { weight: 1, arbitrary: fc.nat().map((rechunk) => (desk: Desk) => void desk.queue.push({ rechunk })) },
      {
        weight: 1,
        arbitrary: fc.record({ seed: fc.nat(), said: turn }).map(({ seed, said }) => (desk: Desk) => {
          desk.settle();
          desk.patch(desk.program.elsewhere(seed, said), 'other');
        }),
      },
    );
    fc.assert(
      fc.property(chunks, fc.array(step, { maxLength: 30 }), (said, steps) => {
        const desk = new Desk(said);
        for (const s of steps) s(desk);
        desk.settle();
        expect(desk.shown()).toEqual(desk.program.lines());
        const [shown, known] = voices(desk);
        expect(shown).toEqual(known);
        expect(desk.program.refused).toBe(0);
        expect(desk.exchange.outbox.empty).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('say the same where chunks were parted or joined a moment ago', () => {
    for (const rechunk of [0b0001, 0b1001]) {
      const desk = new Desk([[['one']], [['two'], ['three four']]]);
      desk.queue.push({ rechunk });
      desk.split(14 / 18);
      desk.type({ at: 0, length: 0, insert: 'x' });
      desk.answer();
      desk.answer();
      // Goes on with the letter that waits.
      desk.type({ at: 1.5 / 19, length: 0, insert: 'y' });
      desk.queue.push('undo', 'undo');
      desk.type({ at: 4.5 / 20, length: 0, insert: 'z' });
      desk.settle();
      expect(desk.program.refused).toBe(0);
      expect(desk.shown()).toEqual(desk.program.lines());
      expect(desk.shown().map(([, , text]) => text)).toEqual(['onze', 'two', 'three four']);
      expect(desk.exchange.script.order()).toEqual(desk.program.order());
    }
  });

  it('say the same where a chunk begins with turns that an undo brought back', () => {
    const desk = new Desk([[['one'], ['two']]]);
    desk.cut(0, 4);
    desk.queue.push('undo');
    desk.paste(0, [['new']]);
    desk.settle();
    expect(desk.program.refused).toBe(0);
    expect(desk.shown()).toEqual(desk.program.lines());
    expect(desk.shown().map(([, , text]) => text)).toEqual(['one', 'new', 'two']);
  });

  it('agree that nothing waits once every edit is answered', () => {
    const desk = new Desk([[['one'], ['two']]]);
    for (const insert of ['a', 'b', 'c']) desk.type({ at: 0, length: 0, insert });
    desk.answer();
    expect(desk.exchange.outbox.empty).toBe(false);
    desk.settle();
    expect(desk.exchange.outbox.empty).toBe(true);
  });

  it('put letters that go on into the edit that waits, and begin another with each word', () => {
    const desk = new Desk([[['one']]]);
    const type = (at: number, insert: string) => desk.type({ at: at / desk.state.doc.length, length: 0, insert });
    for (const [i, letter] of [...' two, 𝄞 b'].entries()) type(3 + i + (i > 6 ? 1 : 0), letter);
    type(0, 'x');
    type(0, 'y');
    const texts = desk.queue.map(
      (each) => typeof each === 'object' && 'ops' in each && each.ops.map((op) => 'text' in op && op.text),
    );
    expect(texts).toEqual([[' '], ['two, '], ['𝄞 '], ['b'], ['x'], ['y']]);
    desk.settle();
    expect(desk.program.lines()).toEqual([[1, 0, 'yxone two, 𝄞 b']]);
    expect(desk.exchange.outbox.empty).toBe(true);
  });

  it('keep what is typed while an undo is on its way', () => {
    const desk = new Desk([[['bell']]]);
    desk.type({ at: 0, length: 0, insert: 'The ' });
    desk.answer();
    desk.queue.push('undo');
    desk.type({ at: 1, length: 0, insert: 's' });
    desk.settle();
    expect(desk.shown()).toEqual([[1, 0, 'bells']]);
    expect(desk.program.lines()).toEqual([[1, 0, 'bells']]);
  });

  it('keep what is typed behind an undo whose answer waits for an input method', () => {
    const desk = new Desk([[['bell'], ['rope']]]);
    desk.type({ at: 0, length: 0, insert: 'The ' });
    desk.answer();
    desk.queue.push('undo');
    desk.type({ at: 8.5 / 13, length: 0, insert: 's' });
    // What is composed, and what is taken away over two turns meanwhile.
    desk.type({ at: 13.5 / 14, length: 0, insert: 'と' }, true);
    desk.answer();
    desk.type({ at: 11.5 / 15, length: 1, insert: '' });
    desk.cut(5, 11);
    for (let n = 0; n < 5; n++) desk.answer();
    desk.settle();
    expect(desk.program.refused).toBe(0);
    expect(desk.program.lines()).toEqual(desk.shown());
    expect(desk.shown()).toEqual([[1, 0, 'b pとe']]);
  });

  it('have nothing to say where an undo took the words that a deletion was about', () => {
    const desk = new Desk([[['bell']]]);
    desk.type({ at: 1, length: 0, insert: 's' });
    desk.answer();
    desk.queue.push('undo');
    desk.type({ at: 4.5 / 5, length: 1, insert: '' });
    desk.type({ at: 0, length: 0, insert: 'A ' });
    desk.answer();
    expect(desk.queue[0]).toEqual({ ops: [] });
    desk.settle();
    expect(desk.program.lines()).toEqual([[1, 0, 'A bell']]);
    expect(desk.program.refused).toBe(0);
  });

  it('lead to where something was undone, unless somebody types', () => {
    const desk = new Desk([[['bell'], ['rope']]]);
    desk.type({ at: 1, length: 0, insert: 's' });
    desk.answer();
    expect(desk.patch(desk.program.undo(), 'undo')?.place).toBe(9);
    const redone = desk.program.redo();
    desk.type({ at: 0, length: 0, insert: 'A ' });
    expect(desk.patch(redone, 'undo')).toMatchObject({ place: null, show: [] });
  });

  const led = (said: Said[], does: (desk: Desk) => void) => {
    const desk = new Desk([said]);
    does(desk);
    desk.settle();
    const there = desk.patch(desk.program.undo(), 'undo')!;
    expect(desk.shown()).toEqual(desk.program.lines());
    const text = desk.state.doc.toString();
    return { ...there, shows: `${text.slice(0, there.place!)}|${text.slice(there.place!)}` };
  };

  it('lead to where turns were parted or joined, and not to their ends', () => {
    expect(led([['one two three'], ['four']], (desk) => desk.split(4 / 18)).shows).toBe('one |two three\nfour');
    expect(led([['one', 'two'], ['four']], (desk) => desk.split(4 / 12)).shows).toBe('one\n|two\nfour');
    expect(led([['one two'], ['three four']], (desk) => desk.turns(joinTurns, [0, 1])).shows).toBe(
      'one two\n|three four',
    );
    const paragraph = (desk: Desk) => desk.type({ at: 3 / 12, length: 1, insert: '\n' });
    expect(led([['one two five']], paragraph).shows).toBe('one |two five');
  });

  it('lead to the start of words that were taken over turns, and to turns that come back whole', () => {
    const over = led([['one two'], ['three'], ['four five']], (desk) =>
      desk.type({ at: 4 / 23, length: 15, insert: '' }),
    );
    expect(over).toMatchObject({ shows: 'one |two\nthree\nfour five', came: [] });
    const gone = led([['one'], ['two'], ['three'], ['four']], (desk) => desk.turns(removeTurns, [1, 2]));
    expect(gone).toMatchObject({ shows: 'one\n|two\nthree\nfour', came: [2, 3] });
    expect(led([['one'], ['two']], (desk) => desk.turns(removeTurns, [0])).came).toEqual([1]);
  });

  it('are called what they took, and go on as typing where something was typed', () => {
    const called = (does: (desk: Desk) => void) => {
      const desk = new Desk([[['one two'], ['three'], ['four five'], ['six']]]);
      does(desk);
      return desk.manners.at(-1);
    };
    const over = (from: number, to: number, insert: string) =>
      called((desk) => desk.type({ at: from / desk.state.doc.length, length: to - from, insert }));
    expect(over(4, 18, 'z')).toEqual({ name: 'Typed over 3 turns', typing: true });
    expect(over(4, 18, '')).toEqual({ name: 'Deleted words in 3 turns' });
    expect(over(4, 10, '')).toEqual({ name: 'Deleted words in 2 turns' });
    expect(over(7, 8, '')).toEqual({ name: 'Joined turns' });
    expect(over(7, 13, '')).toEqual({ name: 'Deleted the turn' });
    expect(called((desk) => desk.turns(removeTurns, [1, 2]))).toEqual({ name: 'Deleted 2 turns' });
    expect(called((desk) => desk.paragraph(3, 4))).toEqual({ name: 'Made a paragraph', quiet: true });
    expect(called((desk) => desk.paragraph(3, 18))).toEqual({ name: 'Typed over 3 turns', typing: true });
    expect(called((desk) => desk.paragraph(7, 8))).toEqual({ name: 'Typed over 2 turns', typing: true });
  });

  it('are called what they do to paragraphs', () => {
    const over = (from: number, to: number, insert: string) => {
      const desk = new Desk([[['one', 'two', 'three']]]);
      desk.type({ at: from / desk.state.doc.length, length: to - from, insert });
      return desk.manners.at(-1);
    };
    expect(over(3, 4, '')).toEqual({ name: 'Joined paragraphs', quiet: true });
    expect(over(3, 4, ' ')).toEqual({ name: 'Joined paragraphs', quiet: true });
    expect(over(2, 4, '')).toEqual({ typing: true });
    expect(over(3, 4, 'x')).toEqual({ name: 'Typed over paragraphs', typing: true, quiet: true });
    expect(over(1, 2, '')).toEqual({ typing: true });
  });

  it('lead to a turn about which something else was undone, but nowhere with a clock', () => {
    const desk = new Desk([[['bell'], ['rope']]]);
    const of = desk.program.edit([{ kind: 'paragraphs', turn: 2, paragraphs: ['rope'] }]);
    expect(desk.patch(of, 'undo')).toMatchObject({ place: null, show: [2] });
    const clock = { rate: '25', num: 25, den: 1, drop: false, offset: 0 };
    expect(desk.patch({ ...of, clock }, 'undo')).toMatchObject({ place: null, show: [] });
  });

  it('tells the program the words again when it understood something else', () => {
    const desk = new Desk([[['one two']]]);
    desk.type({ at: 1, length: 0, insert: '!' });
    desk.queue.length = 0;
    desk.patch(desk.program.edit([{ kind: 'text', turn: 1, para: 0, from: 0, to: 3, text: 'three' }]), 'own');
    expect(desk.shown()).toEqual([[1, 0, 'one two!']]);
    desk.settle();
    expect(desk.program.lines()).toEqual([[1, 0, 'one two!']]);
  });
});

describe('a change by a person', () => {
  const typed = (said: Said[][], from: number, to: number, insert: string) => {
    const desk = new Desk(said);
    const length = desk.state.doc.length;
    desk.type({ at: length === 0 ? 0 : (from + 0.5) / length, length: to - from, insert });
    return { desk, ops: desk.queue.flatMap((r) => (typeof r === 'object' && 'ops' in r ? r.ops : [])) };
  };

  it('is one op in the paragraph it touches', () => {
    const { ops } = typed([[['The bell rings.', 'Twice.']]], 16, 16, 'Not t');
    expect(ops).toEqual([{ kind: 'text', turn: 1, para: 1, from: 0, to: 0, text: 'Not t' }]);
  });

  it('over several turns of a chunk joins what is left of them', () => {
    const { desk, ops } = typed([[['one two'], ['three'], ['four', 'five']]], 4, 16, 'new');
    expect(desk.shown()).toEqual([
      [1, 0, 'one newur'],
      [1, 1, 'five'],
    ]);
    expect(ops).toEqual([
      { kind: 'text', turn: 3, para: 0, from: 0, to: 2, text: '' },
      { kind: 'turn.delete', turn: 2 },
      { kind: 'text', turn: 1, para: 0, from: 4, to: 7, text: 'new' },
      { kind: 'turn.join', turn: 3 },
    ]);
    expect(desk.state.selection.main.head).toBe(7);
  });

  it('over chunks takes turns that are taken whole, and joins no chunks', () => {
    const { desk } = typed(
      [
        [['one two'], ['three']],
        [['four', 'five'], ['six seven']],
      ],
      4,
      27,
      'new',
    );
    expect(desk.shown()).toEqual([
      [1, 0, 'one new'],
      [4, 0, ' seven'],
    ]);
  });

  it('leaves the turn whose words all stay with its speaker', () => {
    const { desk, ops } = typed([[['one'], ['two'], ['three']]], 0, 8, '');
    expect(desk.shown()).toEqual([[3, 0, 'three']]);
    expect(ops).toEqual([
      { kind: 'turn.delete', turn: 2 },
      { kind: 'turn.delete', turn: 1 },
    ]);
    expect(desk.state.selection.main.head).toBe(0);
  });

  it('at a turn’s start joins it to the one before, with a space', () => {
    const { desk, ops } = typed([[['one'], ['two']]], 3, 4, '');
    expect(ops).toEqual([{ kind: 'turn.join', turn: 2, glue: ' ' }]);
    expect(desk.shown()).toEqual([[1, 0, 'one two']]);
  });

  it('at a chunk’s start joins nothing', () => {
    const { desk, ops } = typed([[['one']], [['two']]], 3, 4, '');
    expect(ops).toEqual([]);
    expect(desk.state.doc.lines).toBe(2);
  });

  it('takes an empty turn away, and leaves the other as it is', () => {
    const { ops } = typed([[['one'], ['']]], 3, 4, '');
    expect(ops).toEqual([{ kind: 'turn.delete', turn: 2 }]);
  });

  it('parts a turn at the caret, and puts the caret into the second part', () => {
    const desk = new Desk([[['one two', 'three']]]);
    desk.split(4 / 13);
    expect(desk.shown()).toEqual([
      [1, 0, 'one'],
      [1000, 0, 'two'],
      [1000, 1, 'three'],
    ]);
    expect(desk.queue).toEqual([{ ops: [{ kind: 'turn.split', turn: 1, para: 0, at: 4, new: 1000 }] }]);
    expect(desk.state.selection.main.head).toBe(4);
    desk.type({ at: 4.5 / 13, length: 0, insert: 'The ' });
    desk.settle();
    expect(desk.program.lines()).toEqual(desk.shown());
  });

  it('parts no turn where the words that go reach into the next chunk', () => {
    const desk = new Desk([[['one two']], [['three four']]]);
    desk.splitOver(4, 14);
    desk.settle();
    expect(desk.shown()).toEqual([
      [1, 0, 'one'],
      [2, 0, 'four'],
    ]);
    expect(desk.manners).toEqual([{ name: 'Deleted words in 2 turns' }]);
    expect(desk.program.lines()).toEqual(desk.shown());
    expect(desk.state.selection.main.head).toBe(4);
  });

  it('parts no turn where the words that go reach into the next: what is left of that stays its own', () => {
    const desk = new Desk([[['one two'], ['six'], ['three four five']]]);
    desk.splitOver(4, 17);
    desk.settle();
    expect(desk.shown()).toEqual([
      [1, 0, 'one'],
      [3, 0, 'four five'],
    ]);
    expect(desk.manners).toEqual([{ name: 'Deleted words in 3 turns' }]);
    expect(desk.program.lines()).toEqual(desk.shown());
    expect(desk.state.selection.main.head).toBe(4);
  });

  it('begins a paragraph without the space around the caret', () => {
    const desk = new Desk([[['one two']]]);
    desk.state = desk.state.update({ selection: { anchor: 4 } }).state;
    const tr = desk.state.update(newParagraph(desk.state));
    desk.state = tr.state;
    desk.exchange.typed(tr, false);
    desk.settle();
    expect(desk.program.lines()).toEqual([
      [1, 0, 'one'],
      [1, 1, 'two'],
    ]);
  });

  it('that takes a break away leaves the caret before the words that it stood before', () => {
    for (const [said, break_] of [
      [[['one'], ['two']], 3],
      [[['one', 'two']], 3],
      [[['one '], ['two']], 4],
      [[[''], ['two']], 0],
    ] as const) {
      const desk = new Desk([said.map((turn) => [...turn])]);
      desk.state = desk.state.update({ selection: { anchor: break_ + 1 } }).state;
      breakGoes(desk);
      const { doc, selection } = desk.state;
      expect(doc.sliceString(selection.main.head)).toBe('two');
      // Delete leaves it behind the words before.
      const before = new Desk([said.map((turn) => [...turn])]);
      before.state = before.state.update({ selection: { anchor: break_ } }).state;
      before.type({ at: (break_ + 0.5) / before.state.doc.length, length: 1, insert: '' });
      expect(before.state.doc.sliceString(0, before.state.selection.main.head)).toBe(said[0][0]);
    }
  });

  it('joins two paragraphs of a turn with a space', () => {
    const { ops } = typed([[['One.', 'Two.']]], 4, 5, '');
    expect(ops).toEqual([{ kind: 'paragraphs', turn: 1, paragraphs: ['One. Two.'] }]);
  });

  it('brings pasted lines in as paragraphs', () => {
    const { ops } = typed([[['ab']]], 1, 1, 'x \r\n\r\n  y\nz');
    expect(ops).toEqual([{ kind: 'paragraphs', turn: 1, paragraphs: ['ax', 'y', 'zb'] }]);
  });

  it('replaces a whole character where only one half of it differs', () => {
    const desk = new Desk([[['a\u{1F600}b']]]);
    desk.type({ at: 2.5 / 4, length: 1, insert: '\ude01' });
    expect(desk.queue).toEqual([{ ops: [{ kind: 'text', turn: 1, para: 0, from: 1, to: 3, text: '\u{1F601}' }] }]);
  });

  it('does nothing in an episode without turns where it brings no words', () => {
    const { desk, ops } = typed([[]], 0, 0, '\0');
    expect(ops).toEqual([]);
    expect(desk.state.doc.length).toBe(0);
  });
});
