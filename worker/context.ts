import { decodeTime, monotonicFactory } from 'ulid';
import { connect, type Db } from '../db/client.ts';
import type { Actor } from '../db/neon-fetch.ts';
import { type Config, configOf } from './env.ts';

/** What use cases and jobs work with. Time and ids come from here, so that a test can hold them. */
export interface Context {
  env: Env;
  config: Config;
  /** In the name of the system, until `forUser` makes it one user's. */
  db: Db;
  patience: Patience;
  now(): Date;
  newId(): string;
}

/** Has something done that the answer does not wait for, so that neither its time nor its failure shows in it. */
export type AfterAnswer = (work: () => Promise<void>) => void;

/**
 * How long a statement may take. Somebody who waits for an answer is told within two seconds that there is none; a Neon that slept wakes up
 * in some hundred milliseconds. A socket's handshake has no one who reads an answer, and when all come back at once better waits than fails. A job, and
 * a report over a whole history, may take as long as no lease lasts.
 */
const DEADLINE_MS = { request: 1_600, handshake: 8_000, work: 20_000 } as const;
type Patience = keyof typeof DEADLINE_MS;

const nextUlid = monotonicFactory();

/** A client over HTTP holds no connection, so that the system's serves all requests of an isolate. */
const clients = new WeakMap<Config, Map<Patience, Db>>();

export function contextOf(env: Env, patience: Patience = 'work'): Context {
  const config = configOf(env);
  const db = systemClientOf(config, patience);
  return { env, config, db, patience, now: () => new Date(), newId: () => nextUlid() };
}

/** The same in the name of one user: its statements see and touch no row of another, whatever they say. */
export function forUser(ctx: Context, userId: string): Context {
  return { ...ctx, db: clientOf(ctx.config, ctx.patience, { kind: 'user', userId }) };
}

function systemClientOf(config: Config, patience: Patience): Db {
  const made = clients.get(config) ?? new Map<Patience, Db>();
  clients.set(config, made);
  const known = made.get(patience);
  if (known) return known;
  const db = clientOf(config, patience, { kind: 'system' });
  made.set(patience, db);
  return db;
}

function clientOf(config: Config, patience: Patience, actor: Actor): Db {
  return connect({
    databaseUrl: config.DATABASE_URL,
    neonProxy: config.NEON_PROXY,
    deadlineMs: DEADLINE_MS[patience],
    actor,
  });
}

/** The id of an event and the time it carries: equal, so that the outbox's key (id, ts) is idempotent. */
export function newEventKey(ctx: Pick<Context, 'newId'>): { id: string; ts: string } {
  const id = ctx.newId();
  return { id, ts: new Date(decodeTime(id)).toISOString() };
}
