/** What the pages beside Stet are given, and what they let be done to them. */

export interface Given {
  turns: { speaker: string; paragraphs: string[] }[];
  /** Of the turn in the middle of the text: where somebody types. */
  middle: number;
  /** The word of it before which the caret goes. */
  word: number;
}

export interface Comparand {
  /** Shows the text. */
  show(given: Given): void;
  /** Puts the caret into the middle of the text, in sight. */
  toMiddle(): void;
  /** Lights up a word of the turns below the caret, and another one so many times a second; 0 ends it. */
  light(perSecond: number): void;
  /** Makes one speaker another, on every turn. */
  rename?(from: string, to: string): void;
  /** Marks each place where something is said. */
  find?(wanted: string): void;
}

/** How many turns below the caret the light goes through, again and again. */
export const lit = 4;
