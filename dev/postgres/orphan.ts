import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProcessAlive } from './lock.ts';

const STOP_DEADLINE_MS = 20_000;

/** Larger than any pid an operating system gives. */
const NOBODYS_PID = 2_147_483_646;

/**
 * Ends a server that outlived a killed stack. Call it only while holding the data directory's lock: then
 * nobody else can own a server in it.
 *
 * When the pid in the file now belongs to a stranger, or to a zombie that nobody reaps, Postgres would refuse
 * to start. The file is not removed but made to name nobody: its other lines let Postgres see whether
 * backends of the dead server are still attached to the shared memory.
 */
export async function endOrphan(pgdata: string): Promise<void> {
  const pidFile = join(pgdata, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === undefined) return;
  if (!isProcessAlive(pid) || !commandLine(pid).includes(pgdata)) {
    const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    writeFileSync(pidFile, [NOBODYS_PID, ...rest].join('\n'));
    return;
  }
  process.kill(pid, 'SIGINT'); // fast shutdown
  const deadline = Date.now() + STOP_DEADLINE_MS;
  while (isProcessAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(`Postgres ${pid}, left by a killed run in ${pgdata}, does not stop.`);
    await sleep(20);
  }
}

function pidIn(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8').split('\n', 1)[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
