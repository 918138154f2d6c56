/**
 * Keeps the focus from falling to the page, where no key leads anywhere: what had it may go, or go out of use. It then
 * goes to the panel, the dialog or the region that this stood in, else to the words. A focus that somebody laid down,
 * by a press beside everything, is left alone.
 */
const inUse = (element: Element): boolean =>
  element.isConnected && element.checkVisibility() && !element.matches(':disabled');
const homes = '[role="tabpanel"], dialog[open], [data-region]';
const stops = 'input, textarea, button:not(:disabled), [tabindex="0"]';

/** @param words puts the focus into the words. The function that comes back ends the watch. */
export function keepFocus(words: () => void): () => void {
  /** What has the focus, and all that it stands in. */
  let trail: Element[] = [];
  let looking = 0;

  const remember = (event: FocusEvent) => {
    trail = event.composedPath().filter((each) => each instanceof Element);
  };

  const look = () => {
    looking = 0;
    const [last] = trail;
    if (!isNobodys() || last === undefined || last === document.body || inUse(last)) return;
    const home = trail.find((each) => each.matches(homes) && inUse(each));
    const to = home?.matches('[role="tabpanel"]') ? home : home?.querySelector(stops);
    if (to instanceof HTMLElement && !home?.matches('[data-region="transcript"]')) to.focus();
    if (isNobodys()) words();
  };

  const changed = new MutationObserver(() => {
    // Whoever takes something away may have a better place for the focus, and says so at once.
    if (isNobodys() && looking === 0) looking = requestAnimationFrame(look);
  });
  document.addEventListener('focusin', remember);
  changed.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'open'],
  });
  return () => {
    cancelAnimationFrame(looking);
    changed.disconnect();
    document.removeEventListener('focusin', remember);
  };
}

const isNobodys = (): boolean => document.activeElement === null || document.activeElement === document.body;
