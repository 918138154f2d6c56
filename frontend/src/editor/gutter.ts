/**
 * The margin beside the words: for each turn its timecode or the pill of an untimed one, its speaker's chip, line and
 * name, and the bar of a changed turn. It is drawn from the script and takes no part in the text; what can be clicked
 * here has a key as well, so it is hidden from assistive technology and never takes the focus.
 */
import type { Extension } from '@codemirror/state';
import { type EditorView, gutter, GutterMarker, gutters } from '@codemirror/view';
import { codeAt, labelTime, readout } from '../model/timecode';
import { startOf } from '../model/times';
import type { ID } from '../model/views';
import { linesOf } from './lines';
import { type Look, lookOf } from './look';
import { nowPlaying } from './playhead';
import { type Script, scriptChanged, scriptOf, type TurnRow } from './script';
import { selectionOf, selectTurns } from './select';
import { nearTo } from './spoken';

/** The name that stands for a speaker whom nobody has named. */
export const NOBODY = 'No speaker';

/** A name of more letters may be wider than the page. */
const long = 30;

class TurnMarker extends GutterMarker {
  override elementClass: string;
  private readonly letters: string;
  private readonly slot: number;
  private readonly unnamed: boolean;
  /** The times of the episode, where the mark is made of those around it. */
  private readonly times: number;

  constructor(
    script: Script,
    private readonly look: Look,
    private readonly line: number,
    selected: 'no' | 'first' | 'last' | 'only' | 'middle',
  ) {
    super();
    const { speaker } = look.row;
    const badge = speaker === null ? undefined : script.badge(speaker);
    this.letters = badge?.letters ?? '?';
    this.slot = badge?.slot ?? 9;
    this.unnamed = badge?.unnamed ?? true;
    this.times = look.row.from === null ? script.times : 0;
    this.elementClass = selected === 'no' ? '' : `stet-in-sel stet-sel-${selected}`;
  }

