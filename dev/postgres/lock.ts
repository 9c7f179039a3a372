import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface Lock {
  release(): void;
}

/**
 * Takes the lock file for this process, or throws when a living process holds it.
 *
 * The file appears by a hard link, so it is never seen half written; it names its owner by pid and start
 * time, so that a pid used again after a crash does not look like the owner.
 */
export function takeLock(path: string): Lock {
  const mine = `${process.pid} ${startTime(process.pid)}`;
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (tryLink(draft, path)) return { release: () => release(path, mine) };
      const owner = read(path);
      if (owner === undefined) continue;
      if (isAlive(owner)) {
        throw new Error(
          `${path} is held by process ${owner.split(' ')[0]}: another stack uses this data directory. Stop it, or set DATA_DIR to another one.`,
        );
      }
      takeAway(path, owner);
    }
    throw new Error(`${path}: several processes fight for this data directory.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    return tryCopy(from, to); // a file system without hard links
  }
}

function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead owner's lock; one that another process took in between is put back. */
function takeAway(path: string, deadOwner: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== deadOwner) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(owner: string): boolean {
  const [pid = '', started = ''] = owner.split(' ');
  if (!isProcessAlive(Number(pid))) return false;
  const now = startTime(Number(pid));
  return started === '' || now === '' || started === now;
}

export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return statFields(pid)[0] !== 'Z'; // a zombie only waits for a parent that does not reap
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat. Empty outside Linux. */
function startTime(pid: number): string {
  return statFields(pid)[19] ?? '';
}

/** The fields from the third on: the second, the name, may hold spaces and parentheses. */
function statFields(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
