/** Draws what a sound looks like onto a canvas. What is where, model/waveform.ts says; it listens to nothing. */
import type { Columns } from '../../model/waveform';

/** Fits a canvas to the pixels of the screen, and gives what draws in those of the page. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const density = globalThis.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  // Giving it a size clears it, too, and costs more.
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const on = canvas.getContext('2d');
  on?.setTransform(density, 0, 0, density, 0, 0);
  on?.clearRect(0, 0, width, height);
  return on;
}

export interface Strip {
  left: number;
  right: number;
  /** Where silence lies, and how far full scale is from it. */
  middle: number;
  half: number;
  colour: string;
  /** How much of its colour the extremes have; the loud body has twice that. */
  strength: number;
}

/** Draws columns of a pixel each: the extremes, and over them how loud it is. What is not known yet is a flat line. */
export function drawPeaks(on: CanvasRenderingContext2D, columns: Columns, strip: Strip): void {
  const { middle, half, colour, strength } = strip;
  const from = Math.max(0, Math.floor(strip.left));
  const to = Math.min(columns.low.length, Math.ceil(strip.right));
  on.fillStyle = colour;
  on.globalAlpha = strength;
  on.beginPath();
  for (let x = from; x < to; x++) {
    const low = columns.low[x]!;
    // Never nothing: silence is a line.
    const top = Number.isNaN(low) ? 0.5 : Math.max(0.5, columns.high[x]! * half);
    const below = Number.isNaN(low) ? 0.5 : Math.max(0.5, -low * half);
    on.rect(x, middle - top, 1, top + below);
  }
  on.fill();
  on.beginPath();
  for (let x = from; x < to; x++) {
    const tall = columns.loud[x]! * half;
    if (tall > 0.5) on.rect(x, middle - tall, 1, 2 * tall);
  }
  on.fill();
  on.globalAlpha = 1;
}

/** Draws the ground of a turn: its speaker's colour, or the hatch of what has no sure place in time. */
export function drawGround(
  on: CanvasRenderingContext2D,
  box: { left: number; top: number; width: number; height: number },
  colour: string,
  hatch: string | null,
): void {
  const { left, top, width, height } = box;
  on.save();
  on.beginPath();
  on.roundRect(left, top, width, height, Math.min(4, width / 2));
  if (hatch === null) {
    on.globalAlpha = 0.09;
    on.fillStyle = colour;
    on.fill();
  } else {
    on.clip();
    on.globalAlpha = 0.55;
    on.strokeStyle = hatch;
    on.lineWidth = 1;
    on.beginPath();
    for (let x = left - height; x < left + width; x += 7) {
      on.moveTo(x, top + height);
      on.lineTo(x + height, top);
    }
    on.stroke();
  }
  on.restore();
}
