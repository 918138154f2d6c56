/** The real dictionary, behind the same door as in the page but for the thread. */
import { beforeAll, describe, expect, it } from 'vitest';
import { leftAlone, offers, plainlyForeign, spelled } from '../model/spelling';
import { type Answer, Dictionary, type Port, type Question } from './dictionary';
import { type Hunspell, hunspell } from './hunspell';

let real: Hunspell;
beforeAll(() => {
  real = hunspell();
});

/** A worker's end, without a worker. */
class Wire implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  readonly questions: Question[] = [];
  broken = false;

  postMessage(question: Question): void {
    this.questions.push(question);
    queueMicrotask(() => {
      if (this.broken) this.onerror?.({ message: 'no such file' } as ErrorEvent);
      else this.onmessage?.({ data: this.answer(question) } as MessageEvent<Answer>);
    });
  }
  private answer(question: Question): Answer {
    return 'words' in question
      ? { id: question.id, known: question.words.map((word) => real.knows(word)) }
      : { id: question.id, suggested: real.suggest(question.word) };
  }
}

const doubtful = (text: string) =>
  spelled(text)
    .filter((word) => !leftAlone(word) && !real.knows(word.word))
    .map(({ word }) => word);

describe('the dictionary', () => {
  it('knows American and British English, and what people say', () => {
    const text =
      'Um, yeah, we’re gonna realize the colour was gray, grey, honored and honoured; it’s naïve at the café, hmm, isn’t it? Y’all shouldn’t’ve.';
    expect(doubtful(text)).toEqual(["shouldn't've"]);
  });

  it('doubts what is not in it', () => {
    expect(doubtful('I recieved a peice of teh clokc')).toEqual(['recieved', 'peice', 'teh', 'clokc']);
  });

  it.each([
    ['wieght', 'weight'],
    ['recieve', 'receive'],
    ['seperate', 'separate'],
    ['teh', 'the'],
    ['clokc', 'clock'],
    ['Peice', 'Piece'],
    ['definately', 'definitely'],
  ])('offers for %s first %s', (wrong, right) => {
    expect(offers(wrong, real.suggest(wrong), [])[0]).toBe(right);
  });

  it('tells German from English', () => {
    const share = (text: string) => {
      const words = spelled(text).filter((word) => !leftAlone(word));
      return plainlyForeign(words.length, words.filter(({ word }) => !real.knows(word)).length);
    };
    expect(
      share(
        'Die Uhr im Turm ist stehen geblieben, und niemand weiß, warum. Ich war gestern oben und habe das Pendel angefasst, aber es hat sich nicht bewegt.',
      ),
    ).toBe(true);
    expect(
      share('The clok in the towr has stoped, and nobdy knows why. I was up there yesterday and touched the pendulum.'),
    ).toBe(false);
  });
});

describe('the way to it', () => {
  it('asks for each word once, and only then knows it', async () => {
    const wire = new Wire();
    const dictionary = new Dictionary(
      () => {},
      () => wire,
    );
    expect(dictionary.knows('clock')).toBeUndefined();
    const first = dictionary.ask(['clock', 'clokc', 'clock']);
    await Promise.all([first, dictionary.ask(['clokc', 'bell'])]);
    expect(['clock', 'clokc', 'bell'].map((word) => dictionary.knows(word))).toEqual([true, false, true]);
    await dictionary.ask(['clock', 'bell']);
    expect(wire.questions.map((question) => ('words' in question ? question.words : []))).toEqual([
      ['clock', 'clokc'],
      ['bell'],
    ]);
  });

  it('doubts nothing when there is no dictionary, and says so once', async () => {
    const wire = new Wire();
    wire.broken = true;
    const told: string[] = [];
    const dictionary = new Dictionary(
      (why) => told.push(why),
      () => wire,
    );
    await dictionary.ask(['clokc']);
    await dictionary.ask(['wieght']);
    expect([dictionary.knows('clokc'), dictionary.knows('wieght'), await dictionary.suggest('clokc')]).toEqual([
      true,
      true,
      [],
    ]);
    expect(told).toEqual(['no such file']);
  });
});
