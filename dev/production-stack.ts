import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CROWD } from './crowd.ts';
import { type RunningProduction, startProduction } from './production.ts';
import { readSettings } from './settings.ts';
import type { Simulators } from './simulators.ts';
import { startSurroundings } from './stack.ts';

export interface ProductionStack extends RunningProduction {
  simulators: Simulators;
  /** Of its Postgres, past every wall. */
  databaseUrl: string;
}

/** The production build over a fresh Postgres and fresh simulators, with nothing kept of it afterwards. */
export async function startProductionStack(): Promise<ProductionStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-'));
  const surroundings = await startSurroundings(readSettings({ ...CROWD, DATA_DIR: dataDir }));
  if (!surroundings.simulators) throw new Error('The simulated brokers are missing.');
  const production = await startProduction({ vars: surroundings.vars, persistTo: join(dataDir, 'cf') });
  return {
    ...production,
    simulators: surroundings.simulators,
    databaseUrl: surroundings.vars.DATABASE_URL,
    async stop() {
      await production.stop();
      await surroundings.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
