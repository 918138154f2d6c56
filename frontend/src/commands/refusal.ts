/**
 * Why a chord cannot be a command's key where it is to hold: what is typed, what moves the caret, and what the system
 * keeps for itself. "" when it can. It knows no commands: that two of them want one chord is a clash, see keytable.ts.
 */
import { chord, keyName, mac, type Where } from '../model/keys';

/** Keys that move a caret, or walk in a list or along a slider. */
const moving = /^(arrow(up|down|left|right)|home|end|pageup|pagedown)$/;
const clipboard: Record<string, string> = { a: 'selects all', c: 'copies', v: 'pastes', x: 'cuts' };

export function refusal(key: string, where: Where, onMac: boolean = mac): string {
  const name = keyName(key, onMac);
  const { mod, shift, key: bare } = chord(key);
  const held = /(?:^|\+)(Alt|Ctrl|Super)\+/.exec(key)?.[1];
  if (held === 'Alt') return 'Alt types characters on many keyboards, so no command uses it.';
  if (held !== undefined)
    return `${held === 'Ctrl' ? 'Ctrl' : 'That key'} belongs to the system here. Use ${onMac ? '⌘' : 'Ctrl'}.`;
  if (mod && !shift && bare in clipboard) return `${name} ${clipboard[bare]}.`;
  if (onMac && mod && /^[qhmw]$/.test(bare)) return `${name} belongs to the system.`;
  if (where === 'turns') return '';
  if (!mod && [...bare].length === 1) {
    if (where !== 'outside')
      return `${name} is typed in the words. Add ${onMac ? '⌘' : 'Ctrl'}, or let it hold on whole turns.`;
  }
  if (moving.test(bare) && (!mod || where !== 'outside')) return `${name} moves the caret, and walks in lists.`;
  if (where === 'outside' || where === 'anywhere') {
    if (bare === 'tab') return 'Tab moves the focus. It can hold in the words or on whole turns.';
    if (bare === 'escape') return 'Escape closes what is open. It can hold in the words or on whole turns.';
    if (bare === 'enter' && !mod) return 'Enter presses the button that has the focus.';
  }
  if (where !== 'outside') {
    if (bare === 'enter' && !mod) return `${name} breaks the words.`;
    if (bare === 'backspace' || bare === 'delete') return `${name} deletes words.`;
  }
  return '';
}
