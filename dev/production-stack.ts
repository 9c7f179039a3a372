import { join } from 'node:path';
import { CROWD } from './crowd.ts';
import { type RunningProduction, startProduction } from './production.ts';
import { makeScratchDir } from './scratch-dir.ts';
import { readSettings } from './settings.ts';
import type { Simulators } from './simulators.ts';
import { startSurroundings, type WorkerVars } from './stack.ts';

export interface ProductionStack extends RunningProduction {
  simulators: Simulators;
  /** What its Worker was told. The database's address is that of its owner, past every wall. */
  vars: WorkerVars;
}

/** The production build over a fresh Postgres and fresh simulators, with nothing kept of it afterwards. */
export async function startProductionStack(): Promise<ProductionStack> {
  const scratch = makeScratchDir();
  const { vars, simulators, stop } = await startSurroundings(
    readSettings({ ...CROWD, DATA_DIR: scratch.path }),
  );
  if (!simulators) throw new Error('The simulated brokers are missing.');
  const production = await startProduction({ vars, persistTo: join(scratch.path, 'cf') });
  return {
    ...production,
    simulators,
    vars,
    async stop() {
      await production.stop();
      await stop();
      scratch.remove();
    },
  };
}
