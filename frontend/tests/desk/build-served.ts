/** Builds the program for a browser: with Wails' server in it, and its page without what the browser has no use for. */
import { execFileSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import buildShipped from './build-shipped';
import { pageFolder, root, served } from './places';

export default async function build(): Promise<void> {
  await buildShipped();
  execFileSync('go', ['build', '-tags', 'dev,webkit2_41', '-o', served, '.'], { cwd: root, stdio: 'inherit' });
  await rm(pageFolder, { recursive: true, force: true });
  await cp(join(root, 'frontend', 'dist'), pageFolder, { recursive: true });
  await silenceOwnWindow(join(pageFolder, 'index.html'));
}

/**
 * The program has a window of its own beside the browser, with the same page in it. That one is kept from starting:
 * two editors at one desk would take each other's events.
 */
async function silenceOwnWindow(index: string): Promise<void> {
  const html = await readFile(index, 'utf8');
  const silent = html.replace('<head>', `<head><script>if (location.protocol === 'wails:') window.stop();</script>`);
  if (silent === html) throw new Error('index.html has no <head> to put a script into');
  await writeFile(index, silent);
}
