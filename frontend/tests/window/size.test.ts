/** The window comes back as large as it was left. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../desk/child';
import { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { shipped } from '../desk/places';

const run = promisify(execFile);

describe('the size of the window', () => {
  let desk: Desk;
  let program: Child;
  let glass: Glass;

  const start = async () => {
    program = new Child('stet', shipped, [], { env: desk.env });
    glass = await Glass.of(desk.env, 'Stet');
    await glass.rests();
  };

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    await start();
  });
  afterAll(async () => {
    await program?.end();
    await desk?.leave();
  });

  it('is that of the last time, whichever library is open', async () => {
    await run('xdotool', ['windowsize', '--sync', glass.id, '1160', '720'], { env: desk.env });
    await glass.rests();
    expect(await glass.size()).toEqual({ width: 1160, height: 720 });
    await glass.close();
    expect(await program.ended).toBe(0);
    await start();
    expect(await glass.size()).toEqual({ width: 1160, height: 720 });
  });
});
