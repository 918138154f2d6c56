/**
 * What the application and the transcript's editor say to each other. The editor knows the words and the places in
 * them; it does not know the program, the sound or the application's commands.
 */
import type { Op } from '../model/ops';
import type { Speller } from '../model/spelling';
import type { Place, Transcript } from '../model/transcript';
import type { Flicks, ID } from '../model/views';

export type { Place, Source } from '../model/transcript';

/** The id of the text by which the application describes the words, to those who hear that they are in them. */
export const description = 'words-description';

/**
 * How an edit is told: by a name of its own, as typing, or by a name as what typing goes on with. Quiet ones are named,
 * but nobody need be told of them.
 */
export interface EditManner {
  name?: string;
  typing?: boolean;
  quiet?: boolean;
}

export interface EditorHost {
  /**
   * Queues an edit. The host sends edits one after the other in the order of these calls, with its undo and redo in
   * the same line, and answers each by patch(…, 'own'). Until an edit is on its way the array stays the editor's: when
   * a patch from elsewhere comes before it, the editor rewrites the ops in place so that they fit. Where none are left, the host answers with an empty patch.
   */
  edit(ops: Op[], manner: EditManner): void;
  /** Whether more may be put into the ops of an edit that was queued: not when it is on its way. True counts as an edit. */
  more(ops: Op[]): boolean;
  /** Something that an input method composes is not an edit yet, or all of it is. */
  holds(some: boolean): void;
  /**
   * A patch that changes words waits for an input method, or is in. Until it is, no edit may be sent: those that were
   * queued behind it have places from before it.
   */
  pauses(on: boolean): void;
  /** The editor cannot say what it shows in ops of the document, such as these letters: it has to be loaded again. */
  broken(thrown: unknown, typed: string): void;
  /**
   * Asks which of the application's commands a key press is, and has it run: in the words, or while whole turns are
   * selected. True when the press is done with. It is asked before the editor's own keys.
   */
  key(press: KeyboardEvent, where: 'words' | 'turns'): boolean;
  seek(flicks: Flicks, play: boolean): void;
  /** Plays a stretch of the sound and nothing behind it, once or again and again; null is the sound's end. */
  playRange(from: Flicks, to: Flicks | null, again: boolean): void;
  /** Lets a chunk begin with a turn that stands in it or in the chunk before it. */
  moveBoundary(chunk: ID, turn: ID): void;
  /** Cuts a chunk where that is proposed. */
  cutHere(turn: ID): void;
  /** Tells why something that was asked for was not done. */
  tell(text: string): void;
  /** Letters are typed while whole turns are selected, and mean nothing there. */
  strays(): void;
  placeChanged(place: Place): void;
  /** The person scrolled or typed while the view followed the sound: it does not any more, until follow(true). */
  scrolledAway(): void;
  /** The person types. */
  typed(): void;
  /** The person wants to read a note. */
  openNote(note: ID): void;
  /** Tells which words are in doubt. */
  readonly speller: Speller;
}

export interface TranscriptEditor extends Transcript {
  destroy(): void;
}
