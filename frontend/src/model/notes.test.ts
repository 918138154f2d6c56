import { describe, expect, it } from 'vitest';
import { inOrder, noteAt, quoteOf, stepNote } from './notes';
import type { EpisodeView, NoteView } from './views';

const note = (id: number, turn: number, from: number, more: Partial<NoteView> = {}): NoteView => ({
  id,
  kind: 'comment',
  turn,
  from,
  to: from + 2,
  lost: false,
  text: 'Is it?',
  resolved: false,
  ...more,
});

/** Turns 3, 1 and 2, in this order. */
const view = (...notes: NoteView[]): EpisodeView =>
  ({ chunks: [{ turns: [{ id: 3 }, { id: 1 }] }, { turns: [{ id: 2 }] }], notes }) as unknown as EpisodeView;

describe('notes', () => {
  const all = [note(10, 1, 4), note(11, 2, 0), note(12, 3, 7), note(13, 1, 1), note(14, 0, 0)];

  it('stand in the order of their words, and those without a turn last', () => {
    expect(inOrder(view(...all)).map(({ id }) => id)).toEqual([12, 13, 10, 11, 14]);
  });

  it('are stepped through from where the caret is, and around the end', () => {
    const v = view(...all);
    const go = (turn: number, from: number, by: 1 | -1) => stepNote(v, inOrder(v), { turn, from }, by)?.id;
    expect([go(3, 0, 1), go(3, 7, 1), go(1, 2, 1), go(2, 0, 1)]).toEqual([12, 13, 10, 12]);
    expect([go(2, 0, -1), go(1, 4, -1), go(3, 7, -1)]).toEqual([10, 13, 11]);
    expect(stepNote(v, [], null, 1)).toBeNull();
  });

  it('show their words, or that there are none', () => {
    expect(quoteOf(note(30, 1, 1), ['Mind your', 'head.'])).toBe('your\nhead.');
    expect(quoteOf(note(31, 1, 0, { kind: 'bookmark', to: 0 }), [''])).toBe('No words here yet');
    expect(quoteOf(note(32, 0, 0), null)).toBe('');
  });

  it('are found at a word, an open one first', () => {
    const settled = note(20, 1, 1, { resolved: true });
    const bookmark = note(21, 1, 2, { kind: 'bookmark' });
    const notes = [settled, bookmark, note(22, 1, 2)];
    expect(noteAt(notes, 'comment', { turn: 1, from: 2, to: 3 })?.id).toBe(22);
    expect(noteAt(notes, 'comment', { turn: 1, from: 1, to: 2 })?.id).toBe(20);
    expect(noteAt(notes, 'bookmark', { turn: 1, from: 3, to: 4 })?.id).toBe(21);
    expect(noteAt(notes, 'comment', { turn: 1, from: 4, to: 5 })).toBeNull();
    expect(noteAt(notes, 'comment', { turn: 2, from: 2, to: 3 })).toBeNull();
  });
});
