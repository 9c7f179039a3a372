import type { DigestLine } from '../../../../contracts/digests.ts';

/**
 * The digests before and after one; undefined: there is none, or its line was not read yet.
 * @param lines the newest first
 */
export function neighboursOf(
  lines: readonly DigestLine[],
  id: string,
): { previous: DigestLine | undefined; next: DigestLine | undefined } {
  const at = lines.findIndex((line) => line.id === id);
  if (at === -1) return { previous: undefined, next: undefined };
  return { previous: lines[at + 1], next: lines[at - 1] };
}
