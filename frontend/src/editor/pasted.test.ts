import { describe, expect, it } from 'vitest';
import { turnsOf } from './pasted';

const knows = (name: string) => ['Ada', 'Björn'].includes(name);

describe('text that is pasted', () => {
  it('is turns where it has their times', () => {
    const text =
      '00:01:00:00 - 00:01:02:00\nAda\nThe bell\nrings.\n\nTwice.\n00:01:02;00 – 00:01:03;10\r\nBjörn\r\nOh.';
    expect(turnsOf(text, null, knows)).toEqual([
      { span: { Start: '00:01:00:00', End: '00:01:02:00' }, speaker: 'Ada', paragraphs: ['The bell rings.', 'Twice.'] },
      { span: { Start: '00:01:02;00', End: '00:01:03;10' }, speaker: 'Björn', paragraphs: ['Oh.'] },
    ]);
  });

  it('has a speaker only where one is named, and words before its first turn', () => {
    const text = 'and so on.\n\n00:01:00 - 00:01:02\nThe bell rings.\n00:01:02.500 --> 00:01:03.000\nAda';
    expect(turnsOf(text, 'Mira', knows)).toEqual([
      { speaker: 'Mira', paragraphs: ['and so on.'] },
      { span: { Start: '00:01:00', End: '00:01:02' }, speaker: null, paragraphs: ['The bell rings.'] },
      { span: { Start: '00:01:02.500', End: '00:01:03.000' }, speaker: null, paragraphs: ['Ada'] },
    ]);
  });

  it('may be subtitles, whose numbers, voices and places are no words', () => {
    const srt =
      '1\n00:00:01,000 --> 00:00:03,000\nFirst line\ngoes on.\n\n2\n00:00:04,000 --> 00:00:05,000\nAda: Two\n2\n';
    expect(turnsOf(srt, 'Mira', knows)).toEqual([
      { span: { Start: '00:00:01,000', End: '00:00:03,000' }, speaker: null, paragraphs: ['First line goes on.'] },
      { span: { Start: '00:00:04,000', End: '00:00:05,000' }, speaker: 'Ada', paragraphs: ['Two 2'] },
    ]);
    const vtt = 'WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.500 line:80% align:center\n<v Nora Quill>Welcome.</v>\n';
    expect(turnsOf(vtt, null, knows)).toEqual([
      { span: { Start: '00:00:01.000', End: '00:00:02.500' }, speaker: 'Nora Quill', paragraphs: ['Welcome.'] },
    ]);
  });

  it('may be WebVTT, whose remarks, looks and names of cues are no words', () => {
    const cues =
      'NOTE made by hand\nand read twice\n\nSTYLE\n::cue { color: red }\n\nintro one\n00:01.000 --> 00:02.500\n' +
      '<v Ada>Welcome\nback.</v>\n\nNOTE\nof no weight\n\ncue-2\n00:03.000 --> 00:04.000\nNOTE that it rings.\n';
    const turns = [
      { span: { Start: '00:00:01.000', End: '00:00:02.500' }, speaker: 'Ada', paragraphs: ['Welcome back.'] },
      { span: { Start: '00:00:03.000', End: '00:00:04.000' }, speaker: null, paragraphs: ['NOTE that it rings.'] },
    ];
    expect(turnsOf(`WEBVTT\n\n${cues}`, null, knows)).toEqual(turns);
    // In a piece of one, what stands above a time may be words.
    expect(turnsOf(cues, 'Ada', knows)).toEqual([{ speaker: 'Ada', paragraphs: ['intro one'] }, ...turns]);
    expect(turnsOf('And 2\n00:03.000 --> 00:04.000\nYes.', 'Ada', knows)?.[0]?.paragraphs).toEqual(['And 2']);
  });

  it('is turns where those who speak in the episode are named, and only then', () => {
    expect(turnsOf('and so on.\nAda: The bell: it rings.\nLoud.\n\nBjörn: Oh.', 'Mira', knows)).toEqual([
      { speaker: 'Mira', paragraphs: ['and so on.'] },
      { speaker: 'Ada', paragraphs: ['The bell: it rings. Loud.'] },
      { speaker: 'Björn', paragraphs: ['Oh.'] },
    ]);
    expect(turnsOf('Note: one.\nNote: two.\nAda: three.', null, knows)).toBeNull();
  });

  it('may be a whole file, and its front matter stays out', () => {
    expect(turnsOf('---\ntitle: Bells\n---\n\n00:01:00 - 00:01:02\nAda\nYes.', null, knows)).toHaveLength(1);
  });

  it('is no turns where it only speaks of times', () => {
    for (const text of ['The bell\nrings.', 'It was 00:01:00 - 00:01:02 or so.', '10:20 - 10:30', '00:01:00:00', '']) {
      expect(turnsOf(text, null, knows)).toBeNull();
    }
  });
});
