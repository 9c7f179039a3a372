import { and, eq, gte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { candleSnapshot } from '../schema/market.ts';

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
