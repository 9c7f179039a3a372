import { sql } from 'drizzle-orm';
import type { Conditions } from '../../contracts/derived.ts';
import type { Db } from '../client.ts';

/** Of every scored order of a trader, as its first fill found them, by that fill's id; as one text, since ten thousand rows cost the driver more than the database. */
export async function conditionsOfOrders(db: Db, userId: string): Promise<ReadonlyMap<string, Conditions>> {
  const { rows } = await db.execute<{ all: [string, Conditions][] }>(sql`
    select coalesce(json_agg(json_build_array(trade_id, conditions)), '[]') as "all"
    from trade_outcome where user_id = ${userId} and order_id = trade_id`);
  return new Map(rows[0]?.all);
}
