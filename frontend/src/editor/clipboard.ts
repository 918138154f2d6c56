/**
 * What goes out of the words and comes in. Words of one turn are copied as words; what reaches over several turns, or
 * turns that are selected as a whole, take speakers, times and the times of their words along, and come in as turns
 * again. To other programs all of it is plain text, and theirs is turns where it is a piece of a chunk file. Files
 * dropped on the window are not for the words; and the browser's own undo and formatting stay away, since the history
 * is the program's and text has no format.
 */
import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { BETWEEN, isTimed, pack, unpack, wordPlaces } from '../model/times';
import type { ID } from '../model/views';
import { fitting } from './keep';
import { linesOf } from './lines';
import { textOf, turnsOf } from './pasted';
import { type Copied, insertTurns } from './pasting';
import { scriptOf } from './script';
import { selectionOf } from './select';
import { removeTurns, standOf } from './structural';
import { extent } from './structure';

const kind = 'application/x-stet-turns';
const refused = /^(history|format)/;

/** What is selected, turn by turn; null where that is words of one turn, or nothing. */
export function copied(state: EditorState): Copied[] | null {
  const chosen = selectionOf(state);
  if (chosen) return chosen.turns.map((turn) => piece(state, turn, 0, state.doc.length));
  const { from, to } = state.selection.main;
  const lines = linesOf(state);
  const turns: ID[] = [];
  for (let n = state.doc.lineAt(from).number; n <= state.doc.lineAt(to).number; n++) {
    if (lines.turn(n) !== turns.at(-1)) turns.push(lines.turn(n));
  }
  return turns.length < 2 ? null : turns.map((turn) => piece(state, turn, from, to));
}

/** The part of a turn that lies between two positions of the text. A part has no time of its own, but its words do. */
function piece(state: EditorState, turn: ID, from: number, to: number): Copied {
  const row = scriptOf(state).turn(turn);
  const here = extent(standOf(state), turn)!;
  const start = Math.max(0, from - here.from);
  const end = Math.min(here.text.length, to - here.from);
  const whole = start === 0 && end === here.text.length;
  const time = row?.start ? { span: { Start: row.start, End: row.end }, estimated: row.estimated } : {};
  const out: Copied = { speaker: row?.speaker ?? null, paragraphs: here.text.slice(start, end).split('\n') };
  if (row) out.chunk = row.chunk;
  if (whole) Object.assign(out, time);
  else out.of = { before: here.text.slice(0, start), after: here.text.slice(end), ...time };
  const times = row?.times ? unpack(row.times) : [];
  const places = wordPlaces(here.text);
  if (times.length > 0 && times.length === places.length) {
    const kept = places.flatMap((word, i) => {
      if (word.to <= start || word.from >= end) return [];
      const all = word.from >= start && word.to <= end;
      return [all || !isTimed(times[i]!.how) ? times[i]! : { ...times[i]!, how: BETWEEN, confidence: undefined }];
    });
    if (kept.length > 0) out.times = pack(kept);
  }
  return out;
}

/** Turns as other programs read them: whole ones as a chunk file has them, so that they can come back as turns. */
function plain(turns: readonly Copied[], whole: boolean): string {
  if (!whole) return turns.map((t) => t.paragraphs.join('\n')).join('\n');
  const head = ({ span, speaker }: Copied) => [span ? `${span.Start} - ${span.End}` : '', speaker ?? ''];
  return turns.map((t) => [...head(t), t.paragraphs.join('\n\n')].filter((s) => s !== '').join('\n')).join('\n\n');
}

function take(view: EditorView, event: ClipboardEvent, cut: boolean): boolean {
  const { state } = view;
  const turns = copied(state);
  const data = event.clipboardData;
  if (!turns || !data) return selectionOf(state) === null && state.selection.main.empty;
  const chosen = selectionOf(state);
  data.setData('text/plain', plain(turns, chosen !== null));
  data.setData(kind, JSON.stringify({ episode: scriptOf(state).id, turns }));
  event.preventDefault();
  if (cut) {
    const { from, to } = state.selection.main;
    const spec = chosen
      ? removeTurns(state, chosen.turns)
      : { changes: { from, to }, selection: { anchor: from }, scrollIntoView: true };
    if (spec) view.dispatch({ ...spec, userEvent: 'delete.cut' });
  }
  return true;
}

/** The turns that a clipboard holds, if it was filled here. */
function held(state: EditorState, data: DataTransfer | null): Copied[] | null {
  const text = data?.getData(kind) ?? '';
  if (text === '') return null;
  try {
    const { episode, turns } = JSON.parse(text) as { episode: number; turns: Copied[] };
    const own = episode === scriptOf(state).id;
    return turns.map(({ chunk, ...turn }) => ({
      ...turn,
      ...(own && chunk !== undefined ? { chunk } : {}),
      paragraphs: turn.paragraphs.map((p) => fitting(p).replaceAll('\n', ' ')),
    }));
  } catch {
    return null;
  }
}

/** The turns that a clipboard holds as another program's text. */
function foreign(state: EditorState, data: DataTransfer | null): Copied[] | null {
  const script = scriptOf(state);
  const here = script.turn(linesOf(state).turn(state.doc.lineAt(state.selection.main.head).number));
  return turnsOf(textOf(data), here?.speaker ?? null, (name) => script.badge(name) !== undefined);
}

/** The words of a clipboard that holds a page and no plain text, which the editor would not look at. */
function pageOnly(state: EditorState, data: DataTransfer | null): TransactionSpec | null {
  if (!data || data.getData('text/plain') !== '') return null;
  const text = fitting(textOf(data));
  return text === '' ? null : { ...state.replaceSelection(text), userEvent: 'input.paste', scrollIntoView: true };
}

export const clipboard: Extension = [
  EditorView.clipboardInputFilter.of((text) => fitting(text)),
  EditorView.domEventHandlers({
    copy: (event, view) => take(view, event, false),
    cut: (event, view) => take(view, event, true),
    paste(event, view) {
      const turns = held(view.state, event.clipboardData) ?? foreign(view.state, event.clipboardData);
      const spec = turns ? insertTurns(view.state, turns) : pageOnly(view.state, event.clipboardData);
      if (!spec) return false;
      event.preventDefault();
      view.dispatch(spec);
      return true;
    },
    drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    beforeinput: (event) => refused.test(event.inputType),
  }),
];
