import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { baseRate, candleSnapshot } from '../schema/market.ts';

export type SnapshotRow = typeof candleSnapshot.$inferSelect;

/** The snapshot in force of each month from `firstMonth` (YYYY-MM) on: the one that reaches furthest. */
export async function snapshotsInForce(
  db: Db,
  series: Pick<SnapshotRow, 'source' | 'symbol' | 'granularity'>,
  firstMonth: string,
): Promise<SnapshotRow[]> {
  return db
    .selectDistinctOn([candleSnapshot.month])
    .from(candleSnapshot)
    .where(
      and(
        eq(candleSnapshot.source, series.source),
        eq(candleSnapshot.symbol, series.symbol),
        eq(candleSnapshot.granularity, series.granularity),
        gte(candleSnapshot.month, firstMonth),
      ),
    )
    .orderBy(candleSnapshot.month, sql`${candleSnapshot.coveredUntil} desc`);
}

export async function saveSnapshots(db: Db, rows: (typeof candleSnapshot.$inferInsert)[]): Promise<void> {
  await db.insert(candleSnapshot).values(rows).onConflictDoNothing();
}

/** A month that is not over is counted anew as it grows. */
export async function saveBaseRates(db: Db, rows: (typeof baseRate.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(baseRate)
    .values(rows)
    .onConflictDoUpdate({
      target: [baseRate.source, baseRate.symbol, baseRate.month, baseRate.version],
      set: { hours: sql`excluded.hours`, met: sql`excluded.met` },
      setWhere: sql`${baseRate.hours} <= excluded.hours`,
    });
}

/** Snapshots by name, whether they are in force or not. */
export async function snapshotsByHash(db: Db, hashes: readonly string[]): Promise<SnapshotRow[]> {
  return db
    .select()
    .from(candleSnapshot)
    .where(inArray(candleSnapshot.hash, [...hashes]));
}
