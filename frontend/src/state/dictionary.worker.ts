/** Holds the dictionary, away from the page's thread. It answers in the order in which it is asked. */
import type { Answer, Question } from './dictionary';
import { hunspell } from './hunspell';

const dictionary = hunspell();

self.onmessage = ({ data }: MessageEvent<Question>) => {
  const answer: Answer =
    'words' in data
      ? { id: data.id, known: data.words.map((word) => dictionary.knows(word)) }
      : { id: data.id, suggested: dictionary.suggest(data.word) };
  self.postMessage(answer);
};
