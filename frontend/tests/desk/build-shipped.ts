/** Builds the program as it ships. */
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { results, root } from './places';

export default async function build(): Promise<void> {
  execFileSync(join(root, 'build', 'build.sh'), { cwd: root, stdio: 'inherit' });
  await mkdir(results, { recursive: true });
}
