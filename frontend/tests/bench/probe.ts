/**
 * What is put into a page to look at it: it notes how long after a key the page was painted, and waits for what an
 * action shows. It runs in the page, so nothing here reaches beyond its functions.
 *
 * "Painted" is when the browser does what comes after the frame that the change is in: the page has been laid out and
 * its drawing handed over by then, and up to a frame of that is waiting for the screen. What the system needs to show
 * it is not in it.
 */

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
  painted(then: () => void): void;
}

export interface Probed {
  probe: Probe;
}

/** Puts the probe into a page; once more does no harm. */
export function install(): void {
  const here = window as unknown as Probed;
  if (here.probe) return;
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
      new Promise((resolve) => {
        let began = 0;
        addEventListener(event, ({ timeStamp }) => (began ||= timeStamp), { capture: true, once: true });
        const watcher = new MutationObserver(() => {
          if (began === 0 || !sees(sight)) return;
          watcher.disconnect();
          painted(() => resolve(performance.now() - began));
        });
        watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
  };
  addEventListener('keydown', ({ timeStamp }) => painted(() => here.probe.keys.push(performance.now() - timeStamp)), {
    capture: true,
  });
}

/** The times of the keys since the last time this was asked. */
export const takeKeys = (): number[] => (window as unknown as Probed).probe.keys.splice(0);

export const until = ([event, sight]: ['keydown' | 'click', Sight]): Promise<number> =>
  (window as unknown as Probed).probe.until(event, sight);

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
