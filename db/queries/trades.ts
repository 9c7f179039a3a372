import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Label } from '../../contracts/labels.ts';
import type { Db } from '../client.ts';
import {
  biasTag,
  enteredCost,
  lotMatch,
  reflection,
  roundTrip,
  trade,
  tradeOutcome,
} from '../schema/trades.ts';

export interface TradeFilter {
  since?: string | undefined;
  until?: string | undefined;
  symbol?: string | undefined;
  label?: Label | undefined;
  cost?: 'unknown' | undefined;
  /** The id of the last trade that was seen. */
  after?: string | undefined;
}

/** Newest first, with labels and outcome, in one query. */
export async function listTrades(db: Db, userId: string, filter: TradeFilter, limit: number) {
  const conditions: (SQL | undefined)[] = [
    eq(trade.userId, userId),
    filter.since ? gte(trade.ts, new Date(filter.since)) : undefined,
    filter.until ? lt(trade.ts, new Date(filter.until)) : undefined,
    filter.symbol ? eq(trade.symbol, filter.symbol) : undefined,
    filter.label
      ? sql`${tradeOutcome.labels} @> ${JSON.stringify([{ label: filter.label }])}::jsonb`
      : undefined,
    filter.cost ? inArray(tradeOutcome.basis, ['unknown', 'partial']) : undefined,
    filter.after
      ? sql`(${trade.ts}, ${trade.id}) < (select c.ts, c.id from trade c where c.id = ${filter.after} and c.user_id = ${userId})`
      : undefined,
  ];
  return selectTrades(db)
    .where(and(...conditions))
    .orderBy(desc(trade.ts), desc(trade.id))
    .limit(limit);
}

export type TradeRow = Awaited<ReturnType<typeof listTrades>>[number];

export async function findTrade(db: Db, userId: string, id: string): Promise<TradeRow | undefined> {
  const [row] = await selectTrades(db).where(and(eq(trade.id, id), eq(trade.userId, userId)));
  return row;
}

/** A trade with all that was derived and said of it by the rules that spoke last, in one transaction (one round trip). */
export async function findTradeBias(db: Db, userId: string, id: string) {
  const [trades, tags, reflections, matches, trips, costs] = await db.batch([
    selectTrades(db).where(and(eq(trade.id, id), eq(trade.userId, userId))),
    db
      .select({ tag: biasTag })
      .from(biasTag)
      .innerJoin(
        tradeOutcome,
        and(eq(tradeOutcome.tradeId, biasTag.tradeId), eq(tradeOutcome.version, biasTag.version)),
      )
      .where(and(eq(biasTag.tradeId, id), eq(biasTag.userId, userId)))
      .orderBy(desc(biasTag.confidence), biasTag.label),
    db
      .select({ reflection })
      .from(reflection)
      .innerJoin(
        tradeOutcome,
        and(eq(tradeOutcome.tradeId, reflection.tradeId), eq(tradeOutcome.version, reflection.version)),
      )
      .where(and(eq(reflection.tradeId, id), eq(reflection.userId, userId))),
    db
      .select({ match: lotMatch, closedAt: trade.ts })
      .from(lotMatch)
      .innerJoin(trade, eq(trade.id, lotMatch.saleId))
      .where(and(eq(lotMatch.userId, userId), sql`(${lotMatch.saleId} = ${id} or ${lotMatch.lotId} = ${id})`))
      .orderBy(trade.ts, lotMatch.saleId, lotMatch.seq),
    db
      .select({ trip: roundTrip })
      .from(roundTrip)
      .innerJoin(tradeOutcome, eq(tradeOutcome.tripId, roundTrip.id))
      .where(and(eq(tradeOutcome.tradeId, id), eq(roundTrip.userId, userId))),
    db
      .select()
      .from(enteredCost)
      .where(and(eq(enteredCost.tradeId, id), eq(enteredCost.userId, userId))),
  ]);
  return {
    trade: trades[0],
    tags: tags.map(({ tag }) => tag),
    reflection: reflections[0]?.reflection,
    matches,
    trip: trips[0]?.trip,
    enteredCost: costs[0],
  };
}

export type TradeBiasRows = Awaited<ReturnType<typeof findTradeBias>>;

function selectTrades(db: Db) {
  return db
    .select({ trade, outcome: tradeOutcome })
    .from(trade)
    .leftJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id));
}
