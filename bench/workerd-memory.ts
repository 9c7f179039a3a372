import { existsSync } from 'node:fs';
import { childrenOf, memoryOf } from '../test/faults/processes.ts';

/**
 * The most that workerd below this process has held: of the whole process, which holds the bucket, the queues and all isolates besides, and
 * collects its garbage when it likes. NaN where the system does not say.
 */
export function workerdPeakMb(): number {
  if (!existsSync('/proc')) return Number.NaN;
  const workerd = childrenOf(process.pid).find(({ name }) => name.startsWith('workerd'));
  return workerd ? memoryOf(workerd.pid).peakMb : Number.NaN;
}
