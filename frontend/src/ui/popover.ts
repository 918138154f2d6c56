/**
 * A popover in which something is chosen: below what it is about, above where there is no room, and never over it. It
 * has the focus while it is open, and gives it back. It is opened once: whatever else changes meanwhile, the focus stays.
 */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** What a popover is about, in pixels of the window. */
export interface Anchor {
  left: number;
  top: number;
  bottom: number;
}

const gap = 6;
const edge = 8;
const unknown: Anchor = { left: 0, top: 84, bottom: 84 };

export const popsUp =
  (anchor: Anchor | null | undefined): Attachment<HTMLElement> =>
  (pop) =>
    untrack(() => {
      const before = document.activeElement;
      pop.showPopover();
      const follow = new ResizeObserver(() => place(pop, anchor ?? unknown));
      follow.observe(pop);
      const free = keepsTab(pop);
      return () => {
        follow.disconnect();
        free();
        const inside = pop.contains(document.activeElement) || document.activeElement === document.body;
        if (inside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      };
    });

const reached =
  'a[href], button:enabled, input:enabled, textarea:enabled, select:enabled, [tabindex]:not([tabindex^="-"])';

/** Lets Tab go round in a popover: what lies behind it is reached once it is closed. */
export const keepsTab = (pop: HTMLElement): (() => void) => {
  const turn = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const all = [...pop.querySelectorAll<HTMLElement>(reached)].filter((e) => e.tabIndex >= 0 && e.checkVisibility());
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (!to || (document.activeElement !== from && pop.contains(document.activeElement))) return;
    event.preventDefault();
    to.focus();
  };
  pop.addEventListener('keydown', turn);
  return () => pop.removeEventListener('keydown', turn);
};

function place(pop: HTMLElement, at: Anchor): void {
  const { offsetWidth: width, offsetHeight: height } = pop;
  const below = at.bottom + gap + height <= window.innerHeight - edge;
  const above = at.top - gap - height >= edge;
  // Where neither side has room, it keeps to the foot of the window.
  const top = below ? at.bottom + gap : above ? at.top - gap - height : window.innerHeight - edge - height;
  pop.style.left = `${Math.max(edge, Math.min(at.left, window.innerWidth - width - edge))}px`;
  pop.style.top = `${Math.max(edge, top)}px`;
}
