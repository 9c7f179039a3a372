import type { SnapshotRow } from '../../db/queries/snapshots.ts';
import { preferring } from './source-order.ts';

/** What is stored of a venue's product. */
interface Stored {
  choices: readonly { month: string; source: string }[];
  rows: readonly SnapshotRow[];
}

/** Which sources may tell a month, the best first, and what is stored of the first of them. */
export interface MonthSources {
  /** Whose bars the month is read from so far; null: of nobody's. */
  chosen: string | null;
  order: string[];
  row: SnapshotRow | undefined;
}

/**
 * A month goes on with the source that was chosen for it. What was chosen is read even where that source is asked no more. One that was not begun begins
 * with the first source: what another venue's traders have stored of a worse one is no reason to read that.
 */
export function sourcesOfMonth(month: string, order: readonly string[], stored: Stored): MonthSources {
  const chosen = chosenOf(month, stored);
  return { chosen, order: preferring(order, chosen), row: rowOf(month, chosen ?? order[0], stored) };
}

/** What there is to show of a month without asking anybody: of the chosen source, or else of the first that has it. */
export function storedRow(month: string, order: readonly string[], stored: Stored): SnapshotRow | undefined {
  const chosen = rowOf(month, chosenOf(month, stored), stored);
  return chosen ?? order.flatMap((source) => rowOf(month, source, stored) ?? [])[0];
}

function chosenOf(month: string, { choices }: Stored): string | null {
  return choices.find((choice) => choice.month === month)?.source ?? null;
}

function rowOf(month: string, source: string | null | undefined, { rows }: Stored): SnapshotRow | undefined {
  return rows.find((row) => row.month === month && row.source === source);
}
