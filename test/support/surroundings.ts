import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { CROWD } from '../../dev/crowd.ts';
import { readSettings } from '../../dev/settings.ts';
import { startSurroundings } from '../../dev/stack.ts';
import './provided.ts';

/** A real Postgres, Neon's protocol and the simulated broker, once for all tests in workerd. Every test brings its own user. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-test-'));
  const surroundings = await startSurroundings(readSettings({ ...CROWD, DATA_DIR: dataDir }));
  project.provide('workerVars', surroundings.vars);
  project.provide('simUrl', surroundings.simulators?.coinbase.apiUrl ?? '');
  project.provide('binanceUrl', surroundings.simulators?.binance.url ?? '');
  return async () => {
    await surroundings.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
