import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARED = new URL('../../../shared/data/', import.meta.url);

/** Golden data lies beside the repository and is not part of it: without it these tests are skipped, and say so. */
export const sharedDataIsThere = existsSync(SHARED);
export const SKIP_NOTE = sharedDataIsThere ? '' : ' (skipped: ../shared/data is not there)';

export function sharedDataPath(path: string): string {
  return fileURLToPath(new URL(path, SHARED));
}

export function readSharedText(path: string): string {
  return readFileSync(new URL(path, SHARED), 'utf8');
}

/** Rows of a plain CSV without quotes, by the names of its header. */
export function readSharedCsv(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readSharedText(path).trim().split('\n');
  const names = header.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}
