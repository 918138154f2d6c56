/** The calls about finding the words of an episode in its sound. */
import type { AlignedView } from '../model/soundviews';
import type { EditReply, Flicks, ID } from '../model/views';
import { fetched } from './backend';
import { wholeReply } from './whole';
import { callService } from './window';

/** Looks for the words, those of a turn first (0 for none), and returns the job. */
export const alignWords = (episode: number, first: ID, anew: boolean) =>
  callService<number>('AlignWords', episode, first, anew);
/** The same with little of the machine; the job is 0 where there is nothing to do. */
export const alignUnasked = (episode: number, first: ID) => callService<number>('AlignUnasked', episode, first);
/** Has a turn on the screen, and what follows it, looked for before what such work has not begun with yet. */
export const alignAhead = (turn: ID) => callService<void>('AlignAhead', turn);
/** Looks for the words of the library's other episodes, one after the other; the job is 0 where there is nothing to do. */
export const alignOthers = () => callService<number>('AlignOthers');
/** Looks for the words of turns that were written anew; 0 where there is nothing to do. */
export const alignEdited = (episode: number, turns: ID[]) => callService<number>('AlignEdited', episode, turns);
/** Lets a word of a turn, counted from 0, begin or end at a place in the sound. */
export const setWordEdge = (episode: number, turn: ID, word: number, end: boolean, at: Flicks) =>
  callService<EditReply>('SetWordEdge', episode, turn, word, end, Math.round(at)).then(wholeReply);
/** Gives turns the times of their words: those that are named, or all of whose words so many of a hundred were heard. */
export const acceptTimes = (episode: number, turns: ID[], heard: number) =>
  callService<EditReply>('AcceptTimes', episode, turns, heard).then(wholeReply);
/** What it came to. */
export const aligned = (job: number) => callService<AlignedView>('Aligned', job);

/** When the words of a turn are said, as TurnView has it. */
export interface TurnTimes {
  turn: ID;
  times: string;
}
export const wordTimes = (episode: number, turns: ID[]) =>
  fetched<TurnTimes[]>(`/api/episodes/${episode}/times?turns=${turns.join()}`);
