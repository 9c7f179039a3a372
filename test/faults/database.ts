import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { z } from 'zod';
import { migrateDatabase } from '../../db/migrate.ts';
import { type RunningPostgres, startPostgres } from '../../dev/postgres.ts';
import { parsedRows } from '../support/parsed-rows.ts';
import { childrenOf, signal } from './processes.ts';

const CALM_ROUNDS = 5;
const CALM_MS = 30;
const BLOCKED_WITHIN_MS = 20_000;
const DEADLOCK_DETECTED = '40P01';

interface Statement {
  text: string;
  values: unknown[];
}

/** The real Postgres of the harness, and everything that can be done to it. Its own queries go past the product's way to it. */
export class Database {
  readonly url: string;
  readonly #dataDir: string;
  #running: RunningPostgres | null;
  #pool: pg.Pool;

  private constructor(dataDir: string, running: RunningPostgres) {
    this.#dataDir = dataDir;
    this.#running = running;
    this.url = running.url;
    this.#pool = openPool(running.url);
  }

  static async start(dataDir: string): Promise<Database> {
    const running = await startPostgres({ dataDir });
    await migrateDatabase(running.url);
    return new Database(dataDir, running);
  }

  get isUp(): boolean {
    return this.#running !== null;
  }

  /** Rows by their schema. */
  rows<Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    params?: unknown[],
  ): Promise<z.output<Schema>[]> {
    return parsedRows(this.#pool, schema, text, params);
  }

  async run(text: string, params: unknown[] = []): Promise<number> {
    const { rowCount } = await this.#pool.query(text, params);
    return rowCount ?? 0;
  }

  /** kill -9 of the postmaster; its backends see that it is gone and end themselves. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** `pg_ctl stop -m immediate`: every connection breaks, nothing is written any more. */
  async stopImmediately(): Promise<void> {
    await this.#end('SIGQUIT');
  }

  /** On the port on which it was, after replaying its log. */
  async restart(): Promise<void> {
    if (this.#running) return;
    this.#running = await startPostgres({ dataDir: this.#dataDir });
    if (this.#running.url !== this.url) throw new Error('Postgres came back on another port.');
    this.#pool = openPool(this.url);
  }

  /** SIGSTOP of the postmaster and all its backends: connections stay open, and nobody answers. */
  pause(): void {
    this.#signalAll('SIGSTOP');
  }

  resume(): void {
    this.#signalAll('SIGCONT');
  }

  /** Ends every connection but the harness's own. Answers how many there were. */
  async terminateOthers(): Promise<number> {
    return this.run(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name <> 'harness'`,
    );
  }

  /**
   * Takes the first row, waits until a statement that matches waits for it, and then wants the second row, which that statement's transaction holds. Who waited
   * first looks for a deadlock first, and is the one that Postgres undoes; on a slow machine it can have looked already. Answers whose transaction was undone.
   */
  async deadlockWith(statement: RegExp, first: Statement, second: Statement): Promise<'theirs' | 'ours'> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'harness' });
    await client.connect();
    try {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await client.query('begin');
      await client.query(first);
      await this.#untilBlocked(statement, rows[0].pid);
      await client.query(second);
      return 'theirs';
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === DEADLOCK_DETECTED) return 'ours';
      throw error;
    } finally {
      await client.end();
    }
  }

  async #untilBlocked(statement: RegExp, by: number): Promise<void> {
    const deadline = Date.now() + BLOCKED_WITHIN_MS;
    while (Date.now() < deadline) {
      const { rows } = await this.#pool.query(
        'select query from pg_stat_activity where $1 = any(pg_blocking_pids(pid))',
        [by],
      );
      if (rows.some(({ query }) => statement.test(query))) return;
      await sleep(20);
    }
    throw new Error(`No statement waits that matches ${statement}.`);
  }

  /** Takes every connection that Postgres gives, those of the product too. Answers how to give them back. */
  async takeAllConnections(): Promise<{ taken: number; release(): Promise<void> }> {
    const hogs: pg.Client[] = [];
    // A backend that was ended holds its place for a moment, and the product may be the next to take it: until nothing moves any more.
    for (let calm = 0; calm < CALM_ROUNDS; calm += 1) {
      for (let hog = await this.#hog(); hog !== null; hog = await this.#hog()) {
        hogs.push(hog);
        calm = 0;
      }
      if ((await this.terminateOthers()) > 0) calm = 0;
      await sleep(CALM_MS);
    }
    return {
      taken: hogs.length,
      release: async () => void (await Promise.all(hogs.map((hog) => hog.end()))),
    };
  }

  async stop(): Promise<void> {
    await this.#pool.end().catch(() => {});
    await this.#running?.stop();
    this.#running = null;
  }

  async #hog(): Promise<pg.Client | null> {
    const hog = new pg.Client({ connectionString: this.url, application_name: 'harness' });
    hog.on('error', () => {});
    try {
      await hog.connect();
      return hog;
    } catch {
      return null;
    }
  }

  async #end(how: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    const pool = this.#pool;
    const backends = childrenOf(running.pid);
    signal(running.pid, how);
    await running.stop();
    await pool.end().catch(() => {});
    for (const { pid } of backends) while (isAlive(pid)) await sleep(10);
  }

  #signalAll(name: 'SIGSTOP' | 'SIGCONT'): void {
    const pid = this.#running?.pid;
    if (pid === undefined) return;
    const backends = childrenOf(pid);
    // The postmaster first, so that it begets nobody meanwhile.
    signal(pid, name);
    for (const backend of backends) signal(backend.pid, name);
  }
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'harness',
    max: 4,
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
