import { and, eq, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { Db } from '../client.ts';
import { candleFetch, candleUpkeep } from '../schema/market.ts';

/** A product whose months are to be completed. */
export interface UpkeepRow {
  broker: Broker;
  symbol: string;
  /** YYYY-MM, UTC, sorted. */
  months: string[];
}

/**
 * Lists the products that anybody holds, or has traded in the 90 days before `at`, each with the months of these days and with older ones that
 * were begun and never completed. The list of the week before goes, and with it whatever could not be had until now; so do claims of fetches that
 * nobody came back to.
 */
export async function planUpkeep(db: Db, at: Date): Promise<void> {
  const now = at.toISOString();
  await db.batch([
    db.delete(candleUpkeep),
    db.delete(candleFetch).where(sql`${candleFetch.leaseUntil} < ${now}::timestamptz - interval '1 day'`),
    db.execute(sql`
      insert into candle_upkeep (broker, symbol, months, due_at)
      select p.broker, p.symbol, (
        select jsonb_agg(month order by month) from (
          select to_char(day, 'YYYY-MM') as month
          from generate_series(
            date_trunc('month', (${now}::timestamptz - interval '90 days') at time zone 'UTC'), ${now}::timestamptz at time zone 'UTC', interval '1 month') as day
          union
          select c.month from candle_choice c
          where c.broker = p.broker and c.symbol = p.symbol and not exists (
            select from candle_snapshot s
            where s.source = c.source and s.symbol = c.symbol and s.granularity = '1h' and s.month = c.month
              and s.covered_until >= (to_date(c.month, 'YYYY-MM') + interval '1 month') at time zone 'UTC')
        ) as needed
      ), ${now}::timestamptz
      from (
        select broker, symbol from round_trip where closed_at is null
        union
        select broker, symbol from trade where ts between ${now}::timestamptz - interval '90 days' and ${now}::timestamptz
      ) as p`),
  ]);
}

/** Takes products off the list for `leaseMs`: who is killed meanwhile, or finds the sources out, leaves them to a later minute. */
export async function takeUpkeep(
  db: Db,
  { at, limit, leaseMs }: { at: Date; limit: number; leaseMs: number },
): Promise<UpkeepRow[]> {
  const { rows } = await db.execute<UpkeepRow & Record<string, unknown>>(sql`
    update candle_upkeep set due_at = ${at.toISOString()}::timestamptz + ${leaseMs} * interval '1 millisecond'
    where (broker, symbol) in (
      select broker, symbol from candle_upkeep where due_at <= ${at.toISOString()}::timestamptz
      order by due_at, symbol limit ${limit} for update skip locked)
    returning broker, symbol, months`);
  return rows;
}

export async function endUpkeep(db: Db, { broker, symbol }: UpkeepRow): Promise<void> {
  await db.delete(candleUpkeep).where(and(eq(candleUpkeep.broker, broker), eq(candleUpkeep.symbol, symbol)));
}
