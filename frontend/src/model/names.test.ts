import { describe, expect, it } from 'vitest';
import { drawnNames, fold, isPart, learned, matching, newEntity, nextPlace, wantsWriting } from './names';

const nginx = { ...newEntity('NGINX', 'product'), aliases: ['nginx server'], misheard: ['engine X'], chunks: 14 };
const inc = { ...newEntity('NGINX, Inc.', 'organisation'), chunks: 1 };
const ada = { ...newEntity('Ada Björnsdóttir', 'person'), chunks: 3 };

describe('an entity', () => {
  it('is found by its name, its other names and what is heard for it, the best first', () => {
    const all = [inc, ada, nginx];
    expect(matching(all, 'nginx', 5)).toEqual([nginx, inc]);
    expect(matching(all, 'Engine-X', 5)).toEqual([nginx]);
    expect(matching(all, 'bjorn', 5)).toEqual([ada]);
    expect(matching(all, ' ', 5)).toEqual([]);
    expect(matching(all, 'n', 1)).toHaveLength(1);
  });

  it('is written for what was heard, and not for another right way to say it', () => {
    expect(wantsWriting(nginx, 'engine X')).toBe(true);
    expect(wantsWriting(nginx, 'NGINX')).toBe(false);
    expect(wantsWriting(nginx, 'nginx server')).toBe(false);
    expect(wantsWriting(ada, 'Ada')).toBe(false);
    expect(isPart('Ada Björnsdóttir', 'ada')).toBe(true);
    expect(isPart('NGINX', 'NGINX')).toBe(false);
  });

  it('learns how it is misheard, or otherwise called', () => {
    expect(learned(nginx, 'engine ex', true).misheard).toEqual(['engine X', 'engine ex']);
    expect(learned(nginx, 'the proxy', false).aliases).toEqual(['nginx server', 'the proxy']);
    expect(learned(nginx, 'Engine-X', true)).toBe(nginx);
    expect(learned(ada, 'Ada', false)).toBe(ada);
  });
});

describe('what is drawn', () => {
  it('are names that are listed and those that are offered', () => {
    const place = { turn: 3, para: 0, from: 1, to: 4, text: 'Ada' };
    const report = {
      heard: [],
      suggested: [
        { name: 'Ada', kind: 'person' as const, reason: '', why: '', known: true, sure: true, places: [place] },
      ],
      here: [
        {
          name: 'NGINX',
          kind: '' as const,
          item: 'NGINX',
          mention: false,
          firstAlone: false,
          marks: [1],
          places: [place],
          found: [],
        },
      ],
      unspoken: [],
    };
    expect(drawnNames(report)).toEqual([{ ...place, name: 'Ada', kind: 'person', suggested: true }]);
  });

  it('is gone to one after the other, and from the first again', () => {
    const places = [1, 2].map((turn) => ({ turn, para: 0, from: 0, to: 1, text: 'x' }));
    expect([-1, 0, 1].map((last) => nextPlace(places, last))).toEqual([0, 1, 0]);
    expect(nextPlace([], -1)).toBe(-1);
  });

  it('knows spellings of one name', () => expect(fold('Wunder-Graph é')).toBe(fold('wundergraph E')));
});
