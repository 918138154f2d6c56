import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { BETWEEN, BY_HAND, CARRIED, GUESSED, IMPORTED, MEASURED, pack, UNKNOWN, UNSPOKEN } from '../model/times';
import type { EpisodeView } from '../model/views';
import { marksIn, marksOf } from './howtimed';
import { layOut, linesField } from './lines';
import { Program, view } from './program.testing';
import { Script, scriptFacet } from './script';

const times = (...hows: number[]) => pack(hows.map((how, i) => ({ how, from: i * 1000, to: i * 1000 + 900 })));

/** The marks with the words that they stand under. */
const under = (text: string, packed: string, all: boolean, searching = false) =>
  marksOf(packed, text, { all, searching }).map(({ from, to, mark }) => [mark, text.slice(from, to)]);

describe('the marks under words', () => {
  const text = 'One two three four, five six\nseven eight nine ten.';
  const packed = times(
    ...[MEASURED, UNSPOKEN, UNSPOKEN, BETWEEN, CARRIED, GUESSED],
    ...[BY_HAND, IMPORTED, UNKNOWN, MEASURED],
  );

  it('stand where the sound does not hold the words, and nowhere else', () => {
    expect(under(text, packed, false)).toEqual([['unspoken', 'two three']]);
    expect(under(text, times(...Array<number>(10).fill(MEASURED)), false)).toEqual([]);
  });

  it('tell all that were not heard, where that is wanted', () => {
    expect(under(text, packed, true)).toEqual([
      ['unspoken', 'two three'],
      ['between', 'four,'],
      ['carried', 'five'],
      ['guessed', 'six'],
      ['hand', 'seven'],
      ['told', 'eight'],
      ['unknown', 'nine'],
    ]);
  });

  it('say of no word that the sound does not hold it while that is searched', () => {
    expect(under(text, packed, false, true)).toEqual([]);
    expect(under(text, packed, true, true)[0]).toEqual(['unknown', 'two three']);
  });

  it('go on behind a word that bears none', () => {
    expect(under('a b c', times(UNSPOKEN, MEASURED, UNSPOKEN), false)).toEqual([
      ['unspoken', 'a'],
      ['unspoken', 'c'],
    ]);
    expect(under('a b c', times(UNSPOKEN, BY_HAND, UNSPOKEN), false)).toEqual([
      ['unspoken', 'a'],
      ['unspoken', 'c'],
    ]);
  });

  it('say nothing where the text runs ahead of its times, and that nothing is known where nobody asked', () => {
    expect(under('a b c', times(UNSPOKEN, UNSPOKEN), true)).toEqual([]);
    expect(under('a b c', '', false)).toEqual([]);
    expect(under('a b c', '', true)).toEqual([['unknown', 'a b c']]);
    expect(under('', '', true)).toEqual([]);
  });
});

describe('the marks in sight', () => {
  const episode: EpisodeView = view(
    new Program([
      [['One two.', 'Three.'], ['Four five.']],
      [['Six.'], ['Seven.']],
    ]),
  );
  const packed = [times(MEASURED, MEASURED, UNSPOKEN), times(UNSPOKEN, MEASURED), times(UNSPOKEN), times(UNSPOKEN)];
  episode.chunks.flatMap(({ turns }) => turns).forEach((turn, i) => (turn.times = packed[i]!));
  const { doc, lines } = layOut(episode.chunks);
  const state = EditorState.create({
    doc,
    extensions: [linesField.init(() => lines), scriptFacet.of(new Script(episode))],
  });
  const seen = (...ranges: [number, number][]) =>
    marksIn(
      state,
      ranges.map(([from, to]) => ({ from, to })),
      { all: false, searching: false },
    ).map(({ from, to }) => state.sliceDoc(from, to));

  it('are those of the turns there, each once and in order', () => {
    const at = (text: string) => state.doc.toString().indexOf(text);
    expect(seen([0, state.doc.length])).toEqual(['Three.', 'Four', 'Six.', 'Seven.']);
    expect(seen([0, 3], [5, at('Four')])).toEqual(['Three.', 'Four']);
    expect(seen([at('five'), at('five') + 1], [at('Seven'), at('Seven')])).toEqual(['Four', 'Seven.']);
    expect(seen()).toEqual([]);
  });
});
