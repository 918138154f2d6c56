import { describe, expect, it } from 'vitest';
import { kebab } from './vocabulary';

describe('kebab-case', () => {
  it('is what the program makes of a tag', () => {
    const tags = ['Sour Dough', ' open_source! ', 'It’s Käse', "Baker's dozen", 'GraphQL', 'b2b', 'C++'];
    expect(tags.map(kebab)).toEqual(['sour-dough', 'open-source', 'its-käse', 'bakers-dozen', 'graphql', 'b2b', 'c']);
  });
});
