import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningProduction, startProduction } from '../dev/production.ts';
import { readSettings } from '../dev/settings.ts';
import type { Simulators } from '../dev/simulators.ts';
import { startSurroundings } from '../dev/stack.ts';

export interface BenchStack extends RunningProduction {
  simulators: Simulators;
}

/** The production build over a fresh Postgres and fresh simulators, with nothing kept of it afterwards. */
export async function startBenchStack(): Promise<BenchStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-bench-'));
  const surroundings = await startSurroundings(readSettings({ DATA_DIR: dataDir }));
  if (!surroundings.simulators) throw new Error('The benchmark needs the simulated brokers.');
  const production = await startProduction({ vars: surroundings.vars, persistTo: join(dataDir, 'cf') });
  return {
    ...production,
    simulators: surroundings.simulators,
    async stop() {
      await production.stop();
      await surroundings.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
