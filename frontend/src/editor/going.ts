/** Where the caret and the page go when somebody is taken to a place. It says how, and does nothing itself. */
import { EditorSelection, type EditorState, type StateEffect, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Reveal } from '../model/transcript';
import type { ID } from '../model/views';
import { behind } from './begin';
import { showChunk } from './chunk';
import { linesOf } from './lines';
import { rangeOf } from './notes';
import { positionOf } from './place';
import { scriptOf } from './script';
import { selectionOf, selectTurns, TurnSelection } from './select';

/** Room above and below what comes into sight by itself. */
export const inSight = { y: 'nearest', yMargin: 120 } as const;

/** Shows a turn, or a place in it; null where there is none. Whoever is in the turn already stays where they are. */
export function revealing(view: EditorView, turn: ID, opts: Reveal, isHere: boolean): TransactionSpec | null {
  const { state } = view;
  const line = linesOf(state).first(turn);
  if (line === 0) return null;
  const word = opts.word === undefined ? null : rangeOf(state, turn, opts.word, opts.word + 1);
  const span = opts.at && stretch(state, turn, opts.at);
  const behind = opts.after === undefined ? null : rangeOf(state, turn, opts.after, opts.after + 1);
  const at = span?.from ?? word?.from ?? behind?.to ?? state.doc.line(line).from;
  const effects: StateEffect<unknown>[] = opts.look ? [] : [showChunk.of(scriptOf(state).turn(turn)?.chunk ?? 0)];
  if (!opts.focus && !opts.look && isHere) effects.push(EditorView.scrollIntoView(state.selection.main.head, inSight));
  else if (!stands(view, at)) {
    effects.push(EditorView.scrollIntoView(at, { y: 'start', yMargin: view.scrollDOM.clientHeight / 4 }));
  }
  // The caret comes along, unless somebody is at it or it is in this turn already.
  const moves = opts.focus || (!opts.look && !view.hasFocus && (span || !isHere));
  if (moves) effects.push(selectTurns.of(null));
  return { selection: moves ? EditorSelection.single(at, span?.to ?? at) : undefined, effects };
}

/** Shows a chunk that has no turns: what is begun then comes into it. */
export function showing({ state }: EditorView, chunk: ID): TransactionSpec {
  const stand = { doc: state.doc, lines: linesOf(state) };
  const line = stand.lines.first(behind(stand, scriptOf(state), chunk));
  const at = line === 0 ? state.doc.length : state.doc.line(line).from;
  return { effects: [showChunk.of(chunk), EditorView.scrollIntoView(at, { y: 'center' })] };
}

/** Whether a line stands well in sight, so that nothing need move to show it. */
function stands(view: EditorView, at: number): boolean {
  const { scrollTop, clientHeight } = view.scrollDOM;
  const { top } = view.lineBlockAt(at);
  return top >= scrollTop && top <= scrollTop + clientHeight * 0.7;
}

/** Where a stretch of a paragraph lies in the text; it ends where the paragraph does. */
function stretch(state: EditorState, turn: ID, { para, from, to }: { para: number; from: number; to: number }) {
  const begins = positionOf(state, { turn, para, offset: from });
  const ends = positionOf(state, { turn, para, offset: to });
  return begins === null || ends === null ? undefined : { from: begins, to: ends };
}

/** Puts the caret where something was undone, and shows it. Where whole turns are selected, these are the ones now. */
export function goTo(state: EditorState, at: number, came: readonly ID[]): TransactionSpec {
  const selection = EditorSelection.cursor(at);
  const effects: StateEffect<unknown>[] = [EditorView.scrollIntoView(at, inSight)];
  if (selectionOf(state)) {
    const lines = linesOf(state);
    effects.push(
      selectTurns.of(TurnSelection.among(lines, came.length > 0 ? came : [lines.turn(state.doc.lineAt(at).number)])),
    );
  }
  return { selection, effects };
}
