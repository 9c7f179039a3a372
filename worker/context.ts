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

const nextUlid = monotonicFactory();

export function contextOf(env: Env): Context {
  const config = configOf(env);
  return {
    env,
    config,
    db: connect({ databaseUrl: config.DATABASE_URL, neonProxy: config.NEON_PROXY }),
    now: () => new Date(),
    newId: () => nextUlid(),
  };
}

/** The id of an event and the time it carries: equal, so that the outbox's key (id, ts) is idempotent. */
export function newEventKey(ctx: Pick<Context, 'newId'>): { id: string; ts: string } {
  const id = ctx.newId();
  return { id, ts: new Date(decodeTime(id)).toISOString() };
}
