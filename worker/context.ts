import { decodeTime, monotonicFactory } from 'ulid';
import { connect, type Db } from '../db/client.ts';
import { type Config, configOf } from './env.ts';

/** What use cases and jobs work with. Time and ids come from here, so that a test can hold them. */
export interface Context {
  env: Env;
  config: Config;
  db: Db;
  now(): Date;
  newId(): string;
}

/**
 * How long a statement may take. Somebody who waits for an answer is told within two seconds that there is none; a Neon that slept wakes up
 * in some hundred milliseconds. A socket's handshake has no one who reads an answer, and when all come back at once better waits than fails. A job, and
 * a report over a whole history, may take as long as no lease lasts.
 */
const DEADLINE_MS = { request: 1_600, handshake: 8_000, work: 20_000 } as const;
type Patience = keyof typeof DEADLINE_MS;

const nextUlid = monotonicFactory();

/** A client over HTTP holds no connection, so that one serves all requests of an isolate. */
const clients = new WeakMap<Config, Map<Patience, Db>>();

export function contextOf(env: Env, patience: Patience = 'work'): Context {
  const config = configOf(env);
  return { env, config, db: clientOf(config, patience), now: () => new Date(), newId: () => nextUlid() };
}

function clientOf(config: Config, patience: Patience): Db {
  const made = clients.get(config) ?? new Map<Patience, Db>();
  clients.set(config, made);
  const known = made.get(patience);
  if (known) return known;
  const db = connect({
    databaseUrl: config.DATABASE_URL,
    neonProxy: config.NEON_PROXY,
    deadlineMs: DEADLINE_MS[patience],
  });
  made.set(patience, db);
  return db;
}

/** The id of an event and the time it carries: equal, so that the outbox's key (id, ts) is idempotent. */
export function newEventKey(ctx: Pick<Context, 'newId'>): { id: string; ts: string } {
  const id = ctx.newId();
  return { id, ts: new Date(decodeTime(id)).toISOString() };
}
