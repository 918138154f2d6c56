import { describe, expect, it } from 'vitest';
import { chord, keyCaps, matches, type KeyPress } from './keys';

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
  ] as const)('%s', (text, event, want) => expect(matches(event, chord(text), false)).toBe(want));

  it('takes ⌘ on a Mac', () => {
    expect(matches(press('k', { metaKey: true }), chord('Mod+K'), true)).toBe(true);
    expect(matches(press('k', ctrl), chord('Mod+K'), true)).toBe(false);
  });
});

it('shows caps', () => {
  expect(keyCaps('Mod+Shift+F', true)).toEqual(['⇧', '⌘', 'F']);
  expect(keyCaps('Mod+Shift+F', false)).toEqual(['Ctrl', '⇧', 'F']);
  expect(keyCaps('Mod+Enter', true)).toEqual(['⌘', '↩']);
  expect(keyCaps('F6', true)).toEqual(['F6']);
});
