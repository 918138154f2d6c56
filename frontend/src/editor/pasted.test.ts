import { describe, expect, it } from 'vitest';
import { turnsOf } from './pasted';

describe('text that is pasted', () => {
  it('is turns where it has their times', () => {
    const text =
      '00:01:00:00 - 00:01:02:00\nAda\nThe bell\nrings.\n\nTwice.\n00:01:02;00 – 00:01:03;10\r\nBjörn\r\nOh.';
    expect(turnsOf(text, null)).toEqual([
      { span: { Start: '00:01:00:00', End: '00:01:02:00' }, speaker: 'Ada', paragraphs: ['The bell rings.', 'Twice.'] },
      { span: { Start: '00:01:02;00', End: '00:01:03;10' }, speaker: 'Björn', paragraphs: ['Oh.'] },
    ]);
  });

  it('has a speaker only where one is named, and words before its first turn', () => {
    const text = 'and so on.\n\n00:01:00 - 00:01:02\nThe bell rings.\n00:01:02.500 --> 00:01:03.000\nAda';
    expect(turnsOf(text, 'Mira')).toEqual([
      { speaker: 'Mira', paragraphs: ['and so on.'] },
      { span: { Start: '00:01:00', End: '00:01:02' }, speaker: null, paragraphs: ['The bell rings.'] },
      { span: { Start: '00:01:02.500', End: '00:01:03.000' }, speaker: null, paragraphs: ['Ada'] },
    ]);
  });

  it('may be a whole file, and its front matter stays out', () => {
    expect(turnsOf('---\ntitle: Bells\n---\n\n00:01:00 - 00:01:02\nAda\nYes.', null)).toHaveLength(1);
  });

  it('is no turns where it only speaks of times', () => {
    for (const text of ['The bell\nrings.', 'It was 00:01:00 - 00:01:02 or so.', '10:20 - 10:30', '00:01:00:00', '']) {
      expect(turnsOf(text, null)).toBeNull();
    }
  });
});
