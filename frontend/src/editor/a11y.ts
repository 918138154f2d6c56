/**
 * What the transcript says to assistive technology: it is one text of many lines, and when the caret comes into
 * another turn, that turn's speaker and time are said. The margin is hidden from it, so nothing else would tell.
 */
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { count } from '../model/words';
import { NOBODY } from './gutter';
import { linesOf } from './lines';
import { type TurnRow, scriptOf } from './script';
import { selectionOf } from './select';

/** "Mira, 00:28:26:10", "Mira, about 00:28:26:10", "Mira, untimed". */
export function nameOf(row: TurnRow): string {
  const who = row.speaker ?? NOBODY;
  if (row.fresh) return who;
  return `${who}, ${row.estimated & 1 && row.start ? 'about ' : ''}${row.start || 'untimed'}`;
}

class Announcer {
  private readonly region = document.createElement('div');
  private said = '';

  constructor(private readonly view: EditorView) {
    this.region.className = 'vh';
    this.region.setAttribute('role', 'status');
    this.region.setAttribute('aria-live', 'polite');
    view.dom.append(this.region);
    this.said = this.about();
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
    const row = scriptOf(state).turn(turn);
    if (!row) return '';
    if (!selection) return nameOf(row);
    const many = selection.turns.length > 1 ? `${count(selection.turns.length, 'turn')} selected` : 'Turn selected';
    return `${many}: ${nameOf(row)}`;
  }
}

export const speech: Extension = [
  ViewPlugin.fromClass(Announcer),
  EditorView.contentAttributes.of((view) => ({
    'aria-label': `Words of ${scriptOf(view.state).title || 'the episode'}`,
    tabindex: '0',
    spellcheck: 'false',
  })),
];
