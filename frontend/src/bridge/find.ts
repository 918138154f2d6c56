/** The calls that find and replace words, and keep glossaries. */
import {
  addressOf,
  type FindRequest,
  type FindView,
  type LinesView,
  type Misheard,
  type Pair,
  type ReplaceRequest,
  type ReplaceView,
} from '../model/find';
import { fetched } from './backend';
import { wholeReply } from './whole';
import { callService } from './window';

export const find = (request: FindRequest, signal: AbortSignal) =>
  fetched<FindView>(addressOf('/api/find', request), signal);
export const findLines = (request: FindRequest, signal: AbortSignal) =>
  fetched<LinesView>(addressOf('/api/find/lines', request), signal);
export const replace = (request: ReplaceRequest) =>
  callService<ReplaceView>('Replace', request).then((view) => ({ ...view, edit: wholeReply(view.edit) }));

export const misheard = (episode: number) => fetched<Misheard[]>(`/api/episodes/${episode}/misheard`);
export const glossary = (series: string) => callService<Pair[]>('Glossary', series);
export const setGlossary = (series: string, pairs: Pair[]) => callService<Pair[]>('SetGlossary', series, pairs);
