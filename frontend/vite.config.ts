import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Keeps dist/.keep, which go:embed needs in a checkout that has not been built. */
function keepPlace() {
  return {
    name: 'keep-place',
    generateBundle(this: { emitFile: (f: { type: 'asset'; fileName: string; source: string }) => void }) {
      this.emitFile({ type: 'asset', fileName: '.keep', source: '' });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), keepPlace()],
  build: {
    target: ['es2022', 'safari16'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  test: {
    include: ['src/**/*.test.ts'],
    // What a hang takes; no test waits for a time.
    testTimeout: 60_000,
  },
});
