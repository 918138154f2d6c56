/** What the page calls by name is what the program binds: a name that is not bound fails only when somebody needs it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../desk/places';

const names = async (path: string, pattern: RegExp) =>
  [...(await readFile(join(root, 'frontend', path), 'utf8')).matchAll(pattern)].map((found) => found[1]!);

it.each([
  ['callService', 'service/Service'],
  ['callApp', 'main/App'],
])('%s calls what %s binds', async (caller, bound) => {
  const called = await names('src/bridge/backend.ts', new RegExp(`${caller}(?:<[^(]*>)?\\('(\\w+)'`, 'g'));
  expect(called).not.toEqual([]);
  expect(await names(`wailsjs/go/${bound}.d.ts`, /export function (\w+)/g)).toEqual(expect.arrayContaining(called));
});
