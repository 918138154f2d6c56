/**
 * What goes out of the words and comes in. Words of one turn are copied as words; what reaches over several turns, or
 * turns that are selected as a whole, take speakers, times and the times of their words along, and come in as turns
 * again; notes go along with their words. To other programs all of it is plain text, and theirs is turns where it is a
 * piece of a chunk file. What is dragged comes and goes in the same ways. Files dropped on the window are not for the
 * words; and the browser's own undo and formatting stay away, since the history is the program's and text has no format.
 */
import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { BETWEEN, isTimed, pack, unpack, wordPlaces } from '../model/times';
import type { ID } from '../model/views';
import { notesWithin } from './carried';
import { fitting } from './keep';
import { linesOf } from './lines';
import { textOf, turnsOf } from './pasted';
import { type Copied, cutWords, insertTurns, insertWords } from './pasting';
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
export function piece(state: EditorState, turn: ID, from: number, to: number): Copied {
  const row = scriptOf(state).turn(turn);
  const here = extent(standOf(state), turn)!;
  const start = Math.max(0, from - here.from);
  const end = Math.min(here.text.length, to - here.from);
  const whole = start === 0 && end === here.text.length;
  const time = row?.start ? { span: { Start: row.start, End: row.end }, estimated: row.estimated } : {};
  const out: Copied = { speaker: row?.speaker ?? null, paragraphs: here.text.slice(start, end).split('\n') };
  if (row) out.chunk = row.chunk;
  const notes = notesWithin(scriptOf(state), turn, here.text, start, end);
  if (notes.length > 0) out.notes = notes;
  if (whole) Object.assign(out, time, row?.checked ? { checked: true } : {});
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
  if (!turns || !data)
    return (selectionOf(state) === null && state.selection.main.empty) || takeWords(view, event, cut);
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

/** Words of one turn with their notes and times. Where there are none, they are taken as any text is. */
function takeWords(view: EditorView, event: ClipboardEvent, cut: boolean): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const words = piece(state, linesOf(state).turn(state.doc.lineAt(from).number), from, to);
  if (!(words.notes || words.times) || !event.clipboardData) return false;
  event.clipboardData.setData('text/plain', state.sliceDoc(from, to));
  event.clipboardData.setData(kind, JSON.stringify({ episode: scriptOf(state).id, words }));
  event.preventDefault();
  if (cut) view.dispatch(cutWords(state, words.notes ?? []));
  return true;
}

/** The words of one turn that a clipboard holds, if they were taken with notes or times here. */
function heldWords(state: EditorState, data: DataTransfer | null): Copied | null {
  const { episode, words } = read(data);
  return words && episode === scriptOf(state).id ? words : null;
}

/** What was put into a clipboard here. */
function read(data: DataTransfer | null): { episode?: number; turns?: Copied[]; words?: Copied } {
  try {
    return JSON.parse(data?.getData(kind) || '{}') as ReturnType<typeof read>;
  } catch {
    return {};
  }
}

/** The turns that a clipboard holds, if it was filled here. */
function held(state: EditorState, data: DataTransfer | null): Copied[] | null {
  const { episode, turns } = read(data);
  const own = episode === scriptOf(state).id;
  return (
    turns?.map(({ chunk, notes, ...turn }) => ({
      ...turn,
      ...(own && chunk !== undefined ? { chunk } : {}),
      ...(own && notes ? { notes } : {}),
      paragraphs: turn.paragraphs.map((p) => fitting(p).replaceAll('\n', ' ')),
    })) ?? null
  );
}

/** The turns that another program's text is. */
function foreign(state: EditorState, text: string, at = state.selection.main.head): Copied[] | null {
  const script = scriptOf(state);
  const here = script.turn(linesOf(state).turn(state.doc.lineAt(at).number));
  return turnsOf(text, here?.speaker ?? null, (name) => script.badge(name) !== undefined);
}

/** Words that come where whole turns are selected: a turn of its own, said by who says the last of these. */
function asTurn(state: EditorState, text: string, words: Copied | null): Copied[] | null {
  const last = selectionOf(state)?.turns.at(-1);
  const fit = fitting(text).trim();
  if (last === undefined || fit === '') return null;
  const speaker = scriptOf(state).turn(last)?.speaker ?? null;
  return [{ speaker, paragraphs: fit.split('\n'), ...(words?.notes ? { notes: words.notes } : {}) }];
}

/** Puts in the words of a clipboard that holds a page and no plain text, which the editor would not look at. */
function pageOnly(state: EditorState, data: DataTransfer | null, text: string): TransactionSpec | null {
  if (!data || data.getData('text/plain') !== '') return null;
  const fit = fitting(text);
  return fit === '' ? null : { ...state.replaceSelection(fit), userEvent: 'input.paste', scrollIntoView: true };
}

/** The words that something of their own is dragged over. */
const dragged = new WeakSet<EditorView>();

/** Takes what is let go over the words as what is pasted there is, if that is turns. */
function drop(view: EditorView, event: DragEvent): boolean {
  const { state } = view;
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
  const turns = held(state, event.dataTransfer) ?? foreign(state, textOf(event.dataTransfer), at);
  if (!turns) return false;
  const { from, to } = state.selection.main;
  const moved = dragged.has(view) && !(navigator.platform.startsWith('Mac') ? event.altKey : event.ctrlKey);
  const spec = moved && at >= from && at <= to ? null : insertTurns(state, turns, { at, moved });
  event.preventDefault();
  view.focus();
  if (spec) view.dispatch(spec);
  return true;
}

export const clipboard: Extension = [
  EditorView.clipboardInputFilter.of((text) => fitting(text)),
  EditorView.domEventHandlers({
    copy: (event, view) => take(view, event, false),
    cut: (event, view) => take(view, event, true),
    paste(event, view) {
      const text = textOf(event.clipboardData);
      const own = heldWords(view.state, event.clipboardData);
      const turns = held(view.state, event.clipboardData) ?? foreign(view.state, text) ?? asTurn(view.state, text, own);
      const words = turns ? null : own;
      const page = turns ? null : pageOnly(view.state, event.clipboardData, text);
      const spec = turns ? insertTurns(view.state, turns) : words ? insertWords(view.state, words) : page;
      if (!spec) return false;
      event.preventDefault();
      view.dispatch(spec);
      return true;
    },
    dragstart(event, view) {
      const turns = selectionOf(view.state) ? null : copied(view.state);
      if (turns) event.dataTransfer?.setData(kind, JSON.stringify({ episode: scriptOf(view.state).id, turns }));
      dragged.add(view);
      return false;
    },
    dragend: (_, view) => void dragged.delete(view),
    drop: (event, view) => (event.dataTransfer?.files.length ?? 0) > 0 || drop(view, event),
    beforeinput: (event) => refused.test(event.inputType),
  }),
];
