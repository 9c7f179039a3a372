import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { PostgresBinaries } from './binaries.ts';
import type { OsAccount } from './os-account.ts';

export interface ServerOptions {
  binaries: PostgresBinaries;
  account: OsAccount;
  pgdata: string;
  port: number;
  user: string;
  password: string;
  database: string;
  log: { path: string; fd: number };
}

export type StartedServer =
  | { ok: true; server: { pid: number; stop(): Promise<void> } }
  | { ok: false; reason: 'port-taken' | 'failed'; message: string };

/** Crash recovery of a large write-ahead log may take this long. */
const START_DEADLINE_MS = 60_000;
const POLL_MS = 15;
/** Backends of a killed postmaster need a moment to notice and to let go of the shared memory. */
const SHARED_MEMORY_RETRIES = 20;
const STOP_DEADLINE_MS = 15_000;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=warning',
  'log_checkpoints=off',
  'max_connections=100',
  'password_encryption=scram-sha-256',
];

export async function startServer(options: ServerOptions): Promise<StartedServer> {
  for (let attempt = 0; ; attempt++) {
    const logFrom = statSync(options.log.path).size;
    const child = spawnServer(options);
    const exited = once(child, 'exit');
    const stop = () => stopServer(child, options, exited);
    try {
      const up = await Promise.race([waitUntilReady(options), exited.then(() => false)]);
      if (up) await createDatabase(options);
      if (up) return { ok: true, server: { pid: child.pid ?? 0, stop } };
    } catch (error) {
      await stop();
      throw error;
    }
    await stop(); // if it runs, it never got ready
    const said = readFileSync(options.log.path).subarray(logFrom).toString('utf8').trim();
    if (said.includes('pre-existing shared memory block') && attempt < SHARED_MEMORY_RETRIES) {
      await sleep(250);
      continue;
    }
    const reason = /could not bind|could not create any TCP/.test(said) ? 'port-taken' : 'failed';
    return {
      ok: false,
      reason,
      message: `Postgres did not start on port ${options.port}:\n${said.slice(-2_000)}`,
    };
  }
}

/** In a process group of its own: Ctrl-C in the terminal must reach the stack first, which then stops it. */
function spawnServer({ binaries, account, pgdata, port, log }: ServerOptions): ChildProcess {
  const flags = SETTINGS.flatMap((setting) => ['-c', setting]);
  const { program, args, ids } = account.command(binaries.postgres, [
    '-D',
    pgdata,
    '-p',
    String(port),
    ...flags,
  ]);
  return spawn(program, args, {
    ...ids,
    cwd: pgdata,
    stdio: ['ignore', log.fd, log.fd],
    detached: process.platform !== 'win32',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', ...windowsEnvironment() },
  });
}

function windowsEnvironment(): Record<string, string> {
  return process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? 'C:\\Windows' } : {};
}

function connection(options: ServerOptions, database: string): pg.Client {
  const { port, user, password } = options;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  return client;
}

async function waitUntilReady(options: ServerOptions): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const client = connection(options, 'postgres');
    try {
      await client.connect();
      return true;
    } catch (error) {
      // Invalid password (28P01) does not heal: the password file and the cluster are of different origin.
      if ((error as { code?: string }).code === '28P01') {
        throw new Error(`The cluster in ${options.pgdata} does not take the password in postgres.password.`);
      }
      await sleep(POLL_MS);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

async function createDatabase(options: ServerOptions): Promise<void> {
  const client = connection(options, 'postgres');
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [options.database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(options.database)}`);
  } finally {
    await client.end();
  }
}

async function stopServer(
  child: ChildProcess,
  options: ServerOptions,
  exited: Promise<unknown>,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawn(options.binaries.pg_ctl, ['stop', '-D', options.pgdata, '-m', 'fast'], { stdio: 'ignore' });
  } else {
    child.kill('SIGINT'); // fast: roll back what is open, write a checkpoint, leave
  }
  const abort = new AbortController();
  const late = sleep(STOP_DEADLINE_MS, undefined, { signal: abort.signal }).then(
    () => child.kill('SIGQUIT'), // immediate: the next start replays the write-ahead log
    () => {},
  );
  await Promise.race([exited, late.then(() => exited)]);
  abort.abort();
}
