import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { JobError } from '../../contracts/jobs.ts';
import { RULE_KINDS } from '../../contracts/rules.ts';
import type { Db } from '../client.ts';
import { rule, simulation } from '../schema/coaching.ts';
import { job } from '../schema/jobs.ts';
import { biasTag, lotMatch, trade, tradeOutcome } from '../schema/trades.ts';

/** A trade by its id, or the newest entry in a product. */
export type SimulatedBy = { tradeId: string } | { symbol: string };

/** All that a simulation of a trade is made of but the candles, in one round trip; `trade` is undefined where there is none. */
export async function simulationSources(db: Db, userId: string, by: SimulatedBy) {
  const which = 'tradeId' in by ? sql`c.id = ${by.tradeId}` : sql`c.symbol = ${by.symbol} and c.side = 'BUY'`;
  // As one value, which indexes are looked up by.
  const chosen = sql`(select c.id from trade c where c.user_id = ${userId} and ${which} order by c.ts desc, c.id desc limit 1)`;
  const sale = db
    .select({
      id: trade.id,
      ts: trade.ts,
      price: trade.price,
      heldHours: tradeOutcome.heldHours,
      pnl: tradeOutcome.pnl,
      entryValue: tradeOutcome.entryValue,
    })
    .from(trade)
    .innerJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id))
    .where(eq(trade.userId, userId))
    .as('sale');
  const [trades, parts, rules] = await db.batch([
    db
      .select({ trade, outcome: tradeOutcome, figures: sql<unknown>`${biasTag.features} -> 'figures'` })
      .from(trade)
      .leftJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id))
      .leftJoin(biasTag, and(eq(biasTag.tradeId, trade.id), eq(biasTag.version, tradeOutcome.version)))
      .where(and(eq(trade.userId, userId), eq(trade.id, chosen)))
      .limit(1),
    db
      .select({
        ts: sale.ts,
        price: sale.price,
        heldHours: sale.heldHours,
        salePnl: sale.pnl,
        saleEntryValue: sale.entryValue,
        qty: lotMatch.qty,
        cost: lotMatch.cost,
        entryValue: lotMatch.entryValue,
        proceeds: lotMatch.proceeds,
      })
      .from(lotMatch)
      .innerJoin(sale, eq(sale.id, lotMatch.saleId))
      .where(and(eq(lotMatch.userId, userId), or(eq(lotMatch.saleId, chosen), eq(lotMatch.lotId, chosen))))
      .orderBy(sale.ts, lotMatch.saleId, lotMatch.seq),
    db
      .select({ kind: rule.kind, params: rule.params })
      .from(rule)
      .where(and(eq(rule.userId, userId), eq(rule.active, true), inArray(rule.kind, RULE_KINDS))),
  ]);
  const [found] = trades;
  return { trade: found?.trade, outcome: found?.outcome ?? null, figures: found?.figures, parts, rules };
}

export type SimulationSources = Awaited<ReturnType<typeof simulationSources>>;

/** A sale with the lots that it took; times in milliseconds UTC, money as text. */
export interface SaleRow {
  id: string;
  orderId: string;
  broker: Broker;
  symbol: string;
  qty: string;
  price: string;
  fee: string | null;
  feeCurrency: string | null;
  feeInQuote: string | null;
  ts: number;
  unknownQty: string;
  heldHours: number | null;
  parts: { qty: string; cost: string; entryValue: string; proceeds: string; openedAt: number | null }[];
}

/** The sales of a period that took lots of known cost, as one JSON text: thousands of rows would cost the driver more than the database. */
export async function salesWithin(
  db: Db,
  userId: string,
  { from, to }: { from: Date; to: Date },
): Promise<SaleRow[]> {
  const { rows } = await db.execute<{ all: SaleRow[] }>(sql`
    select coalesce(json_agg(json_build_object(
      'id', t.id, 'orderId', coalesce(o.order_id, t.id), 'broker', t.broker, 'symbol', t.symbol, 'qty', t.qty::text, 'price', t.price::text,
      'fee', t.fee::text, 'feeCurrency', t.fee_currency, 'feeInQuote', o.fee::text,
      'ts', floor(extract(epoch from t.ts) * 1000)::bigint, 'unknownQty', o.unknown_qty::text, 'heldHours', o.held_hours, 'parts', m.parts)
      order by t.ts, t.id), '[]') as "all"
    from trade t join trade_outcome o on o.trade_id = t.id
    join lateral (
      select json_agg(json_build_object(
        'qty', qty::text, 'cost', cost::text, 'entryValue', entry_value::text, 'proceeds', proceeds::text,
        'openedAt', floor(extract(epoch from opened_at) * 1000)::bigint) order by seq) as parts
      from lot_match where sale_id = t.id and user_id = ${userId}
    ) m on m.parts is not null
    where t.user_id = ${userId} and t.side = 'SELL'
      and t.ts >= ${from.toISOString()}::timestamptz and t.ts < ${to.toISOString()}::timestamptz`);
  return rows[0]?.all ?? [];
}

/** The answer that is kept under this key, and what it was made of. */
export async function keptSimulation(
  db: Db,
  userId: string,
  key: string,
): Promise<{ madeOf: string; payload: unknown } | undefined> {
  const [row] = await db
    .select({ madeOf: simulation.madeOf, payload: simulation.payload })
    .from(simulation)
    .where(and(eq(simulation.userId, userId), eq(simulation.key, key)));
  return row;
}

/** The newest run of a job, if it has ended within that time. */
export async function runEndedWithin(
  db: Db,
  userId: string,
  key: string,
  withinMs: number,
): Promise<{ status: string; error: JobError | null } | undefined> {
  const [row] = await db
    .select({
      status: job.status,
      error: job.error,
      isOver: sql<boolean>`coalesce(${job.endedAt} > now() - ${withinMs} * interval '1 millisecond', false)`,
    })
    .from(job)
    .where(and(eq(job.userId, userId), eq(job.key, key)))
    .orderBy(desc(job.run))
    .limit(1);
  return row?.isOver ? row : undefined;
}

/** Of one user: some megabytes, where questions that differ in their last digit would fill the disk. */
const MOST_KEPT = 200;

/** Keeps an answer in the place of the one before it, and lets go of the oldest. */
export async function keepSimulation(
  db: Db,
  userId: string,
  { key, madeOf, payload }: { key: string; madeOf: string; payload: unknown },
): Promise<void> {
  const now = sql`now()`;
  await db.batch([
    db
      .insert(simulation)
      .values({ userId, key, madeOf, payload, createdAt: now })
      .onConflictDoUpdate({
        target: [simulation.userId, simulation.key],
        set: { madeOf, payload, createdAt: now },
      }),
    db.execute(sql`
      delete from simulation where (user_id, key) in (
        select user_id, key from simulation where user_id = ${userId} order by created_at desc, key offset ${MOST_KEPT})`),
  ]);
}

/** Of all users, with the jobs that fetched their candles. An answer that is asked for again is reckoned again. */
export async function dropOldSimulations(db: Db, before: Date): Promise<void> {
  await db.batch([
    db.delete(simulation).where(lt(simulation.createdAt, before)),
    db.delete(job).where(and(eq(job.kind, 'simulate'), lt(job.endedAt, before))),
  ]);
}
