import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase } from '../db/migrate.ts';
import { brokerVars } from './broker-vars.ts';
import { startNeonProxy } from './neon-proxy.ts';
import { startPostgres } from './postgres.ts';
import { type Secrets, secretsOf } from './secrets.ts';
import type { Settings } from './settings.ts';
import { type Simulators, startSimulators } from './simulators.ts';

/** What the Worker is told about its surroundings. */
export type WorkerVars = Secrets &
  ReturnType<typeof brokerVars> &
  ReturnType<typeof limitVars> & { DATABASE_URL: string; NEON_PROXY: string };

export interface Surroundings {
  vars: WorkerVars;
  /** null without the demo: no simulated brokers. */
  simulators: Simulators | null;
  /** Ends everything that was started, the last first. */
  stop(): Promise<void>;
}

/** Starts what the Worker needs around it: Postgres at the newest schema, Neon's protocol in front of it, and the simulated brokers. */
export async function startSurroundings(settings: Settings): Promise<Surroundings> {
  makeDirectory(settings.DATA_DIR);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const databaseUrl = settings.DATABASE_URL ?? (await ownPostgres());
    writeFileSync(join(settings.DATA_DIR, 'postgres.url'), `${databaseUrl}\n`, { mode: 0o600 });
    await migrateDatabase(databaseUrl);
    const proxy = await startNeonProxy({ databaseUrl });
    stops.push(() => proxy.stop());
    const sim = settings.DEMO ? await startSimulators(settings) : null;
    if (sim) stops.push(() => sim.stop());
    return {
      vars: {
        ...secretsOf(settings.DATA_DIR),
        DATABASE_URL: databaseUrl,
        NEON_PROXY: proxy.host,
        ...brokerVars(settings, sim),
        ...limitVars(settings),
      },
      simulators: sim,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }

  async function ownPostgres(): Promise<string> {
    const postgres = await startPostgres({ dataDir: settings.DATA_DIR });
    stops.push(() => postgres.stop());
    return postgres.url;
  }
}

/** Who is one client, and how much of what costs others something it may do. */
export function limitVars({ CLIENT_IP_HEADER, IMPORTS_PER_MINUTE }: Settings) {
  return { CLIENT_IP_HEADER, IMPORTS_PER_MINUTE };
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`DATA_DIR ${path} cannot be written to (${reason}). Choose another directory.`);
  }
}
