import { describe, expect, it } from 'vitest';
import { addressOf, couldRemember, parted } from './find';

const query = { text: 'a&b c', case: false, whole: true, expr: false, loose: false };

describe('the address of a search', () => {
  it('names what is asked for and nothing else', () => {
    const request = { ...query, scope: 'library', episode: 0, chunk: 0, turn: 0, after: 7, with: '' } as const;
    expect(addressOf('/api/find', request)).toBe('/api/find?text=a%26b+c&whole=1&scope=library&after=7&with=');
  });
});

describe('what was replaced', () => {
  it.each([
    ['engine X', 'NGINX', true],
    ['moat', 'Moat', true],
    ['moat', 'moat', false],
    ['moat', ' ', false],
    ['!moat', 'Moat', false],
    ['m', 'Moat', false],
  ])('%s by %s', (text, right, could) => {
    expect(couldRemember({ ...query, text }, right)).toBe(could);
    expect(couldRemember({ ...query, text, expr: true }, right)).toBe(false);
  });
});

it('parts a list and keeps its order', () => {
  expect([...parted([3, 1, 4, 1, 5], (n) => n % 2)]).toEqual([
    [1, [3, 1, 1, 5]],
    [0, [4]],
  ]);
});
