/**
 * The first Escape, which lets go of what is dragged: it is heard before all others hear it. Keys are listened to while
 * a button of the mouse is down, since that takes time at every key that is typed.
 */
import { onMount } from 'svelte';

interface Hand {
  holds: () => boolean;
  drop: () => void;
}

const hands = new Set<Hand>();

function hear(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  for (const { drop } of [...hands].filter(({ holds }) => holds())) {
    event.preventDefault();
    event.stopPropagation();
    drop();
  }
}

const pressed = () => addEventListener('keydown', hear, { capture: true });
const released = () => removeEventListener('keydown', hear, { capture: true });

function listen(): void {
  addEventListener('pointerdown', pressed, { capture: true });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, released, { capture: true });
}

function unlisten(): void {
  removeEventListener('pointerdown', pressed, { capture: true });
  for (const end of ['pointerup', 'pointercancel']) removeEventListener(end, released, { capture: true });
  released();
}

/** Drops what a hand holds at the first Escape, while the component is there that is being made. */
export function firstEscape(holds: () => boolean, drop: () => void): void {
  const hand = { holds, drop };
  onMount(() => {
    if (hands.size === 0) listen();
    hands.add(hand);
    return () => {
      hands.delete(hand);
      if (hands.size === 0) unlisten();
    };
  });
}
