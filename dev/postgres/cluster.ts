import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { PostgresBinaries } from './binaries.ts';
import type { OsAccount } from './os-account.ts';

export interface ClusterOptions {
  binaries: PostgresBinaries;
  account: OsAccount;
  pgdata: string;
  user: string;
  password: string;
  log: number;
}

/**
 * Runs initdb once. It works in a directory beside, renamed when complete: a kill half way leaves no cluster
 * that looks finished.
 *
 * Authentication is by plain password, not SCRAM: the Neon driver sends the password before it is asked.
 */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { binaries, account, pgdata, user, password, log } = options;
  const draft = `${pgdata}.new`;
  const passwordFile = `${pgdata}.pw`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.owner) {
    for (const path of [draft, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid);
  }
  try {
    const { program, args, ids } = account.command(binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=password',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
    const child = spawn(program, args, { ...ids, cwd: draft, stdio: ['ignore', log, log] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`initdb failed (exit ${code}): see postgres.log in the data directory.`);
    renameSync(draft, pgdata);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}
