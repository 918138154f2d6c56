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

/** Each of these begins a job, whose number it is; what came of it is asked for when it has ended. */
export const startFieldsPlan = (request: FieldsRequest) => callService<number>('StartFieldsPlan', request);
export const fieldsPlan = (job: number) => fetched<FieldsPlan>(`/api/changes/${job}`);
export const startFields = (request: FieldsRequest) => callService<number>('StartFields', request);
export const startUndoFields = (steps: FieldsSteps, episode: number) =>
  callService<number>('StartUndoFields', steps, episode);
export const fieldsResult = (job: number) => callService<FieldsReply>('FieldsResult', job).then(whole);

export const fieldsDiff = (request: FieldsRequest, episode: number, chunk: ID) =>
  callService<DiffView>('FieldsDiff', request, episode, chunk).then(wholeDiff);
