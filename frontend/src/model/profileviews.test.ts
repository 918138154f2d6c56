import { describe, expect, it } from 'vitest';
import { listItems, listText } from './profileviews';

describe('a list in one line', () => {
  it('comes back as it was', () => {
    for (const items of [[], ['a'], ['a', 'b c'], ['Food, and drink', 'b'], ['"so"', 'x"y', 'a, "b", c'], ['"', ',']]) {
      expect(listItems(listText(items))).toEqual(items);
    }
  });

  it('is read as people type it', () => {
    expect(listItems(' a,b ,, c,')).toEqual(['a', 'b', 'c']);
    expect(listItems('"a, b" , c')).toEqual(['a, b', 'c']);
    expect(listItems('12" pipe, "half')).toEqual(['12" pipe', '"half']);
  });
});
