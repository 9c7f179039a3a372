import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
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

/** Keeps an answer in the place of the one before it. */
export async function keepSimulation(
  db: Db,
  userId: string,
  { key, madeOf, payload }: { key: string; madeOf: string; payload: unknown },
): Promise<void> {
  const now = sql`now()`;
  await db
    .insert(simulation)
    .values({ userId, key, madeOf, payload, createdAt: now })
    .onConflictDoUpdate({
      target: [simulation.userId, simulation.key],
      set: { madeOf, payload, createdAt: now },
    });
}

/** Of all users. An answer that is asked for again is reckoned again. */
export async function dropOldSimulations(db: Db, before: Date): Promise<void> {
  await db.delete(simulation).where(lt(simulation.createdAt, before));
}
