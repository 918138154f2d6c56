/**
 * What the editor knows of the sound: which turn is heard, and from where to play. It asks the host to seek and plays
 * nothing itself.
 */
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Flicks, ID } from '../model/views';
import type { EditorHost } from './contract';
import { linesOf } from './lines';
import type { Script } from './script';
import { scriptOf } from './script';
import { selectionOf } from './select';
import { placeOf, spokenAt, timeOf } from './spoken';

export class Sound {
  playing = false;
  /** Where the sound is; null when there is none. */
  now: Flicks | null = null;
  heard: ID | null = null;

  constructor(private readonly host: Pick<EditorHost, 'seek'>) {}

  at(script: Script, now: Flicks | null, playing: boolean): ID | null {
    this.now = now;
    this.playing = playing;
    this.heard = now === null ? null : spokenAt(script.timed(), now);
    return this.heard;
  }

  /** The place in the text that is heard, more or less: the start of a word of the turn that is heard. */
  placeOf(state: EditorState, turn: ID): number | null {
    const script = scriptOf(state);
    const row = script.turn(turn);
    const said = extent(state, turn);
    if (!row || !said || this.now === null) return null;
    return said.from + placeOf(row, script.endOf(turn), said.text, this.now);
  }

  playTurn(view: EditorView, turn: ID): boolean {
    const from = scriptOf(view.state).turn(turn)?.from ?? null;
    if (from === null) return false;
    this.host.seek(from, true);
    return true;
  }

  /** Plays from the first selected turn, or from the caret's. */
  playFrom(view: EditorView): boolean {
    const { state } = view;
    const turn =
      selectionOf(state)?.turns[0] ?? linesOf(state).turn(state.doc.lineAt(state.selection.main.head).number);
    return this.playTurn(view, turn);
  }

  /** Plays from the word at a place in the text, as near as can be told. */
  playWord(view: EditorView, at: number): boolean {
    const { state } = view;
    const turn = linesOf(state).turn(state.doc.lineAt(at).number);
    const script = scriptOf(state);
    const row = script.turn(turn);
    const said = extent(state, turn);
    if (!row || !said) return false;
    const time = timeOf(row, script.endOf(turn), said.text, at - said.from);
    if (time === null) return false;
    this.host.seek(time, true);
    return true;
  }
}

function extent(state: EditorState, turn: ID): { from: number; text: string } | null {
  const lines = linesOf(state);
  const first = lines.first(turn);
  if (first === 0) return null;
  const { from } = state.doc.line(first);
  return { from, text: state.doc.sliceString(from, state.doc.line(lines.last(first)).to) };
}
