/** The calls of the topic board, and of changes of the front matter of many chunks. */
import type { BoardView, FieldsPlan, FieldsReply, FieldsRequest, FieldsSteps, SuggestedTags } from '../model/board';
import type { DiffView } from '../model/fileviews';
import type { ID } from '../model/views';
import { fetched } from './backend';
import { wholeDiff, wholeReply } from './whole';
import { callService } from './window';

const whole = (reply: FieldsReply): FieldsReply => ({ ...reply, edit: wholeReply(reply.edit) });

export const board = () => fetched<BoardView>('/api/board');
export const suggestedTags = (episode: number, chunk: ID) =>
  fetched<SuggestedTags>(`/api/episodes/${episode}/tags?chunk=${chunk}`);

export const planFields = (request: FieldsRequest) => callService<FieldsPlan>('PlanFields', request);
export const fieldsDiff = (request: FieldsRequest, episode: number, chunk: ID) =>
  callService<DiffView>('FieldsDiff', request, episode, chunk).then(wholeDiff);
export const changeFields = (request: FieldsRequest) => callService<FieldsReply>('ChangeFields', request).then(whole);
export const undoFields = (steps: FieldsSteps, episode: number) =>
  callService<FieldsReply>('UndoFields', steps, episode).then(whole);
