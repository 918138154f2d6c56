/**
 * Stories told on the real program, the test of its own window, and what is measured. Each has a whole desk to itself:
 * three stories run side by side, since they mostly wait, but for those that listen; they, the window and what is
 * measured want the machine alone.
 */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;

const listens = [
  'stories/sound.test.ts',
  'stories/listening.test.ts',
  'stories/said.test.ts',
  'stories/clock.test.ts',
  'stories/pedal.test.ts',
  'stories/speed.test.ts',
];

function project(name: string, build: string, include: string[], exclude: string[] = []) {
  return {
    test: {
      name,
      root: here,
      include,
      exclude,
      globalSetup: join(here, 'desk', build),
      setupFiles: join(here, 'desk', 'on-failure.ts'),
      // Each of the three workers is started once, and its browser, which all its stories share.
      isolate: name !== 'stories',
      fileParallelism: name === 'stories',
      maxWorkers: name === 'stories' ? 3 : 1,
      // A picture of what failed is taken before the window is closed.
      sequence: { hooks: 'list' as const },
      // What a hang takes; no story waits for a time.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 60_000 } },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('stories', 'build-served.ts', ['stories/**/*.test.ts'], listens),
      project('listening', 'build-served.ts', listens),
      project('window', 'build-shipped.ts', ['window/**/*.test.ts']),
      project('bench', 'build-served.ts', ['bench/**/*.test.ts']),
    ],
  },
});
