import { describe, expect, it } from 'vitest';
import { keyCaps, type KeyPress } from '../model/keys';
import { command, commandFor, commands } from './commands';
import { groups } from './command';
import { editorKeys, keymap, keyOf } from './keymap';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('the list of commands', () => {
  it('names each once', () => {
    expect(new Set(commands.map((each) => each.id)).size).toBe(commands.length);
  });
  it('puts each into a group that the palette shows', () => {
    for (const each of commands) expect(groups).toContain(each.group);
  });
});

describe('the keymap', () => {
  it('names only commands that there are', () => {
    for (const binding of keymap) expect(() => command(binding.command)).not.toThrow();
  });
  it('gives no chord to two commands in one place', () => {
    const seen = keymap.map((binding) => `${binding.where} ${binding.key}`);
    expect(new Set(seen).size).toBe(seen.length);
  });
  it('uses no Alt', () => {
    for (const { key } of [...keymap, ...editorKeys]) expect(key).not.toMatch(/alt/i);
  });
  it('knows where it is', () => {
    expect(commandFor(press('Tab'), 'words', false)).toBe('sound.toggle');
    expect(commandFor(press('Tab'), 'turns', false)).toBe('region.next');
    expect(commandFor(press('Tab'), 'outside', false)).toBeNull();
    expect(commandFor(press('?', { shiftKey: true }), 'outside', false)).toBe('keys');
    expect(commandFor(press('?', { shiftKey: true }), 'words', false)).toBeNull();
    expect(commandFor(press('k', { ctrlKey: true }), 'words', false)).toBe('palette');
    expect(commandFor(press('k', { metaKey: true }), 'words', true)).toBe('palette');
  });
  it('tells what a click with the command key does, which no menu could', () => {
    const click = editorKeys.find(({ key }) => key === 'Mod+Click');
    expect(click).toMatchObject({ where: 'words', does: 'Play from that word' });
    expect(keyCaps(click!.key, false)).toEqual(['Ctrl', 'click']);
  });
  it('tells the key of a command', () => {
    expect(keyOf('export')).toBe('Mod+E');
    expect(keyOf('chunk.status.ready')).toBeNull();
  });
});
