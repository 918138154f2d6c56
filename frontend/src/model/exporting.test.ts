import { describe, expect, it } from 'vitest';
import type { FormatView, PlanFile } from './fileviews';
import { cannotCarry, firstHeld, heldTitle, holdsInShort, lostTogether, shown } from './exporting';

const lost = (...all: string[]) => cannotCarry(all.map((what) => ({ kind: 'lost', what })));

describe('what a format cannot carry', () => {
  it('is a list of things, and behind it what becomes of others', () => {
    expect(
      lost(
        'Chunks, and what is known of them; paragraphs',
        'How sure the search was of the words that it found',
        '16 of 1319 times of words lie outside their turns, so they are not written. Set the clock',
        'SubRip has no way to write <',
        'Where words end',
      ),
    ).toBe(
      'Cannot carry: chunks, and what is known of them; paragraphs; how sure the search was of the words that it found; where words end. 16 of 1319 times of words lie outside their turns, so they are not written. Set the clock. SubRip has no way to write <.',
    );
    expect(lost('3 of 9 words have no time of their own')).toBe('3 of 9 words have no time of their own.');
    expect(lost()).toBe('Carries all that there is.');
  });
});

describe('what several formats cannot carry', () => {
  it('is told of those that tell it, and of no other as if that had it', () => {
    const format = (name: string, ...remarks: string[]) =>
      ({ name, remarks: remarks.map((what) => ({ kind: 'lost', what })) }) as FormatView;
    const three = ['SubRip', 'WebVTT', 'Podcasting 2.0 transcript'].map((name) => format(name, 'Paragraphs'));
    const chapters = format('Podcasting 2.0 chapters', 'What is said; who says it; times of turns');
    expect(lostTogether('Paragraphs', three)).toBe('In none of these: paragraphs.');
    expect(lostTogether('Paragraphs', [...three, chapters])).toBe(
      'Not in SubRip, WebVTT and Podcasting 2.0 transcript: paragraphs.',
    );
    expect(lostTogether('Paragraphs', [...three, ...three, chapters])).toBe('Not in most of these: paragraphs.');
  });
});

describe('a file that goes out without some chunks', () => {
  it('counts them beside its name where they are many', () => {
    const cues = (...without: string[]) => ({ format: 'srt', of: 'cue', count: 261, without }) as unknown as PlanFile;
    expect(holdsInShort(cues())).toBe('261 cues');
    expect(holdsInShort(cues('03'))).toBe('261 cues, without 03');
    expect(holdsInShort(cues('03', '05', '06', '07'))).toBe('261 cues, without 4 chunks');
  });
});

describe('the list of formats', () => {
  it('keeps what was ticked while it stands there', () => {
    const text = { id: 'text' } as FormatView;
    expect(shown(text, new Set(), false)).toBe(false);
    expect(shown(text, new Set(['text']), false)).toBe(true);
  });
});

describe('a file that is held back', () => {
  const file = (part: Partial<PlanFile>): PlanFile =>
    ({
      state: 'held',
      format: '',
      number: '',
      checks: 0,
      problem: null,
      theirs: false,
      unsettled: false,
      turn: 0,
      path: '',
      ...part,
    }) as PlanFile;

  it('is named', () => {
    expect(heldTitle(file({ format: 'text', path: '/in/ep04.txt' }))).toBe('ep04.txt is held back.');
    expect(heldTitle(file({ number: '05' }))).toBe('Chunk 05 is held back.');
  });
  it('is told of before others where somebody can do something about it', () => {
    const with3 = file({ number: '2' });
    const wrong = file({ number: '3', problem: { code: 'list.duplicate' } as PlanFile['problem'] });
    expect(firstHeld([file({ state: 'new' }), with3, wrong])).toBe(wrong);
    expect(firstHeld([with3])).toBe(with3);
    expect(firstHeld([file({ state: 'same' })])).toBeNull();
  });
});
