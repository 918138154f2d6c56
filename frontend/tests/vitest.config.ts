/**
 * Stories told on the real program, the test of its own window, and what is measured: one after the other, since each
 * needs a whole desk.
 */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;

function project(name: string, build: string) {
  return {
    test: {
      name,
      root: here,
      include: [`${name}/**/*.test.ts`],
      globalSetup: join(here, 'desk', build),
      setupFiles: join(here, 'desk', 'on-failure.ts'),
      fileParallelism: false,
      // A picture of what failed is taken before the window is closed.
      sequence: { hooks: 'list' as const },
      // What a hang takes; no story waits for a time.
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('stories', 'build-served.ts'),
      project('window', 'build-shipped.ts'),
      project('bench', 'build-served.ts'),
    ],
  },
});
