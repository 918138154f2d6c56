/**
 * The English dictionary of Hunspell, American and British spellings alike. It takes a while to make and is for a
 * worker. Both dictionaries come from one list of words and share their rules, so they are read as one.
 */
import nspell from 'nspell';
import rules from '../../node_modules/dictionary-en/index.aff?raw';
import american from '../../node_modules/dictionary-en/index.dic?raw';
import british from '../../node_modules/dictionary-en-gb/index.dic?raw';

export interface Hunspell {
  knows(word: string): boolean;
  suggest(word: string): string[];
}

export function hunspell(): Hunspell {
  const known = new Set(american.split('\n'));
  const more = british.split('\n').slice(1);
  const both = nspell(rules, [american.trimEnd(), ...more.filter((line) => !known.has(line))].join('\n'));
  return {
    // "café" stands in the list as "cafe".
    knows: (word) => both.correct(word) || both.correct(withoutAccents(word)),
    suggest: (word) => both.suggest(word),
  };
}

const withoutAccents = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');
