import { describe, expect, it } from 'vitest';
import { Failure } from '../model/failure';
import { toFailure } from './window';

const answer = JSON.stringify({ code: 'invalid', message: 'It does not fit.' });

describe('what a bound method rejects with', () => {
  it.each([
    ['an error that holds the answer', new Error(answer), 'invalid', 'It does not fit.'],
    ['the answer itself', answer, 'invalid', 'It does not fit.'],
    ['the answer as an object', { code: 'full', message: 'The drive is full.' }, 'full', 'The drive is full.'],
    ['an answer without a code', new Error('{"message":"No."}'), 'failed', 'No.'],
    ['an error of the page', new TypeError('x is not a function'), 'failed', 'x is not a function'],
    ['what only begins like an answer', new Error('{ is not JSON'), 'failed', '{ is not JSON'],
    ['JSON that is no answer', new Error('{"a":1}'), 'failed', '{"a":1}'],
    ['a sentence', 'No.', 'failed', 'No.'],
  ])('is read from %s', (_, thrown, code, message) => {
    const failure = toFailure(thrown);
    expect([failure.code, failure.message]).toEqual([code, message]);
  });
  it('is kept when it is a failure already', () => {
    const failure = new Failure('locked', 'Another Stet has it.');
    expect(toFailure(failure)).toBe(failure);
  });
});
