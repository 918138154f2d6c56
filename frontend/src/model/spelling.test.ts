import { describe, expect, it } from 'vitest';
import { distance, isIn, learn, leftAlone, offers, plainlyForeign, spelled } from './spelling';

const judged = (text: string) =>
  spelled(text)
    .filter((word) => !leftAlone(word))
    .map(({ word }) => word);
const twice = (text: string) =>
  spelled(text)
    .filter(({ after }) => after >= 0)
    .map(({ word }) => word);

describe('what is a word', () => {
  it.each([
    ['The clock, she said — “stopped”.', 'The clock she said stopped'],
    ["It’s Björn’s and Ada's; don’t.", "It Björn and Ada don't"],
    ['well-oiled and/or rusty', 'well oiled and or rusty'],
    ["He was talkin' and singin’ loud", 'He was talking and singing loud'],
    ['at 00:03:09:24, in 1987, the 90s, 3rd and MP3', 'at in the and'],
    ['an API, two APIs, NASA’s USB', 'an two'],
    ['GraphQL or iPhone or McCoy', 'or or'],
    ['see https://example.com/clokc or www.clokc.org, me@clokc.org', 'see or'],
    ['in Node.js, ~/clokc, #clokc, clokc_face and C:\\clokc', 'in and'],
    ['the bell.Then it rang', 'the bell Then it rang'],
    ['часы and ساعة and 時計', 'and and'],
    ['Zoë’s café 🔔 naïve', 'Zoë café naïve'],
    ['I a ok mhm', ''],
  ])('%s', (text, words) => expect(judged(text).join(' ')).toBe(words));

  it('says where it stands', () => {
    const [, second] = spelled('🔔 the Ada’s');
    expect(second).toEqual({ from: 7, to: 12, word: 'Ada', ending: "'s", after: -1 });
  });

  it('is doubtful where it is said twice running by mistake', () => {
    expect(twice('wind the the clock and and and I I go')).toEqual(['the', 'and', 'and', 'I']);
    expect(twice('very very good that that had had, the, the Duran Duran 5 5')).toEqual([]);
    expect(spelled('The  the')[1]).toMatchObject({ from: 5, to: 8, after: 3 });
  });
});

describe('what is known', () => {
  it('is a name as it is written, and with a capital at a sentence’s beginning', () => {
    const known = new Set<string>();
    learn(known, ['Ada Lund', 'kubernetes']);
    learn(known, ['Observability Debate'], true);
    const all = ['Ada', 'Lund', 'Kubernetes', 'kubernetes', 'observability', 'Observability', 'ada', 'KUBERNETES'];
    expect(all.filter((word) => isIn(known, word)).join(' ')).toBe(
      'Ada Lund Kubernetes kubernetes observability Observability',
    );
  });

  it('tells another language by more than half of twenty words', () => {
    expect([plainlyForeign(19, 19), plainlyForeign(20, 10), plainlyForeign(20, 11)]).toEqual([false, false, true]);
  });
});

describe('what is offered', () => {
  it('puts letters that changed places, names of the series and small slips first', () => {
    expect(offers('peice', ['price', 'pace', 'deice', 'peace', 'pence', 'piece'], [])[0]).toBe('piece');
    expect(offers('Odete', ['Odets'], ['Odette', 'Barnaby'])[0]).toBe('Odette');
    expect(offers('odette', ['Odets'], ['Odette'])[0]).toBe('Odette');
    expect(offers('grey', ['Frey', 'trey', 'gray'], []).join(' ')).toBe('gray trey Frey');
  });
  it('is at most seven', () => {
    expect(
      offers(
        'clokc',
        [...'abcdefghij'].map((letter) => `clok${letter}`),
        [],
      ),
    ).toHaveLength(7);
  });
  it('counts letters', () => {
    expect([distance('a', 'a'), distance('clokc', 'clock'), distance('comitee', 'committee')]).toEqual([0, 0.8, 1.6]);
    expect(distance('', 'abc')).toBe(3);
  });
});
