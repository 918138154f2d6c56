import { describe, expect, it } from 'vitest';
import type { Bound, KeyChoice, KeyPress } from '../model/keys';
import { match } from '../model/match';
import { pedalPress } from '../model/pedals';
import { command, commands } from './commands';
import { groups } from './command';
import { keymap } from './keymap';
import { bind, KeyTable, reset, unbind } from './keytable';
import { menus } from './menus';
import { presets } from './presets';
import { refusal } from './refusal';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const ctrl = { ctrlKey: true };
const stet: KeyChoice = { preset: 'stet', own: {} };
const other: KeyChoice = { preset: 'otranscribe', own: {} };
const anywhere = (key: string): Bound => ({ key, where: 'anywhere' });

describe('the list of commands', () => {
  it('names each once', () => {
    expect(new Set(commands.map((each) => each.id)).size).toBe(commands.length);
  });
  it('puts each into a group that the palette shows', () => {
    for (const each of commands) expect(groups).toContain(each.group);
  });
  it.each([
    ['subtitles', 'export'],
    ['srt', 'export'],
    ['fps', 'timecode'],
    ['hotkeys', 'keys'],
    ['sidebar', 'view.rail'],
    ['sidebar', 'view.inspector'],
    ['merge speakers', 'speaker.rename'],
    ['speaker 2', 'turn.speaker.2'],
    ['combine', 'turn.join'],
    ['restore', 'history.turn.imported'],
    ['autoscroll', 'sound.follow'],
    ['diarization', 'problem.next'],
    ['vocabulary', 'place.registry'],
  ])('is found by what else it is called: %s', (typed, id) => {
    const found = commands.filter(({ also = '', label }) =>
      match(typed, `${also} ${typeof label === 'string' ? label : ''}`),
    );
    expect(found.map((each) => each.id)).toContain(id);
  });
});

it('names only commands that there are in the menu bar', () => {
  for (const id of menus.flatMap(([, ids]) => ids)) if (id !== null) expect(() => command(id)).not.toThrow();
});

describe.each(presets.map(({ id }) => id))('the keys of %s', (preset) => {
  const table = new KeyTable({ preset, own: {} });
  it('name only commands that there are', () => {
    for (const binding of table.bindings) expect(() => command(binding.command)).not.toThrow();
  });
  it('give no chord to two commands in one place', () => {
    for (const binding of table.bindings) expect(table.clashes(binding.command, binding)).toEqual([]);
  });
  it('use no Alt, and no bare character where text can be typed', () => {
    for (const { key, where } of table.bindings) {
      expect(key).not.toMatch(/alt/i);
      if (where === 'words' || where === 'anywhere') expect(key).not.toMatch(/^(Shift\+)?.$/);
    }
  });
  it('have a way to select the turn, and a way to every command’s key', () => {
    expect(table.keyOf('turn.select')).not.toBeNull();
    expect(table.keyOf('palette')).not.toBeNull();
  });
});

describe('a press', () => {
  const of = (choice: KeyChoice) => new KeyTable(choice);
  it('means what its place says', () => {
    expect(of(stet).commandFor(press('Tab'), 'words', false)).toBe('sound.toggle');
    expect(of(stet).commandFor(press('Tab'), 'turns', false)).toBe('region.next');
    expect(of(stet).commandFor(press('Tab'), 'outside', false)).toBeNull();
    expect(of(stet).commandFor(press('?', { shiftKey: true }), 'outside', false)).toBe('keys');
    expect(of(stet).commandFor(press('?', { shiftKey: true }), 'words', false)).toBeNull();
    expect(of(stet).commandFor(press('k', ctrl), 'words', false)).toBe('palette');
    expect(of(stet).commandFor(press('k', { metaKey: true }), 'words', true)).toBe('palette');
    expect(of(stet).commandFor(press('3', { code: 'Digit3' }), 'turns', false)).toBe('turn.speaker.3');
    expect(of(stet).commandFor(press('3', { code: 'Digit3' }), 'words', false)).toBeNull();
  });
  it('means what the preset says', () => {
    expect(of(stet).commandFor(press('Escape'), 'words', false)).toBe('turn.select');
    expect(of(other).commandFor(press('Escape'), 'words', false)).toBe('sound.toggle');
    expect(of(other).commandFor(press('F1'), 'words', false)).toBe('sound.back');
    expect(of(other).commandFor(press('F8'), 'words', false)).toBe('problem.next');
    expect(of({ preset: 'a newer one', own: {} }).bindings).toEqual(keymap);
  });
  it('means what a person says, first of all', () => {
    const own = { export: { add: [anywhere('F1')], drop: [anywhere('Mod+E')] } };
    const mine = { preset: 'otranscribe', own };
    expect(of(mine).commandFor(press('F1'), 'words', false)).toBe('export');
    expect(of(mine).commandFor(press('e', ctrl), 'words', false)).toBeNull();
  });
});

