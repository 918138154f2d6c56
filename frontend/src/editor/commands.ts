/**
 * What can be done in the transcript, by name, for the application's commands and keys. Each says whether there was
 * anything to do.
 */
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Op } from '../model/ops';
import type { ID } from '../model/views';
import { count } from '../model/words';
import type { Exchange } from './exchange';
import { linesOf } from './lines';
import { scriptOf } from './script';
import { chooseAll, clearTurns, moveTurns, selectionOf, selectTouched, selectTurns } from './select';
import type { Sound } from './sound';
import { giveChosen, giveRun } from './speakers';
import { joinTurns, newParagraph, newTurn, removeTurns, splitAt, splitAtCaret, standOf } from './structural';

/** How many turns Page up and Page down go. */
const page = 8;

export function commandsOf(view: EditorView, exchange: () => Exchange, sound: Sound): Record<string, () => boolean> {
  const commands: Record<string, () => boolean> = {
    'turn.select': () => selectTouched(view),
    'turn.clear': () => clearTurns(view),
    'turn.enter': () => enter(view, sound),
    'turn.next': () => step(view, 1, false),
    'turn.previous': () => step(view, -1, false),
    'turn.extend-next': () => step(view, 1, true),
    'turn.extend-previous': () => step(view, -1, true),
    'turn.page-next': () => step(view, page, false),
    'turn.page-previous': () => step(view, -page, false),
    'turn.extend-page-next': () => step(view, page, true),
    'turn.extend-page-previous': () => step(view, -page, true),
    'turn.all': () => chooseAll(view),
    'turn.play': () => sound.playFrom(view),
    'turn.split': () => act(view, exchange, () => splitAtCaret(view.state)),
    'turn.split-at-playhead': () => act(view, exchange, () => splitAtPlayhead(view.state, sound)),
    'turn.new': () => act(view, exchange, () => newTurn(view.state)) && focused(view),
    'turn.paragraph': () => act(view, exchange, () => newParagraph(view.state)),
    'turn.join': () => act(view, exchange, () => joinTurns(view.state, selectionOf(view.state)?.turns ?? [])),
    'turn.delete': () => act(view, exchange, () => removeTurns(view.state, selectionOf(view.state)?.turns ?? [])),
    'turn.check': () => check(view, exchange(), turnsAt(view.state)),
    'turn.check-above': () => check(view, exchange(), turnsAbove(view.state), true),
    'turn.replay': () => sound.playStretch(view, false),
    'turn.loop': () => sound.playStretch(view, true),
    'word.play': () => sound.playWord(view, view.state.selection.main.head),
  };
  for (let n = 1; n <= 9; n++) {
    const to = (give: typeof giveChosen) => () => {
      const speaker = scriptOf(view.state).numbered(n);
      return speaker !== undefined && act(view, exchange, () => give(view.state, speaker));
    };
    commands[`turn.speaker.${n}`] = to(giveChosen);
    commands[`run.speaker.${n}`] = to(giveRun);
  }
  return commands;
}

/** Does something to the turns themselves, when an input method is done with them. */
export function act(view: EditorView, exchange: () => Exchange, what: () => TransactionSpec | null): boolean {
  exchange();
  const spec = view.composing ? null : what();
  if (spec) view.dispatch(spec);
  return spec !== null;
}

function focused(view: EditorView): true {
  view.focus();
  return true;
}

/** Parts the turn that is heard where it is heard: at the word that is being said, or about there. */
function splitAtPlayhead(state: EditorState, sound: Sound): TransactionSpec | null {
  const part = sound.partHeard(state);
  return part && splitAt(state, scriptOf(state), standOf(state), [], part.at, part.heard);
}

const step = (view: EditorView, by: number, stretch: boolean): boolean =>
  selectionOf(view.state) === null ? selectTouched(view) : moveTurns(view, by, stretch);

const turnsAt = (state: EditorState): readonly ID[] =>
  selectionOf(state)?.turns ?? [linesOf(state).turn(state.doc.lineAt(state.selection.main.head).number)];

/** The turn of the caret, or the last one selected, and all before it in the episode. */
function turnsAbove(state: EditorState): readonly ID[] {
  const order = linesOf(state).order();
  return order.slice(0, order.indexOf(turnsAt(state).at(-1)!) + 1);
}

/** Marks turns as checked; where all of them are, takes the mark away, unless it is only given. */
function check(view: EditorView, exchange: Exchange, turns: readonly ID[], give = false): boolean {
  const script = scriptOf(view.state);
  const here = turns.filter((turn) => script.turn(turn) !== undefined);
  const checked = give || here.some((turn) => !script.turn(turn)!.checked);
  const ops = here
    .filter((turn) => script.turn(turn)!.checked !== checked)
    .map((turn): Op => ({ kind: 'checked', turn, checked }));
  if (ops.length === 0) return false;
  const what = ops.length === 1 ? 'the turn' : count(ops.length, 'turn');
  exchange.edit(view.state, ops, `${checked ? 'Checked' : 'Unchecked'} ${what}`, ops.length === 1);
  return true;
}

/** Puts the caret into the turn that moved last: where it is being heard, or else at its start. */
function enter(view: EditorView, sound: Sound): boolean {
  const { state } = view;
  const selection = selectionOf(state);
  if (!selection) return false;
  const { head } = selection;
  const start = state.doc.line(linesOf(state).first(head)).from;
  const at = (sound.heard === head ? sound.placeOf(state, head) : null) ?? start;
  view.dispatch({
    selection: EditorSelection.cursor(at),
    effects: [selectTurns.of(null), EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 })],
  });
  view.focus();
  return true;
}
