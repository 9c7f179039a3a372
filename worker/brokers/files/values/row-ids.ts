import { createHash } from 'node:crypto';

/**
 * Ids of what a file gives none: the hash of what a row means and how often the file had it before, so that two equal rows that are two real
 * fills stay two, and the same file gives the same ids again.
 */
export class RowIds {
  /**
   * How often each hash came. By its first 52 bits, which keeps 200,000 rows within a few MB; should two different rows ever share them, the
   * second is counted as a repetition, and keeps an id of its own.
   */
  readonly #seen = new Map<number, number>();

  next(meaning: readonly (string | null)[]): string {
    const hash = createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 40);
    const key = Number.parseInt(hash.slice(0, 13), 16);
    const times = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, times);
    return `${hash}:${times}`;
  }
}
