import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { type Actor, neonFetch } from './neon-fetch.ts';

export type Db = ReturnType<typeof connect>;

export interface DbSettings {
  databaseUrl: string;
  /** "host:port" of the local stand-in for Neon's edge; absent in production. */
  neonProxy?: string | undefined;
  /** How long one statement or batch may take: a database that hangs must not hang who asks. */
  deadlineMs: number;
  /** In whose name every statement runs. */
  actor: Actor;
}

/**
 * Queries go over HTTP, one round trip each: a Worker keeps no connection between requests,
 * and what belongs together is one statement or one `db.batch` (a transaction).
 */
export function connect({ databaseUrl, neonProxy, deadlineMs, actor }: DbSettings) {
  if (neonProxy) neonConfig.fetchEndpoint = `http://${neonProxy}/sql`;
  neonConfig.fetchFunction = neonFetch;
  return drizzle({ client: neon(databaseUrl, { fetchOptions: { deadlineMs, actor } }) });
}
