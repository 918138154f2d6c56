import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure, type FailureCode } from '../model/failure';
import { Queue, type Task } from './queue';

/** A desk that notes what is asked and answers when told. */
class Desk {
  log: string[] = [];
  readonly queue = new Queue<string>(
    () => {},
    (episode, thrown) => this.log.push(`broken ${episode}: ${(thrown as Error).message}`),
  );
  private open: { name: string; yes: (reply: string) => void; no: (failure: Failure) => void }[] = [];

  task(name: string, keeps = true, episode = 1): Task<string> {
    return {
      keeps,
      episode,
      run: () => {
        this.log.push(`ask ${name}`);
        return new Promise((yes, no) => this.open.push({ name, yes, no }));
      },
      done: (reply) => this.log.push(`${reply}`),
      refused: (failure) => this.log.push(`refused ${name}: ${failure.code}`),
    };
  }
  async answer(): Promise<void> {
    const one = this.open.shift()!;
    one.yes(`done ${one.name}`);
    await vi.advanceTimersByTimeAsync(0);
  }
  async fail(code: FailureCode): Promise<void> {
    this.open.shift()!.no(new Failure(code, 'The drive is full.'));
    await vi.advanceTimersByTimeAsync(0);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the queue', () => {
  it('asks one after the other, in order', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b'));
    expect(desk.log).toEqual(['ask a']);
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'done a', 'ask b']);
    await desk.answer();
    expect(desk.queue.waiting).toBe(0);
  });

  it('keeps an edit that the drive has no room for, and all behind it', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b'));
    await desk.fail('full');
    expect(desk.queue.failure?.code).toBe('full');
    expect(desk.queue.waiting).toBe(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.log).toEqual(['ask a', 'ask a']);
    expect(desk.queue.failure).toBeNull();
    await desk.answer();
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'ask a', 'done a', 'ask b', 'done b']);
  });

  it('waits longer each time, and not at all when told to try again', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    await desk.fail('read-only');
    await vi.advanceTimersByTimeAsync(1000);
    await desk.fail('read-only');
    await vi.advanceTimersByTimeAsync(1999);
    expect(desk.log).toHaveLength(2);
    desk.queue.retry();
    expect(desk.log).toHaveLength(3);
    await desk.answer();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desk.log).toHaveLength(4);
  });

  it('does not try again while a new edit comes in', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    await desk.fail('locked');
    desk.queue.push(desk.task('b'));
    expect(desk.log).toEqual(['ask a']);
  });

  describe('with a task that grows', () => {
    const grown = (desk: Desk, name: string) => ({ ...desk.task(name), grows: true });

    it('sends it at once where none was sent just now', () => {
      const desk = new Desk();
      desk.queue.push(grown(desk, 'a'));
      expect(desk.log).toEqual(['ask a']);
    });

    it('gives it a quarter of a second since the last, and lets more come to it until then', async () => {
      const desk = new Desk();
      const [a, b] = [grown(desk, 'a'), grown(desk, 'b')];
      desk.queue.push(a);
      expect(desk.queue.waits(a)).toBe(false);
      await vi.advanceTimersByTimeAsync(50);
      await desk.answer();
      desk.queue.push(b);
      await vi.advanceTimersByTimeAsync(199);
      expect([desk.log, desk.queue.waits(b), desk.queue.waiting]).toEqual([['ask a', 'done a'], true, 1]);
      await vi.advanceTimersByTimeAsync(1);
      expect([desk.log.at(-1), desk.queue.waits(b)]).toEqual(['ask b', false]);
    });

    it('gives it no time once something stands behind it', async () => {
      const desk = new Desk();
      desk.queue.push(grown(desk, 'a'));
      await desk.answer();
      desk.queue.push(grown(desk, 'b'));
      desk.queue.push(desk.task('undo', false));
      expect(desk.log.at(-1)).toBe('ask b');
      await desk.answer();
      expect(desk.log.at(-1)).toBe('ask undo');
    });

    it('gives it none where all is to be saved now, also what is behind the one on its way', async () => {
      const desk = new Desk();
      desk.queue.push(grown(desk, 'a'));
      desk.queue.push(grown(desk, 'b'));
      desk.queue.hurry();
      await desk.answer();
      expect(desk.log.at(-1)).toBe('ask b');
      await desk.answer();
      desk.queue.push(grown(desk, 'c'));
      expect(desk.log.at(-1)).toBe('done b');
    });
  });

  it('sends nothing while it is halted, also what stands behind what was on its way', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b'));
    desk.queue.halt(true);
    await desk.answer();
    desk.queue.push(desk.task('c'));
    desk.queue.hurry();
    expect([desk.log, desk.queue.waiting]).toEqual([['ask a', 'done a'], 2]);
    desk.queue.halt(false);
    await desk.answer();
    expect(desk.log.slice(2)).toEqual(['ask b', 'done b', 'ask c']);
  });

  it('refuses what does not fit, and goes on', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b'));
    await desk.fail('invalid');
    expect(desk.log).toEqual(['ask a', 'refused a: invalid', 'ask b']);
  });

  it('refuses an undo that cannot be saved', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('undo', false));
    await desk.fail('full');
    expect(desk.log).toEqual(['ask undo', 'refused undo: full']);
    expect(desk.queue.failure).toBeNull();
  });

  it('sends nothing more when whoever was refused gives the rest up', async () => {
    const desk = new Desk();
    const first = desk.task('a');
    desk.queue.push({ ...first, refused: () => desk.log.push(`gave up ${desk.queue.abandon(1).length}`) });
    desk.queue.push(desk.task('b'));
    desk.queue.push(desk.task('c'));
    await desk.fail('invalid');
    expect(desk.log).toEqual(['ask a', 'gave up 2']);
    expect(desk.queue.waiting).toBe(0);
  });

  it('hands back what was not sent', async () => {
    const desk = new Desk();
    for (const name of ['a', 'b', 'c']) desk.queue.push(desk.task(name));
    expect(desk.queue.abandon(1)).toHaveLength(2);
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'done a']);
  });

  it('hands back nothing of another episode', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b', true, 2));
    desk.queue.push(desk.task('c'));
    expect(desk.queue.abandon(1)).toHaveLength(1);
    await desk.answer();
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'done a', 'ask b', 'done b']);
  });

  it('goes on with another episode when what could not be saved is given up', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push(desk.task('b', true, 2));
    await desk.fail('full');
    expect(desk.queue.abandon(1)).toHaveLength(1);
    expect(desk.log).toEqual(['ask a', 'ask b']);
  });

  it('goes on when an answer cannot be taken in', async () => {
    const desk = new Desk();
    const done = () => {
      throw new Error('no such turn');
    };
    desk.queue.push({ ...desk.task('a'), done });
    desk.queue.push(desk.task('b'));
    await desk.answer();
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'broken 1: no such turn', 'ask b', 'done b']);
    expect(desk.queue.waiting).toBe(0);
  });

  it('passes over a task of which nothing is left', async () => {
    const desk = new Desk();
    desk.queue.push(desk.task('a'));
    desk.queue.push({ ...desk.task('b'), empty: () => true, passed: () => desk.log.push('passed b') });
    desk.queue.push(desk.task('c'));
    await desk.answer();
    expect(desk.log).toEqual(['ask a', 'done a', 'passed b', 'ask c']);
  });
});
