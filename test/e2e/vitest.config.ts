import { defineConfig } from 'vitest/config';

/** In a real browser against a stack started from outside. Each file starts its own; one at a time, since a browser is heavy. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
