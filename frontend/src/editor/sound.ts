/**
 * What the editor knows of the sound: which turn is heard, and from where to play. It asks the host to seek and plays
 * nothing itself.
 */
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { wordPlaces } from '../model/times';
import type { SoundStretch, WordAnchor } from '../model/transcript';
import type { Flicks, ID } from '../model/views';
import type { EditorHost } from './contract';
import { linesOf } from './lines';
import { anchorIn } from './notes';
import type { Script, TurnRow } from './script';
import { scriptOf } from './script';
import { selectionOf } from './select';
import { partAt, placeOf, spokenAt, timeOf } from './spoken';
import { spokenWords } from './wordtimes';

export class Sound {
  playing = false;
  /** Where the sound is; null when there is none. */
  now: Flicks | null = null;
  heard: ID | null = null;

  constructor(private readonly host: Pick<EditorHost, 'seek' | 'playRange'>) {}

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

  /** Where the turn that is heard is parted at the playhead, as a place in the text; null where it cannot be. */
  partHeard(state: EditorState): { at: number; heard?: Flicks } | null {
    if (this.heard === null || this.now === null) return null;
    const script = scriptOf(state);
    const row = script.turn(this.heard);
    const said = extent(state, this.heard);
    const part = row && said && partAt(row, script.endOf(row.id), said.text, this.now);
    return part ? { ...part, at: said.from + part.place } : null;
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

  /** Plays what is selected, or else the turn that is being heard, or the caret's; once or again and again. */
  playStretch(view: EditorView, again: boolean): boolean {
    const stretch = this.stretch(view.state);
    if (stretch) this.host.playRange(stretch.from, stretch.to, again);
    return stretch !== null;
  }

  /** Where in the sound is what is selected, or else the turn that is being heard, or the caret's. */
  stretch(state: EditorState): SoundStretch | null {
    const script = scriptOf(state);
    const anchor = anchorIn(state);
    const row = anchor && script.turn(anchor.turn);
    const turns = selectionOf(state)?.turns;
    if (!turns && row && !state.selection.main.empty) return this.wordsIn(state, row, anchor);
    const one = this.playing && this.heard !== null ? this.heard : (anchor?.turn ?? 0);
    const timed = (turns ?? [one]).flatMap((id) => {
      const from = script.turn(id)?.from ?? null;
      return from === null ? [] : [{ from, to: script.endOf(id) ?? Infinity }];
    });
    if (timed.length === 0) return null;
    const to = Math.max(...timed.map((each) => each.to));
    return { from: Math.min(...timed.map((each) => each.from)), to: Number.isFinite(to) ? to : null };
  }

  /** Where selected words are said: exactly where they have times, and more or less where not. */
  private wordsIn(state: EditorState, row: TurnRow, anchor: WordAnchor): SoundStretch | null {
    const text = extent(state, row.id)?.text ?? '';
    const end = scriptOf(state).endOf(row.id);
    const places = wordPlaces(text);
    const known = spokenWords(row.times, text);
    const at = (word: number) => timeOf(row, end, text, places[word]?.from ?? 0);
    const from = at(anchor.from);
    const to = known?.[anchor.to - 1]?.said?.to ?? (anchor.to < places.length ? at(anchor.to) : end);
    return from === null ? null : { from, to: to !== null && Number.isFinite(to) ? to : null };
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
