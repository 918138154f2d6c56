import { expect, it } from 'vitest';
import { badges } from './speakers';

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
