/**
 * Keys as data: "Mod+Shift+K" names a chord on every system. Mod is ⌘ on a Mac and Ctrl elsewhere; no command uses
 * Alt, which types characters. Pure: it reads events and never stops them.
 */

/** Whether this system's command key is ⌘. */
export const mac: boolean = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

/** Where a chord holds: everywhere; outside any text; in the words of the transcript; while whole turns are selected. */
export type Where = 'anywhere' | 'outside' | 'words' | 'turns';
export const places: readonly Where[] = ['anywhere', 'words', 'turns', 'outside'];

/** A chord in its place. */
export interface Bound {
  key: string;
  where: Where;
}

/** What a person changed of a command's keys: those that came, and those that went. */
export interface OwnKeys {
  add: readonly Bound[];
  drop: readonly Bound[];
}

/** What a person chose: a set of keys, and what they changed in it, by command. It goes along into another set. */
export interface KeyChoice {
  preset: string;
  own: Readonly<Record<string, OwnKeys>>;
}

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

/**
 * Whether a key press is a chord. Letters with Mod, and digits, are told by their place, too, since not every layout has
 * them there.
 */
export function matches(press: KeyPress, want: Chord, onMac: boolean): boolean {
  const mod = onMac ? press.metaKey : press.ctrlKey;
  const other = onMac ? press.ctrlKey : press.metaKey;
  if (other || press.altKey || mod !== want.mod) return false;
  const named = press.key.toLowerCase() === want.key;
  // Places are told by one character, and to tell one takes long.
  const placed = (named || want.key.length === 1) && placeOf(press) === want.key;
  if (!named && !placed) return false;
  // A character that needs Shift on this layout, such as ?, brings its own Shift.
  const brings = !placed && isCharacter(want.key) && !/[a-z]/.test(want.key);
  return brings ? !want.shift || press.shiftKey : press.shiftKey === want.shift;
}

const isCharacter = (key: string): boolean => [...key].length === 1 && key !== ' ';

/** What the place of a key stands for: all that codes name with Mod, else digits alone; "" for nothing. */
function placeOf(press: KeyPress): string {
  const mod = press.ctrlKey || press.metaKey;
  const place = codeOf(press.code);
  return mod || (/^\d$/.test(place) && /^\P{L}$/u.test(press.key)) ? place : '';
}

/** Keys that make no chord by themselves, or that have no name of their own. */
const silent = /^(Control|Meta|Alt|AltGraph|Shift|OS|Fn|CapsLock|NumLock|Dead|Process|Compose|Unidentified)$/;

/**
 * The notation of a key press; null while only modifiers are held. It names Alt, and the other command key, so that
 * they can be refused: no chord has them.
 */
export function chordOf(press: KeyPress, onMac: boolean = mac): string | null {
  if (silent.test(press.key)) return null;
  const placed = placeOf(press);
  const letter = /^\p{L}$/u.test(press.key);
  // A Latin letter is what it types, wherever it lies; any other key with Mod is its place.
  const key = placed !== '' && !/^[a-z]$/i.test(press.key) ? placed : press.key;
  const brings = isCharacter(key) && !letter && key !== placed;
  const parts: string[] = [];
  if (press.altKey) parts.push('Alt');
  if (onMac ? press.ctrlKey : press.metaKey) parts.push(onMac ? 'Ctrl' : 'Super');
  if (onMac ? press.metaKey : press.ctrlKey) parts.push('Mod');
  if (press.shiftKey && !brings) parts.push('Shift');
  parts.push(key === '+' ? 'Plus' : isCharacter(key) ? key.toUpperCase() : key);
  return parts.join('+');
}

export const sameChord = (a: string, b: string): boolean => {
  const [x, y] = [chord(a), chord(b)];
  return x.key === y.key && x.mod === y.mod && x.shift === y.shift;
};

const codes: Record<string, string> = { Backslash: '\\', Period: '.', Comma: ',', BracketLeft: '[', BracketRight: ']' };

function codeOf(code: string | undefined): string {
  if (code === undefined) return '';
  const letter = /^(?:Key|Digit)(.)$/.exec(code);
  return letter ? letter[1]!.toLowerCase() : (codes[code] ?? '');
}

/** Whether a key is a switch of a foot pedal: "Pedal2". */
export const isPedal = (key: string): boolean => /^pedal\d+$/i.test(key);

const pedalName = (key: string): string | undefined => (isPedal(key) ? `Pedal ${key.slice(5)}` : undefined);

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
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  ' ': 'space',
  click: 'click',
};

/** The caps to show for a chord, in the order of the system. */
export function keyCaps(text: string, onMac: boolean = mac): string[] {
  const want = chord(text);
  const out: string[] = text.split('+').filter((part) => /^(Alt|Ctrl|Super)$/.test(part));
  if (want.shift) out.push('⇧');
  if (want.mod) out.push(onMac ? '⌘' : 'Ctrl');
  if (!onMac && want.shift && want.mod) out.reverse();
  out.push(caps[want.key] ?? pedalName(want.key) ?? want.key.toUpperCase());
  return out;
}

const names: Record<string, string> = {
  escape: 'Escape',
  tab: 'Tab',
  enter: 'Enter',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  backspace: 'Backspace',
  delete: 'Delete',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  home: 'Home',
  end: 'End',
  ' ': 'Space',
};

/** A chord in words, for sentences and for screen readers: "Ctrl+Shift+Z", "⌘Shift+Z". */
export function keyName(text: string, onMac: boolean = mac): string {
  const want = chord(text);
  const out: string[] = text.split('+').filter((part) => /^(Alt|Ctrl|Super)$/.test(part));
  if (want.mod) out.push(onMac ? '⌘' : 'Ctrl');
  if (want.shift) out.push('Shift');
  out.push(names[want.key] ?? pedalName(want.key) ?? want.key.toUpperCase());
  return out.join('+').replace('⌘+', '⌘');
}
