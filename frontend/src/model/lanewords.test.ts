import { describe, expect, it } from 'vitest';
import { edgeNear, wordNear, written } from './lanewords';
import { blocks, stretches } from './lanes';
import { SECOND } from './timecode';
import { CARRIED, MEASURED, pack, UNSPOKEN } from './times';
import type { EpisodeView } from './views';

const s = (n: number) => n * SECOND;
const times = pack([
  { how: MEASURED, confidence: 97, from: s(10), to: s(11) },
  { how: UNSPOKEN, from: 0, to: 0 },
  { how: CARRIED, from: s(12), to: s(13) },
]);
const view = {
  chunks: [
    {
      id: 1,
      turns: [
        { id: 1, paragraphs: ['Here it is'], times, from: s(10), to: s(14) },
        { id: 2, paragraphs: ['And there it goes'], times: '', from: s(14), to: s(20) },
      ],
    },
  ],
} as unknown as EpisodeView;
const timed = [1, 2].map((turn, i) => ({
  turn,
  chunk: 1,
  speaker: 'Mira',
  from: s([10, 14][i]!),
  to: s([14, 20][i]!),
  guessed: false,
}));
const below = (from: number, span: number, width: number, of = view) => {
  const window = { from: s(from), span: s(span) };
  return written(of, blocks(stretches(timed, s(20)), window), window, width);
};

const said = (word: number, from: number) => ({
  turn: 1,
  word,
  from: s(from),
  to: s(from + 1),
  how: word === 0 ? MEASURED : CARRIED,
  confidence: word === 0 ? 97 : undefined,
});

describe('the edge of a word', () => {
  it('is found where it is near', () => {
    const texts = below(10, 10, 1000);
    expect(edgeNear(texts, s(11.1), s(0.2))).toEqual({ ...said(0, 10), end: true, at: s(11) });
    expect(edgeNear(texts, s(11.9), s(0.2))).toEqual({ ...said(2, 12), end: false, at: s(12) });
    expect(edgeNear(texts, s(11.5), s(0.2))).toBeNull();
    expect(wordNear(texts, s(12.5))?.text).toBe('is');
    expect(wordNear(texts, s(11.5))).toBeUndefined();
  });
});

describe('below the lanes', () => {
  it('stand words where they are said, and openings where nobody knows when', () => {
    expect(below(10, 10, 1000)).toEqual([
      { left: 0, width: 0.1, text: 'Here', word: true, estimated: false, said: said(0, 10) },
      { left: 0.2, width: 0.1, text: 'is', word: true, estimated: true, said: said(2, 12) },
      { left: 0.4, width: 0.6, text: 'And there it goes', word: false, estimated: false },
    ]);
    expect(below(12.5, 5, 1000).map(({ text }) => text)).toEqual(['is', 'And there it goes']);
  });
  it('stand openings where words have no room, and nothing where these have none', () => {
    expect(below(10, 10, 100).map(({ text }) => text)).toEqual(['Here', 'is', 'And there it goes']);
    expect(below(10, 10, 36).map(({ text, word }) => `${word} ${text}`)).toEqual([
      'false Here it ',
      'false And there i',
    ]);
    expect(below(0, 1000, 100)).toEqual([]);
  });
  it('stands nothing wrong while the words run ahead of their times', () => {
    const chunk = view.chunks[0]!;
    const turns = [{ ...chunk.turns[0]!, paragraphs: ['Here it all is'] }];
    expect(below(10, 4, 1000, { ...view, chunks: [{ ...chunk, turns }] }).map(({ text }) => text)).toEqual([
      'Here it all is',
    ]);
  });
});
