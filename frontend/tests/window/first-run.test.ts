/** A fresh machine: the window opens on its first screen, and from there on the sample. The README's picture is its last. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../desk/child';
import { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { results, shipped } from '../desk/places';

describe('a fresh machine', () => {
  let desk: Desk;
  let program: Child;
  let glass: Glass;

  beforeAll(async () => {
    desk = await Desk.sit();
    program = new Child('stet', shipped, [], { env: desk.env });
    glass = await Glass.of(desk.env, 'Stet');
    await glass.rests();
  });
  afterAll(async () => {
    await program?.end();
    await desk?.leave();
  });

  it('shows the first screen, opens the sample, and plays it', async () => {
    await glass.picture(join(results, 'window-first-run.png'));
    await glass.press('ctrl+k');
    await glass.rests();
    await glass.type('sample');
    await glass.press('Return');
    await glass.rests();

    // To the second chunk's faulty word, and the sound with it.
    await glass.press('ctrl+k');
    await glass.rests();
    await glass.type(':00:03:23:04');
    await glass.press('Return');
    await glass.rests();
    const recorder = await desk.card!.record();
    await glass.press('ctrl+k');
    await glass.rests();
    await glass.type('play');
    await glass.press('Return');
    await pause(3000);
    await glass.picture(join(results, 'window-sample.png'));
    const { samples } = await recorder.stop();
    expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeGreaterThan(500);
    expect(await glass.colours(join(results, 'window-sample.png'))).toBeGreaterThan(200);
  });
});
