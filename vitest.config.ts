import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { openWorld } from './test/support/worlds.ts';

const node = ['**/*.test.ts'];
const workerd = ['**/*.workerd.test.ts'];
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/.data/**', 'test/e2e/**'];

export default defineConfig({
  test: {
    // What a passing test logs is what it meant to provoke.
    silent: 'passed-only',
    sequence: { shuffle: { tests: true } },
    // A Durable Object that is called for the first time as a file ends is still loading its code then. Nothing waits for it.
    onUnhandledError: ({ name }) => name !== 'EnvironmentTeardownError',
    projects: [
      {
        test: {
          name: 'node',
          include: node,
          exclude: [...elsewhere, ...workerd],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          maxWorkers: '100%',
        },
      },
      {
        // trading-signals ships source maps without their sources, a warning for each.
        logLevel: 'error',
        plugins: [
          // Called for each workerd.
          cloudflareTest(async ({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: await openWorld(inject('worldsUrl')) },
          })),
        ],
        test: {
          name: 'workerd',
          include: workerd,
          exclude: elsewhere,
          globalSetup: './test/support/surroundings.ts',
          setupFiles: './test/support/warm-objects.ts',
          // Two files at a time, and one workerd for all that one of the two runs: most of a file's time is the loading of the Worker's code.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
