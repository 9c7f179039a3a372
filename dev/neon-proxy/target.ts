import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/** Where the real Postgres is, and whether the way there is encrypted. */
export interface PostgresTarget {
  host: string;
  port: number;
  ssl: ConnectionOptions | false;
}

export interface Credentials {
  user: string;
  password: string;
  database: string;
}

/**
 * Reads a Postgres URL. `sslmode` require, verify-ca and verify-full all check the server's certificate, as
 * node-postgres does (libpq's `require` does not); `no-verify` encrypts only. `sslrootcert` names a CA file.
 */
export function postgresTarget(databaseUrl: string): PostgresTarget {
  const url = new URL(databaseUrl);
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') || '127.0.0.1';
  return { host, port: Number(url.port) || 5432, ssl: tlsOptions(url.searchParams, host) };
}

function tlsOptions(params: URLSearchParams, host: string): ConnectionOptions | false {
  const mode = params.get('sslmode') ?? 'disable';
  if (['disable', 'allow', 'prefer'].includes(mode)) return false;
  const rootCert = params.get('sslrootcert');
  return {
    servername: host,
    rejectUnauthorized: mode !== 'no-verify',
    ...(rootCert && rootCert !== 'system' ? { ca: readFileSync(rootCert, 'utf8') } : {}),
  };
}

/** The caller's credentials, or undefined when the text is no Postgres URL that names a user. */
export function credentialsIn(connectionString: string): Credentials | undefined {
  if (!URL.canParse(connectionString)) return undefined;
  const url = new URL(connectionString);
  if (!/^postgres(ql)?:$/.test(url.protocol) || url.username === '') return undefined;
  try {
    const user = decodeURIComponent(url.username);
    const database = decodeURIComponent(url.pathname.slice(1)) || user;
    return { user, password: decodeURIComponent(url.password), database };
  } catch {
    return undefined; // a stray percent sign
  }
}
