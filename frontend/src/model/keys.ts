/**
 * Keys as data: "Mod+Shift+K" names a chord on every system. Mod is ⌘ on a Mac and Ctrl elsewhere; no command uses
 * Alt, which types characters. Pure: it reads events and never stops them.
 */

/** Whether this system's command key is ⌘. */
export const mac: boolean = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

export interface Chord {
  mod: boolean;
  shift: boolean;
  /** As KeyboardEvent.key has it, in lower case: "k", "enter", "f6", "\\". */
  key: string;
}

/** Reads the notation of a chord. The last part is the key; "Plus" stands for +. */
export function chord(text: string): Chord {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  return { mod: parts.includes('Mod'), shift: parts.includes('Shift'), key: key === 'Plus' ? '+' : key.toLowerCase() };
}

/** The part of a KeyboardEvent that tells which chord it is. */
export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether a key press is a chord. Digits and letters with Mod are told by their place where the layout has none. */
export function matches(press: KeyPress, want: Chord, onMac: boolean): boolean {
  const mod = onMac ? press.metaKey : press.ctrlKey;
  const other = onMac ? press.ctrlKey : press.metaKey;
  if (other || press.altKey || mod !== want.mod) return false;
  const key = press.key.toLowerCase();
  const placed = want.mod && codeOf(press.code) === want.key;
  if (key !== want.key && !placed) return false;
  // A character that needs Shift on this layout, such as ?, brings its own Shift.
  const brings = !placed && want.key.length === 1 && !/[a-z0-9]/.test(want.key);
  return brings ? !want.shift || press.shiftKey : press.shiftKey === want.shift;
}

const codes: Record<string, string> = { Backslash: '\\', Period: '.', Comma: ',', BracketLeft: '[', BracketRight: ']' };

function codeOf(code: string | undefined): string {
  if (code === undefined) return '';
  const letter = /^(?:Key|Digit)(.)$/.exec(code);
  return letter ? letter[1]!.toLowerCase() : (codes[code] ?? '');
}

const caps: Record<string, string> = {
  enter: '↩',
  escape: 'esc',
  tab: 'tab',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  delete: 'del',
  ' ': 'space',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

/** The caps to show for a chord, in the order of the system. */
export function keyCaps(text: string, onMac: boolean = mac): string[] {
  const want = chord(text);
  const out: string[] = [];
  if (want.shift) out.push('⇧');
  if (want.mod) out.push(onMac ? '⌘' : 'Ctrl');
  if (!onMac && want.shift && want.mod) out.reverse();
  out.push(caps[want.key] ?? want.key.toUpperCase());
  return out;
}