  override eq(other: TurnMarker): boolean {
    const a = this.look;
    const b = other.look;
    return (
      sameInMargin(a.row, b.row) &&
      a.opens === b.opens &&
      a.run === b.run &&
      a.last === b.last &&
      a.endRun === b.endRun &&
      this.letters === other.letters &&
      this.slot === other.slot &&
      this.times === other.times &&
      this.elementClass === other.elementClass
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const { row, opens, run, last, endRun } = this.look;
    const untimed = row.start === '' && !row.fresh;
    const cell = element('div', `stet-cell sp-${this.slot}`);
    cell.dataset.turn = String(row.id);
    cell.classList.toggle('stet-opens', opens);
    cell.classList.toggle('stet-run', run);
    cell.classList.toggle('stet-last', last);
    cell.classList.toggle('stet-endrun', endRun);
    cell.classList.toggle('stet-now', nowPlaying(view) === row.id);
    cell.classList.toggle('stet-bar', row.changed);
    cell.classList.toggle('stet-hatch', untimed);
    if (!opens) return cell;
    cell.append(this.chip(run));
    if (untimed) cell.append(pill(view, row));
    else if (row.start !== '') cell.append(timecode(row));
    if (run) cell.append(this.name(view, untimed));
    // At the corner of its chip: somebody has checked the turn.
    if (row.checked) cell.append(element('span', 'stet-tick'));
    return cell;
  }

  private chip(run: boolean): HTMLElement {
    const kind = this.unnamed ? ' unknown' : '';
    const chip = element('span', `chip${run ? '' : ' s16 out'}${kind}`, this.letters);
    chip.classList.toggle('two', this.letters.length > 1);
    return chip;
  }

  private name(view: EditorView, untimed: boolean): HTMLElement {
    const who = this.look.row.speaker ?? NOBODY;
    const name = element('div', 'stet-who', who);
    name.classList.toggle('stet-long', who.length > long);
    if (untimed) {
      const script = scriptOf(view.state);
      const near =
        startOf(this.look.row.times) === null ? nearTo(script, linesOf(view.state), view.state.doc, this.line) : null;
      if (near !== null) {
        name.append(
          element('span', 'stet-near num', `near ${readout(labelTime(near, script.clock), script.clock).time}`),
        );
      }
    }
    return name;
  }
}

/** Whether a turn that came anew looks as it did. Of its words the margin shows only about where an untimed one is. */
const sameInMargin = (a: TurnRow, b: TurnRow): boolean =>
  a === b ||
  (a.from !== null &&
    a.id === b.id &&
    a.start === b.start &&
    a.from === b.from &&
    a.estimated === b.estimated &&
    a.fresh === b.fresh &&
    a.speaker === b.speaker &&
    a.changed === b.changed &&
    a.checked === b.checked);

function element(tag: string, className: string, text = ''): HTMLElement {
  const e = document.createElement(tag);
  e.className = className;
  if (text !== '') e.textContent = text;
  return e;
}

/** "00:27:51:12", its minutes and seconds stronger than the rest; one that nobody has heard is underlined. */
function timecode({ start: code, from, estimated }: TurnRow): HTMLElement {
  const playable = from !== null;
  const about = (estimated & 1) !== 0;
  const button = document.createElement('button');
  button.type = 'button';
  button.tabIndex = -1;
  button.className = 'stet-tc num';
  button.disabled = !playable;
  button.title = !playable
    ? 'This timecode cannot be in the sound'
    : about
      ? 'Estimated: nobody has heard yet where this turn begins. Play from about here'
      : 'Play from here';
  button.classList.toggle('stet-about', about);
  const parts = /^(\d+[:;])(\d+[:;]\d+)(.*)$/.exec(code);
  if (!parts) button.append(code);
  else button.append(parts[1]!, element('b', '', parts[2]), parts[3]!);
  return button;
}

const untimedIcon =
  '<svg class="i s12" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="5.4"/>' +
  '<path d="M8 5v3l1.6 1.2"/><path d="M2.6 13.4L13.4 2.6"/></svg>';

/** "Untimed", or when the words of such a turn are said, as far as that is known. */
function pill(view: EditorView, { times }: TurnRow): HTMLElement {
  const pill = element('span', 'stet-untimed num');
  const from = startOf(times);
  if (from !== null) {
    pill.append(codeAt(from, scriptOf(view.state).clock));
    pill.title = 'The turn has no time. This is when its words are said, and a suggestion';
    return pill;
  }
  pill.innerHTML = untimedIcon;
  pill.append('Untimed');
  return pill;
}

/** What a press in the margin is about. */
export interface MarginEvents {
  /** The timecode of a turn was clicked. */
  play(view: EditorView, turn: ID): void;
  /** A turn was pressed beside its timecode. */
  press(view: EditorView, turn: ID, event: MouseEvent): void;
}

export function margin(events: MarginEvents): Extension {
  const turnOf = (event: Event): ID | null => {
    const cell = (event.target as Element).closest<HTMLElement>('.stet-cell');
    return cell ? Number(cell.dataset.turn) : null;
  };
  return [
    gutters({ fixed: false }),
    gutter({
      class: 'stet-margin',
      renderEmptyElements: true,
      lineMarker(view, block) {
        const n = view.state.doc.lineAt(block.from).number;
        const lines = linesOf(view.state);
        const script = scriptOf(view.state);
        const look = lookOf(script, lines, n);
        return look && new TurnMarker(script, look, n, selectionOf(view.state)?.part(lines, n) ?? 'no');
      },
      lineMarkerChange: (update) =>
        update.transactions.some((tr) => tr.effects.some((e) => e.is(scriptChanged) || e.is(selectTurns))) ||
        selectionOf(update.startState) !== selectionOf(update.state),
      domEventHandlers: {
        mousedown(view, _block, event) {
          const turn = turnOf(event);
          const mouse = event as MouseEvent;
          if (turn === null || mouse.button !== 0) return false;
          if (!(event.target as Element).closest('button')) events.press(view, turn, mouse);
          return true;
        },
        click(view, _block, event) {
          const turn = turnOf(event);
          if (turn === null || !(event.target as Element).closest('button:enabled')) return false;
          events.play(view, turn);
          return true;
        },
      },
    }),
  ];
}
