import { describe, expect, it } from 'vitest';
import { badges, candidates, people } from './speakers';
import type { SeriesSpeaker } from './speakerviews';
import type { SpeakerView } from './views';

const letters = (...names: string[]) => {
  const map = badges(names.map((label, i) => ({ label, number: i + 1, name: '' })));
  return names.map((name) => map.get(name)!.letters);
};

it('gives one letter, or two where one is taken', () => {
  expect(letters('Mira', 'Olu')).toEqual(['M', 'O']);
  expect(letters('Mira', 'Max Ferro', 'Olu')).toEqual(['Mi', 'Mf', 'O']);
});
it('marks who has no name', () => {
  expect(letters('Speaker 3', 'Olu')).toEqual(['?', 'O']);
});
it('starts the colours over at the tenth, with two letters', () => {
  const map = badges([{ label: 'Priya', number: 10, name: '' }]);
  expect(map.get('Priya')).toMatchObject({ slot: 1, letters: 'Pr' });
});

describe('those whom a query finds', () => {
  const speakers: SpeakerView[] = [
    { label: 'Ada', number: 1, name: 'Ada Lind' },
    { label: 'Björn', number: 3, name: '' },
  ];
  const series: SeriesSpeaker[] = [
    { ...speakers[0]!, turns: 40, episodes: 2 },
    { ...speakers[1]!, turns: 9, episodes: 1 },
    { label: 'Voice 2', number: 2, name: '', turns: 0, episodes: 0 },
    { label: 'Mira', number: 4, name: 'Mira Holm', turns: 12, episodes: 1 },
  ];
  const turns = new Map([
    ['Ada', 31],
    ['Björn', 9],
  ]);
  const found = (query: string) =>
    candidates(query, speakers, turns, series).map((c) => `${c.number} ${c.label} ${c.isNew ? 'new' : c.turns}`);

  it('are those of the episode, then those of others who still speak', () => {
    expect(found('')).toEqual(['1 Ada 31', '3 Björn 9', '4 Mira 0']);
  });
  it('are found by label or by full name', () => {
    expect(found('lind')).toEqual(['1 Ada 31', '5 lind new']);
    expect(found('holm')).toEqual(['4 Mira 0', '5 holm new']);
  });
  it('are nobody new where somebody is called so, and get no number that anybody had', () => {
    expect(found(' Mira ')).toEqual(['4 Mira 0']);
    expect(found('Dora')).toEqual(['5 Dora new']);
  });
});

it('marks a full name as the label that it belongs to', () => {
  const speakers = [
    { label: 'Ada', number: 1, name: 'Ada Lind' },
    { label: 'Björn', number: 2, name: 'Ada' },
  ];
  const marks = people(speakers, badges(speakers));
  expect(marks.get('Ada Lind')?.number).toBe(1);
  expect(marks.get('Ada')?.number).toBe(1);
});
