import { describe, expect, it } from 'vitest';
import { Notices, type Note } from './notices.svelte';

const note = (key: string, title = key): Note => ({ key, tone: 'warn', title, actions: [] });

describe('notes', () => {
  it('take the place of what stood under their key', () => {
    const notices = new Notices();
    notices.put(note('a'));
    notices.put(note('b'));
    notices.put(note('a', 'again'));
    expect(notices.notes.map((each) => each.title)).toEqual(['again', 'b']);
  });
  it('go one by one, or by what they are about', () => {
    const notices = new Notices();
    for (const key of ['import:1', 'import:2', 'conflict:1']) notices.put(note(key));
    notices.dropAll('import:');
    expect(notices.notes.map((each) => each.key)).toEqual(['conflict:1']);
    notices.drop('conflict:1');
    expect(notices.notes).toEqual([]);
  });
});

it('reads the same sentence out twice', () => {
  const notices = new Notices();
  notices.say('Undone');
  const first = notices.said;
  notices.say('Undone');
  expect(notices.said).not.toBe(first);
  expect(notices.said.trim()).toBe('Undone');
});

it('shows one toast, the last', () => {
  const notices = new Notices();
  notices.show('Gave 1 turn to Mira');
  notices.show('Gave 2 turns to Mira');
  expect(notices.toast?.text).toBe('Gave 2 turns to Mira');
  notices.hideToast();
  expect(notices.toast).toBeNull();
});
