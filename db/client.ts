import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';

export type Db = ReturnType<typeof connect>;

export interface DbSettings {
  databaseUrl: string;
  /** "host:port" of the local stand-in for Neon's edge; absent in production. */
  neonProxy?: string | undefined;
}

/**
 * Queries go over HTTP, one round trip each: a Worker keeps no connection between requests,
 * and what belongs together is one statement or one `db.batch` (a transaction).
 */
export function connect({ databaseUrl, neonProxy }: DbSettings) {
  if (neonProxy) neonConfig.fetchEndpoint = `http://${neonProxy}/sql`;
  return drizzle({ client: neon(databaseUrl) });
}
