/**
 * The first Escape, which lets go of what is dragged: it is heard before all others hear it. There is one listener for
 * all that can be dragged, since each takes time at every key that is typed.
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

/** Drops what a hand holds at the first Escape, while the component is there that is being made. */
export function firstEscape(holds: () => boolean, drop: () => void): void {
  const hand = { holds, drop };
  onMount(() => {
    hands.add(hand);
    addEventListener('keydown', hear, { capture: true });
    return () => {
      hands.delete(hand);
      if (hands.size === 0) removeEventListener('keydown', hear, { capture: true });
    };
  });
}