describe('a key that is changed', () => {
  it('comes in place of the one before, or beside it', () => {
    const beside = bind(stet, 'export', anywhere('F11'));
    expect(new KeyTable(beside).of('export')).toEqual([anywhere('F11'), anywhere('Mod+E')]);
    const instead = bind(beside, 'export', anywhere('F10'), anywhere('Mod+E'));
    expect(new KeyTable(instead).of('export')).toEqual([anywhere('F11'), anywhere('F10')]);
    expect(new KeyTable(instead).keyOf('export')).toBe('F11');
  });
  it('goes along into another set, whose other keys stay', () => {
    const later = { ...bind(stet, 'sound.toggle', { key: 'J', where: 'turns' }), preset: 'otranscribe' };
    expect(new KeyTable(later).commandFor(press('j'), 'turns', false)).toBe('sound.toggle');
    expect(new KeyTable(later).commandFor(press('Escape'), 'words', false)).toBe('sound.toggle');
  });
  it('is taken from the command that had it', () => {
    const taken = bind(stet, 'export', anywhere('F8'));
    expect(new KeyTable(taken).of('problem.next')).toEqual([]);
    expect(new KeyTable(taken).clashes('export', anywhere('F8'))).toEqual([]);
  });
  it('clashes only where both hold', () => {
    const table = new KeyTable(stet);
    expect(table.clashes('export', anywhere('Tab')).map((each) => each.command)).toEqual([
      'sound.toggle',
      'region.next',
    ]);
    expect(table.clashes('export', { key: 'Tab', where: 'turns' }).map((each) => each.command)).toEqual([
      'region.next',
    ]);
    expect(table.clashes('sound.toggle', { key: 'Tab', where: 'words' })).toEqual([]);
  });
  it('clashes with a preset that is chosen later, and wins', () => {
    const later = { ...bind(stet, 'export', anywhere('F1')), preset: 'otranscribe' };
    const table = new KeyTable(later);
    expect(table.clashes('sound.back', anywhere('F1'))).toMatchObject([{ command: 'export', wins: true }]);
    expect(table.clashes('export', anywhere('F1'))).toMatchObject([{ command: 'sound.back', wins: false }]);
  });
  it('can be taken away, and given back', () => {
    const none = unbind(stet, 'export', anywhere('Mod+E'));
    expect(new KeyTable(none).keyOf('export')).toBeNull();
    expect(reset(none, 'export')).toEqual(stet);
    expect(bind(none, 'export', anywhere('Mod+E'))).toEqual(stet);
    expect(unbind(bind(stet, 'export', anywhere('F11')), 'export', anywhere('F11'))).toEqual(stet);
  });
});

describe('the switches of a pedal', () => {
  it.each([stet, other])('go back, play while held, and go on: %o', (choice) => {
    const table = new KeyTable(choice);
    expect([1, 2, 3, 4].map((n) => table.commandFor(pedalPress(n), 'anywhere', false))).toEqual([
      'sound.back',
      'sound.hold',
      'sound.on',
      null,
    ]);
    expect(table.commandFor(pedalPress(2), 'words', false)).toBe('sound.hold');
  });
  it('are taken from one command and given to another, as keys are', () => {
    const taken = new KeyTable(bind(stet, 'turn.check', anywhere('Pedal1')));
    expect(taken.commandFor(pedalPress(1), 'turns', false)).toBe('turn.check');
    expect(taken.of('sound.back')).toEqual([]);
    expect(new KeyTable(stet).clashes('turn.check', anywhere('Pedal1'))).toMatchObject([{ command: 'sound.back' }]);
    expect(refusal('Pedal1', 'words', false)).toBe('');
  });
  it('are not shown beside commands, which most have no pedal for', () => {
    expect(new KeyTable(stet).keyOf('sound.back')).toBeNull();
    expect(new KeyTable(stet).keyOf('sound.hold')).toBe('F4');
  });
});

describe('a key is refused', () => {
  it.each([
    ['J', 'words', 'J is typed in the words. Add Ctrl, or let it hold on whole turns.'],
    [' ', 'anywhere', 'Space is typed in the words. Add Ctrl, or let it hold on whole turns.'],
    ['Alt+J', 'turns', 'Alt types characters on many keyboards, so no command uses it.'],
    ['Super+J', 'turns', 'That key belongs to the system here. Use Ctrl.'],
    ['Mod+C', 'words', 'Ctrl+C copies.'],
    ['Shift+ArrowUp', 'words', 'Shift+Up moves the caret, and walks in lists.'],
    ['Mod+ArrowLeft', 'anywhere', 'Ctrl+Left moves the caret, and walks in lists.'],
    ['Backspace', 'words', 'Backspace deletes words.'],
    ['Enter', 'words', 'Enter breaks the words.'],
    ['Tab', 'anywhere', 'Tab moves the focus. It can hold in the words or on whole turns.'],
    ['Escape', 'outside', 'Escape closes what is open. It can hold in the words or on whole turns.'],
  ] as const)('%s, %s', (key, where, why) => expect(refusal(key, where, false)).toBe(why));
  it.each([
    ['J', 'turns'],
    ['J', 'outside'],
    ['ArrowUp', 'turns'],
    ['Escape', 'words'],
    ['Tab', 'words'],
    ['Mod+J', 'anywhere'],
    ['Mod+Shift+C', 'anywhere'],
    ['Mod+Enter', 'anywhere'],
    ['F4', 'anywhere'],
  ] as const)('but not %s, %s', (key, where) => expect(refusal(key, where, false)).toBe(''));
  it('on a Mac for what the system keeps', () => {
    expect(refusal('Mod+Q', 'anywhere', true)).toBe('⌘Q belongs to the system.');
    expect(refusal('Ctrl+J', 'words', true)).toBe('Ctrl belongs to the system here. Use ⌘.');
  });
});
