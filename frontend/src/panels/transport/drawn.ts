/** When a canvas is drawn: once a frame at most, also when more of the sound has been read. It draws nothing itself. */
import { onMount } from 'svelte';
import type { Waveform } from '../../state/waveform.svelte';

/** Gives what asks for a drawing. To be called while a component is made; with it, the asking ends. */
export function drawnWith(waveform: Waveform, draw: () => void): () => void {
  let due = 0;
  const redraw = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      draw();
    });
  };
  onMount(() => {
    const end = waveform.watch(redraw);
    return () => {
      end();
      cancelAnimationFrame(due);
    };
  });
  return redraw;
}
