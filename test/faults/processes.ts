import { readdirSync, readFileSync } from 'node:fs';

/** What Linux tells of processes. */

export function childrenOf(parent: number): { pid: number; name: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const stat = readProc(`${entry}/stat`);
      const end = stat.lastIndexOf(')');
      const [, ppid] = stat.slice(end + 2).split(' ');
      return Number(ppid) === parent
        ? [{ pid: Number(entry), name: stat.slice(stat.indexOf('(') + 1, end) }]
        : [];
    });
}

export interface Memory {
  nowMb: number;
  /** The most since the process began. */
  peakMb: number;
}

export function memoryOf(pid: number): Memory {
  const status = readProc(`${pid}/status`);
  const mb = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') };
}

/** Sends a signal to a process that may be gone by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
