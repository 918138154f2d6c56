import { describe, expect, it } from 'vitest';
import {
  ago,
  baseName,
  count,
  dayName,
  fieldName,
  folderOf,
  hasEnding,
  listed,
  shortFolder,
  wordsIn,
  wordsOf,
  timeLeft,
} from './words';

const now = new Date(2025, 5, 12, 15, 30).getTime();
const before = (seconds: number) => now - seconds * 1000;

describe('ago', () => {
  it.each([
    [0, 'just now'],
    [2, '2 s ago'],
    [59, '59 s ago'],
    [61, '1 min ago'],
    [2 * 3600, '2 h ago'],
    [8 * 3600, 'today'],
    [24 * 3600, 'yesterday'],
    [10 * 86400, '2 June'],
    [400 * 86400, '8 May 2024'],
  ])('%i seconds', (seconds, want) => expect(ago(before(seconds), now)).toBe(want));

  it('never lies in the future', () => expect(ago(now + 5000, now)).toBe('just now'));
});

it('names days', () => {
  expect(dayName(before(60), now)).toBe('Today');
  expect(dayName(before(3 * 86400), now)).toBe('Monday');
});

it('counts', () => {
  expect(count(1, 'file')).toBe('1 file');
  expect(count(1405, 'word')).toBe('1,405 words');
  expect(wordsIn('  a bell,  they say ')).toBe(4);
  expect(wordsIn('')).toBe(0);
  expect(wordsOf([{ paragraphs: ['a bell', 'they say'] }, { paragraphs: [''] }])).toBe(4);
});

it('reads paths of both kinds', () => {
  expect(baseName('/shows/ambleford/ep03-01.md')).toBe('ep03-01.md');
  expect(baseName('C:\\shows\\ep03.md')).toBe('ep03.md');
  expect(folderOf('/shows/ambleford/ep03-01.md')).toBe('/shows/ambleford');
  expect(folderOf('ep03.md')).toBe('');
  expect(shortFolder('/home/mira/shows/ep03')).toBe('shows / ep03');
  expect(hasEnding('a/tape.FLAC', ['.mp3', '.flac'])).toBe(true);
  expect(hasEnding('a/tape.md', ['.mp3', '.flac'])).toBe(false);
});

it('names fields', () => {
  expect(fieldName('topic_tags')).toBe('Topic tags');
  expect(fieldName('slug')).toBe('Slug');
  expect(fieldName('__')).toBe('__');
});

it('lists', () => expect(listed(['1 exported', '2 ready', '1 draft'])).toBe('1 exported, 2 ready and 1 draft'));

it('tells how long work still takes, once that is worth telling', () => {
  expect(timeLeft(1_000, 0.01)).toBe('');
  expect(timeLeft(3_000, 0.5)).toBe('');
  expect(timeLeft(60_000, null)).toBe('');
  expect(timeLeft(5_000, 0.25)).toBe('about 15 s left');
  expect(timeLeft(19_900, 0.999)).toBe('about 5 s left');
  expect(timeLeft(60_000, 0.25)).toBe('about 3 min left');
  expect(timeLeft(60_000, 0.25, true)).toBe('about 3 min left');
  expect(timeLeft(5_000, 0.25, true)).toBe('');
  expect(timeLeft(3_600_000, 0.5)).toBe('about 1 h left');
});
