/** The calls about speakers: renaming, who they are, and which turns may be somebody else's. */
import type { RenameReply, RenameRequest, SeriesSpeaker, SuggestionView } from '../model/speakerviews';
import type { EditReply, ID, SpeakerView } from '../model/views';
import { wholeReply } from './whole';
import { callService } from './window';

export const rename = (request: RenameRequest) =>
  callService<RenameReply>('Rename', request).then((reply) => ({ ...reply, edit: wholeReply(reply.edit) }));
export const namePerson = (id: number, label: string, name: string) =>
  callService<SpeakerView[] | null>('NamePerson', id, label, name).then((list) => list ?? []);
export const seriesSpeakers = (id: number) =>
  callService<SeriesSpeaker[] | null>('SeriesSpeakers', id).then((list) => list ?? []);

export const suggestions = (id: number) =>
  callService<SuggestionView[] | null>('Suggestions', id).then((list) => list ?? []);
export const takeSuggestion = (id: number, turn: ID, words: string) =>
  callService<EditReply>('TakeSuggestion', id, turn, words).then(wholeReply);
export const letStand = (id: number, turn: ID, code: string, words: string, on: boolean) =>
  callService<void>('LetStand', id, turn, code, words, on);
