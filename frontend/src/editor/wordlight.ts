/**
 * Lights up the word that is heard, with the CSS Custom Highlight API: one highlight with one range, so that nothing of
 * the text's DOM changes, no transaction is made, and typing costs nothing. A word without a time is never lit, and
 * neither is one in the silence between two.
 */
import type { Extension } from '@codemirror/state';
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Flicks, ID } from '../model/views';
import { linesOf } from './lines';
import { scriptOf } from './script';
import { extent } from './structure';
import { heardAt, type SpokenWord, spokenWords } from './wordtimes';

/** The highlight's name in the style sheet. */
export const HEARD = 'stet-heard';

/** A browser without the API shows no word; the turn is marked all the same. */
const able = typeof Highlight !== 'undefined' && typeof CSS !== 'undefined' && 'highlights' in CSS;

class WordLight implements PluginValue {
  private readonly highlight = able ? new Highlight() : null;
  private turn: ID | null = null;
  private times = '';
  /** The words of the turn, at their places in the document. */
  private words: SpokenWord[] = [];
  private lit = -1;
  /** The text changed since the words were read. */
  private stale = false;
  /** The words may stand elsewhere than the range does. */
  private moved = false;

  constructor(private readonly view: EditorView) {
    if (this.highlight) CSS.highlights.set(HEARD, this.highlight);
  }

  set(turn: ID | null, at: Flicks | null): void {
    if (!this.highlight) return;
    this.read(turn);
    const lit = at === null ? -1 : heardAt(this.words, at);
    if (lit === this.lit && !this.moved) return;
    this.lit = lit;
    this.place();
  }

  /** Reads the turn's words anew if they can be others; while typing runs ahead, those that are there go on. */
  private read(turn: ID | null): void {
    const times = turn === null ? '' : (scriptOf(this.view.state).turn(turn)?.times ?? '');
    if (turn === this.turn && times === this.times && !this.stale) return;
    this.stale = false;
    const { state } = this.view;
    const here = turn === null ? null : extent({ doc: state.doc, lines: linesOf(state) }, turn);
    const words = here && spokenWords(times, here.text);
    if (!words && turn === this.turn && times !== '') return;
    this.turn = turn;
    this.times = times;
    this.words = words ? words.map((w) => ({ ...w, from: w.from + here.from, to: w.to + here.from })) : [];
    this.moved = true;
  }

  update(update: ViewUpdate): void {
    if (!update.docChanged || this.words.length === 0) return;
    this.stale = true;
    this.words = this.words.map((word) => ({
      ...word,
      from: update.changes.mapPos(word.from, 1),
      to: update.changes.mapPos(word.to, -1),
    }));
  }

  /** The text is drawn anew: what the range stood in may be gone. */
  docViewUpdate(): void {
    this.place();
  }

  private place(): void {
    if (!this.highlight) return;
    this.moved = false;
    this.highlight.clear();
    const word = this.words[this.lit];
    if (!word || word.from >= word.to) return;
    const { viewport } = this.view;
    if (word.from < viewport.from || word.to > viewport.to) return;
    const range = document.createRange();
    const from = this.view.domAtPos(word.from, 1);
    const to = this.view.domAtPos(word.to, -1);
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    this.highlight.add(range);
  }

  destroy(): void {
    if (this.highlight && CSS.highlights.get(HEARD) === this.highlight) CSS.highlights.delete(HEARD);
  }
}

const plugin = ViewPlugin.fromClass(WordLight);

/** The tint and the bar of the word at the playhead. */
const look = EditorView.theme({
  [`.cm-content ::highlight(${HEARD})`]: {
    color: 'var(--ink)',
    backgroundColor: 'var(--accent-tint-2)',
    textDecoration: 'underline 2px var(--accent)',
    textUnderlineOffset: '0.24em',
    textDecorationSkipInk: 'none',
  },
});

export const wordLight: Extension = [plugin, look];

/** Lights up the word of a turn that is heard at a time. */
export const lightWord = (view: EditorView, turn: ID | null, at: Flicks | null): void =>
  view.plugin(plugin)?.set(turn, at);
