/** A press that draws the playhead once it moves; without a move it stays a click. What is heard then, state/scrub.ts says. */
import type { Scrub } from '../../state/scrub';
import type { Flicks } from '../../model/views';
import { firstEscape } from './firstescape';

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

/** What the element listens to that is drawn in. To be called while a component is made. */
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
  firstEscape(() => pressed !== null && drawn, drop);

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
  };
}
