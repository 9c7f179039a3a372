import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

export interface ScratchDir {
  path: string;
  remove(): void;
}

/** An empty directory, which is gone when this process ends, if not before. */
export function makeScratchDir(): ScratchDir {
  const path = mkdtempSync(join(tmpdir(), 'trading-twin-'));
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  const callOff = atExit(remove);
  return {
    path,
    remove() {
      callOff();
      remove();
    },
  };
}
