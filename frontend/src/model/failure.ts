/** An error as the window shows it: a code for the program and a sentence for people. */

export type FailureCode =
  'not-found' | 'invalid' | 'conflict' | 'full' | 'read-only' | 'locked' | 'sound' | 'failed' | 'unreachable';

export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The sentence of anything that was thrown. */
export function sentence(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
