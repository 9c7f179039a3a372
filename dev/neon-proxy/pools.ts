import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Credentials, PostgresTarget } from './target.ts';

const CONNECTIONS_PER_POOL = 16;
const MAX_POOLS = 16;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 5_000;

/** One pool per set of credentials, as Neon's proxy keeps them; the least recently used goes first. */
export class ConnectionPools {
  readonly #target: PostgresTarget;
  readonly #pools = new Map<string, pg.Pool>();

  constructor(target: PostgresTarget) {
    this.#target = target;
  }

  for(credentials: Credentials): pg.Pool {
    const { user, password, database } = credentials;
    const key = createHash('sha256')
      .update(JSON.stringify([user, password, database]))
      .digest('hex');
    const pool = this.#pools.get(key) ?? this.#open(credentials);
    this.#pools.delete(key);
    this.#pools.set(key, pool);
    if (this.#pools.size > MAX_POOLS) this.#closeOldest();
    return pool;
  }

  async end(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.end().catch(() => {})));
  }

  #open(credentials: Credentials): pg.Pool {
    const pool = new pg.Pool({
      ...credentials,
      ...this.#target,
      max: CONNECTIONS_PER_POOL,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      keepAlive: true,
      // A batch waits for Postgres once instead of at each statement.
      pipeline: true,
    });
    // An idle connection that Postgres ended is dropped by the pool; the next query opens another.
    pool.on('error', () => {});
    // One lent out reports its end through the running query; without a listener it would end the process.
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  }

  #closeOldest(): void {
    const [oldest] = this.#pools;
    if (!oldest) return;
    this.#pools.delete(oldest[0]);
    oldest[1].end().catch(() => {});
  }
}
