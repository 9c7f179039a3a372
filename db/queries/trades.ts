import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Label } from '../../contracts/labels.ts';
import type { Db } from '../client.ts';
import { biasTag, reflection, trade, tradeOutcome } from '../schema/trades.ts';

export interface TradeFilter {
  since?: string | undefined;
  until?: string | undefined;
  symbol?: string | undefined;
  label?: Label | undefined;
  /** The id of the last trade that was seen. */
  after?: string | undefined;
}

/** Newest first, with labels and outcome, in one query. */
export async function listTrades(
  db: Db,
  userId: string,
  version: number,
  filter: TradeFilter,
  limit: number,
) {
  const conditions: (SQL | undefined)[] = [
    eq(trade.userId, userId),
    filter.since ? gte(trade.ts, new Date(filter.since)) : undefined,
    filter.until ? lt(trade.ts, new Date(filter.until)) : undefined,
    filter.symbol ? eq(trade.symbol, filter.symbol) : undefined,
    filter.label
      ? sql`exists (select from bias_tag b where b.trade_id = ${trade.id} and b.label = ${filter.label} and b.version = ${version})`
      : undefined,
    filter.after
      ? sql`(${trade.ts}, ${trade.id}) < (select c.ts, c.id from trade c where c.id = ${filter.after} and c.user_id = ${userId})`
      : undefined,
  ];
  return selectTrades(db, version)
    .where(and(...conditions))
    .orderBy(desc(trade.ts), desc(trade.id))
    .limit(limit);
}

export type TradeRow = Awaited<ReturnType<typeof listTrades>>[number];

export async function findTrade(
  db: Db,
  userId: string,
  id: string,
  version: number,
): Promise<TradeRow | undefined> {
  const [row] = await selectTrades(db, version).where(and(eq(trade.id, id), eq(trade.userId, userId)));
  return row;
}

/** A trade with all that was said of it, in one transaction (one round trip). */
export async function findTradeBias(db: Db, userId: string, id: string, version: number) {
  const [trades, tags, reflections] = await db.batch([
    selectTrades(db, version).where(and(eq(trade.id, id), eq(trade.userId, userId))),
    db
      .select()
      .from(biasTag)
      .where(and(eq(biasTag.tradeId, id), eq(biasTag.userId, userId), eq(biasTag.version, version)))
      .orderBy(desc(biasTag.confidence), biasTag.label),
    db
      .select()
      .from(reflection)
      .where(and(eq(reflection.tradeId, id), eq(reflection.userId, userId), eq(reflection.version, version))),
  ]);
  return { trade: trades[0], tags, reflection: reflections[0] };
}

function selectTrades(db: Db, version: number) {
  return db
    .select({
      trade,
      basis: tradeOutcome.basis,
      pnl: tradeOutcome.pnl,
      heldHours: tradeOutcome.heldHours,
      labels: sql<{ label: Label; confidence: number }[]>`coalesce((
        select json_agg(json_build_object('label', b.label, 'confidence', b.confidence) order by b.confidence desc, b.label)
        from bias_tag b where b.trade_id = ${trade.id} and b.version = ${version}), '[]'::json)`,
    })
    .from(trade)
    .leftJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id));
}
