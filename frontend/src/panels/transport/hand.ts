/** A press that draws the playhead once it moves; without a move it stays a click. What is heard then, state/scrub.ts says. */
import type { Scrub } from '../../state/scrub';
import type { Flicks } from '../../model/views';

/** A hand that only clicks moves less than that. */
const still = 4;

interface Hand {
  scrub: Scrub;
  placeOf: (event: MouseEvent) => Flicks;
  /** It draws, or it does no longer. */
  holds?: (on: boolean) => void;
  /** It let go, and the sound is there. */
  done: (at: Flicks) => void;
}

/** What the element listens to that is drawn in; and the first Escape, which is for what is drawn. */
export function drawing({ scrub, placeOf, holds, done }: Hand) {
  let pressed: number | null = null;
  let drawn = false;

  const drop = () => {
    if (pressed !== null && drawn) {
      holds?.(false);
      void scrub.cancel();
    }
    pressed = null;
  };

  return {
    on: {
      onpointerdown(event: PointerEvent) {
        drawn = false;
        pressed = event.button === 0 ? event.clientX : null;
      },
      onpointermove(event: PointerEvent & { currentTarget: HTMLElement }) {
        if (pressed === null || (!drawn && Math.abs(event.clientX - pressed) < still)) return;
        if (!drawn) {
          // Not before it is drawn: a click would go to who has the pointer.
          event.currentTarget.setPointerCapture(event.pointerId);
          drawn = true;
          holds?.(true);
          scrub.begin();
        }
        scrub.to(placeOf(event));
      },
      onpointerup(event: PointerEvent) {
        if (pressed !== null && drawn) {
          holds?.(false);
          void scrub.end();
          done(placeOf(event));
        }
        pressed = null;
      },
      onpointercancel: drop,
      onclickcapture(event: MouseEvent) {
        if (drawn) event.stopPropagation();
      },
    },
    escape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || pressed === null || !drawn) return;
      event.preventDefault();
      event.stopPropagation();
      drop();
    },
  };
}
