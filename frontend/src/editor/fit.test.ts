import { ChangeSet, Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ID } from '../model/views';
import { difference, fit } from './fit';
import { Lines, NO_TURN } from './lines';

type Said = [ID, string[]][];

const paragraph = fc.array(fc.constantFrom('bell', 'rope', '👩‍🚒', '𝄞', ' '), { maxLength: 4 }).map((w) => w.join(''));
const episode = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.array(paragraph, { minLength: 1, maxLength: 3 })),
  { selector: ([id]) => id, maxLength: 7 },
);

function show(said: Said): { doc: Text; lines: Lines } {
  if (said.length === 0) return { doc: Text.empty, lines: new Lines([NO_TURN]) };
  return {
    doc: Text.of(said.flatMap(([, p]) => p)),
    lines: new Lines(said.flatMap(([id, p]) => p.map(() => id))),
  };
}

describe('fitting a text to the document', () => {
  it('gives the document’s words and lines, whatever came, went or moved', () => {
    fc.assert(
      fc.property(episode, episode, (before, after) => {
        const { doc, lines } = show(before);
        const found = fit(
          doc,
          lines,
          new Map(after),
          after.map(([id]) => id),
        );
        const wanted = show(after);
        expect(ChangeSet.of(found.changes, doc.length).apply(doc).toString()).toBe(wanted.doc.toString());
        expect(found.lines.turns).toEqual(wanted.lines.turns);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves a turn alone that nobody speaks of', () => {
    const { doc, lines } = show([
      [1, ['One.']],
      [2, ['Two.', 'Too.']],
    ]);
    const found = fit(doc, lines, new Map([[2, ['Two!', 'Too.']]]), null);
    expect(found.changes).toEqual([{ from: 8, to: 9, insert: '!' }]);
    expect(found.lines).toBe(lines);
  });
});

describe('the difference of two texts', () => {
  it.each([
    ['the bell', 'the bells', { from: 8, to: 8, insert: 's' }],
    ['aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
    ['x\u{1F600}y', 'x\u{1F601}y', { from: 1, to: 3, insert: '\u{1F601}' }],
    ['\u{1F600}', '\u{1FA00}', { from: 0, to: 2, insert: '\u{1FA00}' }],
    ['', 'new', { from: 0, to: 0, insert: 'new' }],
    ['a new thing the bell', 'a new the bell', { from: 6, to: 12, insert: '' }],
    ['a new the bell', 'a new thing the bell', { from: 6, to: 6, insert: 'thing ' }],
    ['bell bells', 'bells', { from: 0, to: 5, insert: '' }],
    ['comon', 'common', { from: 3, to: 3, insert: 'm' }],
  ])('of %j and %j is one stretch of whole characters, and of whole words where it may be', (before, after, change) => {
    expect(difference(before, after)).toEqual(change);
  });

  it('is nothing where they are the same', () => expect(difference('bell', 'bell')).toBeNull());
});
