import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import './provided.ts';
import { startWorlds } from './worlds.ts';

/** What all files of tests in workerd share: see worlds.ts. Every test brings its own user. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-test-'));
  const worlds = await startWorlds(dataDir);
  project.provide('worldsUrl', worlds.url);
  return async () => {
    await worlds.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
