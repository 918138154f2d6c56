/**
 * What is put into a page to look at it: it notes how long after a key the page was painted, and waits for what an
 * action shows. It runs in the page, so nothing here reaches beyond its functions.
 *
 * "Painted" is when the browser does what comes after the frame that the change is in: the page has been laid out and
 * its drawing handed over by then, and up to a frame of that is waiting for the screen. What the system needs to show
 * it is not in it.
 */

import type { Page } from 'playwright-core';

/** What there is to see when an action is done: some element that holds a text, or none that does. */
export interface Sight {
  selector: string;
  holds?: string;
  lacks?: string;
}

interface Probe {
  keys: number[];
  /** From the next event of that kind until there is something to see, painted. */
  until(event: 'keydown' | 'click', sight: Sight): Promise<number>;
  /** What until() was asked for last. */
  waiting?: Promise<number>;
  painted(then: () => void): void;
}

export interface Probed {
  probe: Probe;
}

/** Puts the probe into a page; once more does no harm. */
export function install(): void {
  const here = window as unknown as Probed;
  if (here.probe) return;
  const patience = 30_000;
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  const painted = (then: () => void) =>
    requestAnimationFrame(() => {
      waiting.push(then);
      channel.port2.postMessage(null);
    });
  const sees = ({ selector, holds, lacks }: Sight) => {
    const found = [...document.querySelectorAll(selector)].map((each) => each.textContent);
    return (
      found.length > 0 &&
      (lacks === undefined
        ? found.some((text) => text.includes(holds ?? ''))
        : !found.some((text) => text.includes(lacks)))
    );
  };
  here.probe = {
    keys: [],
    painted,
    until: (event, sight) =>
      new Promise((resolve, reject) => {
        let began = 0;
        const begin = (it: Event) => {
          // The key that is held comes before the one that does it.
          if (!(it instanceof KeyboardEvent && it.key === 'Control')) began ||= it.timeStamp;
        };
        addEventListener(event, begin, { capture: true });
        const lost = setTimeout(() => reject(new Error(`never seen: ${JSON.stringify(sight)}`)), patience);
        const watcher = new MutationObserver(() => {
          if (began === 0 || !sees(sight)) return;
          watcher.disconnect();
          removeEventListener(event, begin, { capture: true });
          clearTimeout(lost);
          painted(() => resolve(performance.now() - began));
        });
        watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
  };
  addEventListener('keydown', ({ timeStamp }) => painted(() => here.probe.keys.push(performance.now() - timeStamp)), {
    capture: true,
  });
}

/** Whether so many keys have been painted since the last time their times were taken. */
export const painted = (count: number): boolean => (window as unknown as Probed).probe.keys.length >= count;

/** The times of the keys since the last time this was asked. */
export const takeKeys = (): number[] => (window as unknown as Probed).probe.keys.splice(0);

/** How long it takes from what `act` does until there is something to see, painted. It looks before anything is done. */
export async function timed(
  page: Page,
  event: 'keydown' | 'click',
  sight: Sight,
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ([kind, what]) => {
      const { probe } = window as unknown as Probed;
      probe.waiting = probe.until(kind, what);
      // Whoever asks for it later hears of it.
      probe.waiting.catch(() => {});
    },
    [event, sight] as const,
  );
  await act();
  return page.evaluate(() => (window as unknown as Probed).probe.waiting!);
}

/** Scrolls an element so far a frame, and notes how long each frame was. */
export function scroll([selector, by, frames]: [string, number, number]): Promise<number[]> {
  const element = document.querySelector(selector)!;
  return new Promise((resolve) => {
    const times: number[] = [];
    const step = (now: number) => {
      times.push(now);
      element.scrollTop += by;
      if (times.length <= frames) requestAnimationFrame(step);
      else resolve(times.slice(1).map((time, i) => time - times[i]!));
    };
    requestAnimationFrame(step);
  });
}
