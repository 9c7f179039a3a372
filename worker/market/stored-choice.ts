import type { SnapshotRow } from '../../db/queries/snapshots.ts';
import { preferring } from './source-order.ts';

/** Which sources may tell a month, the best first, and what is stored of it. */
export interface MonthSources {
  /** Whose bars the month is read from so far; null: of nobody's. */
  chosen: string | null;
  order: string[];
  /** The stored month of the source that comes first among those that have one. */
  row: SnapshotRow | undefined;
}

/**
 * A month goes on with the source that was chosen for it, or else with the first that has something stored of it, or else with the first of all. What
 * was chosen is read even where that source is asked no more.
 */
export function sourcesOfMonth(
  month: string,
  order: readonly string[],
  stored: { choices: readonly { month: string; source: string }[]; rows: readonly SnapshotRow[] },
): MonthSources {
  const chosen = stored.choices.find((choice) => choice.month === month)?.source ?? null;
  const rows = stored.rows.filter((row) => row.month === month);
  const row =
    rows.find(({ source }) => source === chosen) ??
    order.flatMap((source) => rows.find((one) => one.source === source) ?? [])[0];
  return { chosen, row, order: preferring(order, row?.source ?? chosen) };
}
