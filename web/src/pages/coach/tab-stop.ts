import type { Row } from './rows.ts';

/** A row that is in the page, and where it ends from the top of the document. */
interface Rendered {
  index: number;
  end: number;
}

/**
 * The place of the reflection that Tab stops at: the active one or, where that is scrolled out of the page, the first in view. Without
 * one the stream could not be reached by the keyboard.
 * @param top how far the document is scrolled
 */
export function tabStop(
  rows: readonly Row[],
  rendered: readonly Rendered[],
  active: number,
  top: number,
): number {
  const there = rendered.flatMap(({ index, end }) => {
    const row = rows[index];
    return row?.kind === 'reflection' ? [{ at: row.at, end }] : [];
  });
  if (there.some(({ at }) => at === active)) return active;
  return (there.find(({ end }) => end > top) ?? there[0])?.at ?? active;
}
