import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Later } from './later';

describe('Later', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
  });

  it('does something once, a while after it was asked for last', () => {
    const act = vi.fn();
    const later = new Later(act);
    for (let n = 0; n < 10; n++) {
      later.in(300);
      vi.advanceTimersByTime(200);
    }
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(99);
    expect(act).not.toHaveBeenCalled();
    expect(later.waits).toBe(true);
    vi.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledOnce();
    expect(later.waits).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(act).toHaveBeenCalledOnce();
  });

  it('comes sooner when it is asked to', () => {
    const act = vi.fn();
    const later = new Later(act);
    later.in(600);
    later.in(100);
    vi.advanceTimersByTime(100);
    expect(act).toHaveBeenCalledOnce();
  });

  it('does nothing that is not wanted any more, and is asked again', () => {
    const act = vi.fn();
    const later = new Later(act);
    later.in(100);
    later.cancel();
    vi.advanceTimersByTime(50);
    later.in(100);
    vi.advanceTimersByTime(99);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledOnce();
    later.in(100);
    later.cancel();
    vi.advanceTimersByTime(1000);
    expect(act).toHaveBeenCalledOnce();
  });

  it('is done at once when it must be, and not again', () => {
    const act = vi.fn();
    const later = new Later(act);
    later.now();
    expect(act).not.toHaveBeenCalled();
    later.in(100);
    later.now();
    expect(act).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(1000);
    expect(act).toHaveBeenCalledOnce();
  });

  it('sets one timer for many keys', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const later = new Later(() => {});
    for (let n = 0; n < 10; n++) later.in(300);
    expect(set).toHaveBeenCalledOnce();
    set.mockRestore();
  });

  it('shares a timer with the others, each in its own time', () => {
    const done: string[] = [];
    const set = vi.spyOn(globalThis, 'setTimeout');
    const laters = ['a', 'b', 'c'].map((name) => new Later(() => done.push(name)));
    for (let n = 0; n < 9; n++) {
      laters.forEach((later, i) => later.in(600 + 10 * i));
      vi.advanceTimersByTime(60);
    }
    expect(set).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(540);
    expect(done).toEqual(['a']);
    vi.advanceTimersByTime(10);
    expect(done).toEqual(['a', 'b']);
    vi.advanceTimersByTime(10);
    expect(done).toEqual(['a', 'b', 'c']);
    set.mockRestore();
  });

  it('does what else is due where one goes wrong', () => {
    const act = vi.fn();
    new Later(() => {
      throw new Error('wrong');
    }).in(100);
    new Later(act).in(100);
    expect(() => vi.advanceTimersByTime(100)).toThrow('wrong');
    vi.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledOnce();
  });

  it('waits no longer than it may', () => {
    const act = vi.fn();
    const later = new Later(act, 1000);
    for (let n = 0; n < 24; n++) {
      later.in(300);
      vi.advanceTimersByTime(100);
    }
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('is asked again by what it does', () => {
    let times = 0;
    const later: Later = new Later(() => {
      if (++times < 3) later.in(100);
    });
    later.in(100);
    vi.advanceTimersByTime(300);
    expect(times).toBe(3);
  });
});
