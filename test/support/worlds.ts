import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { migrateDatabase } from '../../db/migrate.ts';
import { CROWD } from '../../dev/crowd.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { readSettings } from '../../dev/settings.ts';
import { startSurroundings } from '../../dev/stack.ts';

export interface Worlds {
  /** Whoever sends a POST here gets the vars of a Worker in a world of its own. */
  url: string;
  stop(): Promise<void>;
}

/**
 * One real Postgres, and in it a database for each workerd, with brokers of its own around it: tests that run at the same time would sweep up each
 * other's jobs and meet each other's faults.
 */
export async function startWorlds(dataDir: string): Promise<Worlds> {
  const postgres = await startPostgres({ dataDir, database: 'template' });
  await migrateDatabase(postgres.url);
  const stops = [() => postgres.stop()];
  let opened = 0;

  async function open(): Promise<Record<string, string>> {
    opened += 1;
    const name = `world_${opened}`;
    await createDatabase(postgres.url, name);
    const surroundings = await startSurroundings(
      readSettings({
        ...CROWD,
        DATA_DIR: join(dataDir, name),
        DATABASE_URL: otherDatabase(postgres.url, name),
      }),
    );
    stops.push(() => surroundings.stop());
    return surroundings.vars;
  }

  const server = createServer((_, response) => {
    open().then(
      (vars) => response.end(JSON.stringify(vars)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    async stop() {
      for (const end of stops.splice(0).reverse()) await end();
    },
  };
}

/** Asked for by the main process before it starts a workerd. */
export async function openWorld(url: string): Promise<Record<string, string>> {
  const answer = await fetch(url, { method: 'POST' });
  if (!answer.ok) throw new Error(`No world could be opened: ${await answer.text()}`);
  return answer.json();
}

/** One at a time: a template that is being copied takes no second reader. */
let copying = Promise.resolve();
function createDatabase(url: string, name: string): Promise<void> {
  copying = copying.then(async () => {
    const client = new pg.Client({ connectionString: otherDatabase(url, 'postgres') });
    await client.connect();
    await client.query(`create database ${name} template template`).finally(() => client.end());
  });
  return copying;
}

function otherDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The worlds listen nowhere.');
  return address.port;
}
