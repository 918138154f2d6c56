/**
 * What the transcript says to assistive technology: it is one text of many turns, each named by its speaker and time,
 * and when the caret comes into another, that is said. The margin, where they show, is hidden from it.
 */
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { codeAt, labelTime, readout } from '../model/timecode';
import { startOf } from '../model/times';
import type { NoteView } from '../model/views';
import { count } from '../model/words';
import { description } from './contract';
import { NOBODY } from './gutter';
import { linesOf, NO_TURN } from './lines';
import { type TurnRow, scriptOf } from './script';
import { selectionOf } from './select';
import { nearTo } from './spoken';

/** "Mira, 00:28:26:10", "Mira, checked, 1 comment, about 00:28:26:10", "Mira, untimed". */
export function nameOf(row: TurnRow, notes: readonly NoteView[] = []): string {
  const comments = notes.filter((note) => note.kind === 'comment' && !note.resolved).length;
  const bookmarks = notes.filter((note) => note.kind === 'bookmark').length;
  const time = row.start ? `${row.estimated & 1 ? 'about ' : ''}${row.start}` : 'untimed';
  return [
    row.speaker ?? NOBODY,
    ...(row.checked ? ['checked'] : []),
    ...(comments > 0 ? [count(comments, 'comment')] : []),
    ...(bookmarks > 0 ? [count(bookmarks, 'bookmark')] : []),
    ...(row.fresh ? [] : [time]),
  ].join(', ');
}

/** What the turn of a line is called: with the time that it is near, where it has none of its own. */
export function nameAt(state: EditorState, n: number): string {
  const script = scriptOf(state);
  const lines = linesOf(state);
  const row = script.turn(lines.turn(n));
  if (!row) return '';
  const name = nameOf(row, script.notesOn(row.id));
  const from = row.start === '' ? startOf(row.times) : null;
  if (from !== null) return `${name}, its words are said at ${codeAt(from, script.clock)}`;
  const near = row.start === '' && !row.fresh ? nearTo(script, lines, state.doc, n) : null;
  return near === null ? name : `${name}, near ${readout(labelTime(near, script.clock), script.clock).time}`;
}

class Announcer {
  private readonly region = document.createElement('div');
  private said = '';
  /** What that was made of. */
  private of: readonly unknown[] = [];

  constructor(private readonly view: EditorView) {
    this.region.className = 'vh';
    this.region.setAttribute('role', 'status');
    this.region.setAttribute('aria-live', 'polite');
    view.dom.append(this.region);
    this.said = this.about();
    // Turns that stay selected when the episode is read anew: that it is there is no news.
    if (selectionOf(view.state)) this.region.textContent = this.said;
  }

  update(update: ViewUpdate): void {
    if (!update.selectionSet && !update.docChanged && update.transactions.length === 0) return;
    const about = this.about();
    if (about === this.said) return;
    this.said = about;
    if (update.view.hasFocus) this.region.textContent = about;
  }

  destroy(): void {
    this.region.remove();
  }

  private about(): string {
    const { state } = this.view;
    const selection = selectionOf(state);
    const turn = selection?.head ?? linesOf(state).turn(state.doc.lineAt(state.selection.main.head).number);
    const script = scriptOf(state);
    const row = script.turn(turn);
    if (!row) {
      this.of = [];
      return script.chunks.length > 0 && turn === NO_TURN ? 'No turns. What is written begins the first.' : '';
    }
    const notes = script.notesOn(turn);
    const of = [row, notes, selection];
    if (of.every((each, i) => each === this.of[i])) return this.said;
    this.of = of;
    const name = nameOf(row, notes);
    if (!selection) return name;
    const many = selection.turns.length > 1 ? `${count(selection.turns.length, 'turn')} selected` : 'Turn selected';
    return `${many}: ${name}`;
  }
}

export const speech: Extension = [
  ViewPlugin.fromClass(Announcer),
  EditorView.contentAttributes.of((view) => ({
    'aria-label': `Words of ${scriptOf(view.state).title || 'the episode'}`,
    'aria-describedby': description,
    tabindex: '0',
    spellcheck: 'false',
  })),
];
