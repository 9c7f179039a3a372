import { execFileSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** How to run a program as a user that Postgres accepts: it refuses to run as root. */
export interface OsAccount {
  /** Who shall own the cluster. Absent when this process is not root: Postgres then runs as whoever we are. */
  owner?: Ids;
  command(program: string, args: string[]): Command;
}

interface Command {
  program: string;
  args: string[];
  /** The uid and gid to spawn it with, if the command does not change them itself. */
  ids: Partial<Ids>;
}

interface Ids {
  uid: number;
  gid: number;
}

const NAME = 'postgres';

/**
 * The account for Postgres, which must be able to reach every one of `paths`.
 *
 * Root's home is closed to others, so a checkout under /root is out of reach for the user `postgres`. There
 * util-linux' `setpriv` lets the one process pass through directories (CAP_DAC_OVERRIDE) without being root.
 */
export function osAccount(paths: string[]): OsAccount {
  if (process.getuid?.() !== 0) return { command: (program, args) => ({ program, args, ids: {} }) };
  const ids = findUser() ?? createUser();
  const closed = paths.map((path) => closedDirectory(realpathSync(path), ids)).find((dir) => dir);
  if (!closed) return { owner: ids, command: (program, args) => ({ program, args, ids }) };

  const prefix = [
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (!canRun('setpriv', [...prefix, 'ls', ...paths])) {
    throw new Error(
      `Postgres runs as the user "${NAME}", who may not enter ${closed}. Run "chmod o+x ${closed}", or put the checkout and DATA_DIR elsewhere, or do not run as root.`,
    );
  }
  return {
    owner: ids,
    command: (program, args) => ({ program: 'setpriv', args: [...prefix, program, ...args], ids: {} }),
  };
}

function findUser(): Ids | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, NAME], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): Ids {
  if (!canRun('useradd', ['--system', '--user-group', '--no-create-home', NAME])) {
    canRun('addgroup', ['-S', NAME]); // BusyBox
    canRun('adduser', ['-S', '-H', '-D', '-G', NAME, NAME]);
  }
  const ids = findUser();
  if (ids) return ids;
  throw new Error(
    `Postgres refuses to run as root, and the user "${NAME}" could not be made. Add it, or do not run as root.`,
  );
}

function canRun(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function closedDirectory(path: string, ids: Ids): string | undefined {
  const { mode, uid, gid } = statSync(path);
  const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
  const parent = dirname(path);
  const above = parent === path ? undefined : closedDirectory(parent, ids);
  return above ?? (mode & bit ? undefined : path);
}
