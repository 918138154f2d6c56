/** The dictionary in the program's own window: a doubtful word is found and mended, and nothing else. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../desk/child';
import { Desk } from '../desk/desk';
import { Glass } from '../desk/glass';
import { results, shipped } from '../desk/places';

const run = promisify(execFile);

const bells = `---
title: The Tenor
series: Ringing
episode: 1
chunk: 1
---

00:00:01:00 - 00:00:06:00
Ada
The bell has a crack, and the wieght of it is a ton.
`;

describe('the dictionary', () => {
  let desk: Desk;
  let program: Child;
  let glass: Glass;
  let library: string;

  beforeAll(async () => {
    desk = await Desk.sit({ sound: false });
    library = join(desk.folder, 'Bells.stet');
    const folder = join(desk.folder, 'Ringing');
    await mkdir(folder);
    await writeFile(join(folder, 'ep01-01.md'), bells);
    program = new Child('stet', shipped, ['--library', library, folder], { env: desk.env });
    glass = await Glass.of(desk.env, 'Stet');
    await glass.rests();
  });
  afterAll(async () => {
    await program?.end();
    await desk?.leave();
  });

  it('finds the doubtful word, and mends it', async () => {
    await glass.press('F7');
    await glass.rests();
    await glass.press('ctrl+period');
    await glass.rests();
    await glass.picture(join(results, 'window-doubt.png'));
    await glass.press('1');
    await glass.rests();
    await glass.close();
    expect(await program.ended).toBe(0);
    const { stdout } = await run(shipped, ['diff', '--library', library], { env: desk.env }).catch(
      (found: { stdout: string }) => found,
    );
    expect(stdout.split('\n').filter((line) => /^[-+](?![-+])/.test(line))).toEqual([
      '-The bell has a crack, and the wieght of it is a ton.',
      '+The bell has a crack, and the weight of it is a ton.',
    ]);
  });
});
