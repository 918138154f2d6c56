import { describe, expect, it } from 'vitest';
import { pedalKey, pedalPress } from './pedals';
import { chord, chordOf, isPedal, keyCaps, keyName, matches, sameChord, type KeyPress } from './keys';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const ctrl = { ctrlKey: true };

describe('matches', () => {
  it.each([
    ['Mod+K', press('k', ctrl), true],
    ['Mod+K', press('K', { ...ctrl, shiftKey: true }), false],
    ['Mod+Shift+Z', press('Z', { ...ctrl, shiftKey: true }), true],
    ['Mod+K', press('k', { ...ctrl, altKey: true }), false],
    ['Mod+K', press('k', { metaKey: true }), false],
    ['Mod+K', press('л', { ...ctrl, code: 'KeyK' }), true],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['F8', press('F8'), true],
    ['F8', press('F8', { shiftKey: true }), false],
    ['Shift+F8', press('F8', { shiftKey: true }), true],
    ['Mod+\\', press('\\', ctrl), true],
    ['Mod+Shift+\\', press('|', { ...ctrl, shiftKey: true, code: 'Backslash' }), true],
    ['Mod+\\', press('|', { ...ctrl, shiftKey: true, code: 'Backslash' }), false],
    ['Mod+Plus', press('+', { ...ctrl, shiftKey: true, code: 'Equal' }), true],
    ['Escape', press('Escape'), true],
    [' ', press(' '), true],
    [' ', press(' ', { shiftKey: true }), false],
    ['3', press('3', { code: 'Digit3' }), true],
    ['3', press('3', { code: 'Numpad3' }), true],
    ['3', press('"', { code: 'Digit3' }), true],
    ['3', press('3', { code: 'Digit3', shiftKey: true }), false],
    ['Shift+3', press('#', { code: 'Digit3', shiftKey: true }), true],
    ['3', press('#', { code: 'Digit3', shiftKey: true }), false],
    ['2', press('é', { code: 'Digit2' }), false],
  ] as const)('%s', (text, event, want) => expect(matches(event, chord(text), false)).toBe(want));

  it('takes ⌘ on a Mac', () => {
    expect(matches(press('k', { metaKey: true }), chord('Mod+K'), true)).toBe(true);
    expect(matches(press('k', ctrl), chord('Mod+K'), true)).toBe(false);
  });
});

describe('the notation of a press', () => {
  it.each([
    [press('k', ctrl), 'Mod+K'],
    [press('Z', { ...ctrl, shiftKey: true }), 'Mod+Shift+Z'],
    [press('л', { ...ctrl, code: 'KeyK' }), 'Mod+K'],
    [press('z', { ...ctrl, code: 'KeyY' }), 'Mod+Z'],
    [press('?', { shiftKey: true }), '?'],
    [press('?', { ...ctrl, shiftKey: true, code: 'Slash' }), 'Mod+?'],
    [press('|', { ...ctrl, shiftKey: true, code: 'Backslash' }), 'Mod+Shift+\\'],
    [press('+', { ...ctrl, shiftKey: true, code: 'Equal' }), 'Mod+Plus'],
    [press('"', { code: 'Digit3' }), '3'],
    [press('#', { code: 'Digit3', shiftKey: true }), 'Shift+3'],
    [press(' '), ' '],
    [press('F8', { shiftKey: true }), 'Shift+F8'],
    [press('ArrowUp', { shiftKey: true }), 'Shift+ArrowUp'],
    [press('m'), 'M'],
  ] as const)('is what it matches: %o', (event, text) => {
    expect(chordOf(event, false)).toBe(text);
    expect(matches(event, chord(text), false)).toBe(true);
  });
  it.each(['Control', 'Shift', 'AltGraph', 'Dead', 'Process'])('waits for more than %s', (key) =>
    expect(chordOf(press(key, ctrl), false)).toBeNull(),
  );
  it('names what no chord has', () => {
    expect(chordOf(press('å', { altKey: true, code: 'KeyA' }), true)).toBe('Alt+Å');
    expect(chordOf(press('k', ctrl), true)).toBe('Ctrl+K');
    expect(chordOf(press('k', { metaKey: true }), false)).toBe('Super+K');
  });
});

it('knows one chord in two notations', () => {
  expect(sameChord('Mod+Shift+K', 'Shift+Mod+k')).toBe(true);
  expect(sameChord('Mod+K', 'Mod+Shift+K')).toBe(false);
});

it('says a chord in words', () => {
  expect(keyName('Mod+Shift+ArrowUp', false)).toBe('Ctrl+Shift+Up');
  expect(keyName('Mod+Plus', true)).toBe('⌘+');
  expect(keyName(' ', false)).toBe('Space');
});

it('knows the switches of a pedal as keys', () => {
  expect(chordOf(pedalPress(2), false)).toBe(pedalKey(2));
  expect(matches(pedalPress(2), chord(pedalKey(2)), true)).toBe(true);
  expect(matches(pedalPress(12), chord(pedalKey(1)), false)).toBe(false);
  expect(keyCaps(pedalKey(2))).toEqual(['Pedal 2']);
  expect(keyName(pedalKey(12))).toBe('Pedal 12');
  expect(['Pedal1', 'pedal12', 'P', 'Pedal', 'F4'].map(isPedal)).toEqual([true, true, false, false, false]);
});

it('shows caps', () => {
  expect(keyCaps('Mod+Shift+F', true)).toEqual(['⇧', '⌘', 'F']);
  expect(keyCaps('Mod+Shift+F', false)).toEqual(['Ctrl', '⇧', 'F']);
  expect(keyCaps('Mod+Enter', true)).toEqual(['⌘', '↩']);
  expect(keyCaps('F6', true)).toEqual(['F6']);
});
