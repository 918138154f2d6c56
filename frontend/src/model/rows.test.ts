import { describe, expect, it } from 'vitest';
import { rowAt, shown, tops } from './rows';

describe('rows of a long list', () => {
  const starts = tops([10, 30, 10, 50]);

  it('stand one under the other', () => {
    expect(starts).toEqual([0, 10, 40, 50, 100]);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [9, 0],
    [10, 1],
    [39, 1],
    [49, 2],
    [99, 3],
    [1000, 3],
  ])('at %i is row %i', (y, row) => {
    expect(rowAt(starts, y)).toBe(row);
  });

  it('show as far as they reach into sight', () => {
    expect(shown(starts, 15, 45)).toEqual([1, 3]);
    expect(shown(starts, -100, 1000)).toEqual([0, 4]);
    expect(shown(tops([]), 0, 100)).toEqual([0, 0]);
  });
});
