/** The calls about what the checks find: making a repair that was offered, and letting something stand for a reason. */
import type { ChunkHead, EditReply, ID, Offer, ProblemView } from '../model/views';
import { callService } from './window';
import { wholeHead, wholeReply } from './whole';

type Fault = Pick<ProblemView, 'turn' | 'field' | 'code' | 'words'>;

/** A problem as Go names it. */
const fault = (episode: number, chunk: ID, { turn, field, code, words }: Fault) => ({
  episode,
  chunk,
  turn,
  field,
  code,
  words: words ?? '',
});

export const mend = (episode: number, chunk: ID, problem: ProblemView, offer: Offer) =>
  callService<EditReply>('Mend', fault(episode, chunk, problem), offer).then(wholeReply);

/** Without a reason the problem is looked at again. */
export const waive = (episode: number, chunk: ID, problem: Fault, why: string) =>
  callService<ChunkHead[] | null>('Waive', fault(episode, chunk, problem), why).then((list) =>
    (list ?? []).map(wholeHead),
  );
