import { expect, it } from 'vitest';
import { fitting } from './openings';

const measure = (text: string) => text.length;

it('shows as many whole words as there is room for, and letters where not one fits', () => {
  expect(fitting('And there it goes', 17, measure)).toBe('And there it goes');
  expect(fitting('And there it goes', 16, measure)).toBe('And there it');
  expect(fitting('And there it goes', 9, measure)).toBe('And there');
  expect(fitting('And there it goes', 8, measure)).toBe('And');
  expect(fitting('Everything', 4, measure)).toBe('Ever');
  expect(fitting('Everything', 0, measure)).toBe('');
});
it('parts no letter from its accent and no sign from its other half', () => {
  expect(fitting('ne\u0301e', 2, measure)).toBe('n');
  expect(fitting('🕰🕰', 3, measure)).toBe('🕰');
});
