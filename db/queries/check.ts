import { sql } from 'drizzle-orm';
import type { FeatureName } from '../../contracts/features.ts';
import type { Db } from '../client.ts';

/** [id of an order's first fill, then each feature that was asked for]; null: not known. */
export type FeatureRow = [string, ...(number | null)[]];

/**
 * Features of every scored order of a trader, as its first fill found them, in one statement and as one text: all tags of a fill name the same features,
 * of which the rows of evidence hold far more.
 */
export async function featuresOfOrders(
  db: Db,
  userId: string,
  names: readonly FeatureName[],
): Promise<FeatureRow[]> {
  const values = sql.join(
    names.map((name) => sql`f.features -> ${name}::text -> 'value'`),
    sql`, `,
  );
  const { rows } = await db.execute<{ all: FeatureRow[] }>(sql`
    select coalesce(json_agg(json_build_array(f.trade_id, ${values})), '[]') as "all"
    from trade_outcome o
    join lateral (
      select trade_id, features -> 'features' as features from bias_tag
      where trade_id = o.trade_id and user_id = ${userId} and version = o.version limit 1
    ) f on true
    where o.user_id = ${userId} and o.order_id = o.trade_id`);
  return rows[0]?.all ?? [];
}
