import type { z } from 'zod';
import type { BiasTag, Trade, TradeBias, TradesQuerySchema } from '../../contracts/trades.ts';
import { snapshotsInForce } from '../../db/queries/snapshots.ts';
import { findTrade, findTradeBias, listTrades, type TradeRow } from '../../db/queries/trades.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Bar } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { monthOf } from '../market/months.ts';
import { readSnapshot } from '../market/snapshots.ts';

/** What the chart of a trade shows around it. */
const CHART_BEFORE_MS = 5 * 24 * 3_600_000;
const CHART_AFTER_MS = 2 * 24 * 3_600_000;

export async function pageOfTrades(
  ctx: Context,
  userId: string,
  { limit, cursor, ...filter }: z.output<typeof TradesQuerySchema>,
): Promise<{ trades: Trade[]; cursor: string | null }> {
  const rows = await listTrades(ctx.db, userId, RULES_VERSION, { ...filter, after: cursor }, limit + 1);
  const page = rows.slice(0, limit).map(toTradeDto);
  return { trades: page, cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

export async function oneTrade(ctx: Context, userId: string, id: string): Promise<Trade | null> {
  const row = await findTrade(ctx.db, userId, id, RULES_VERSION);
  return row ? toTradeDto(row) : null;
}

export async function biasOfTrade(ctx: Context, userId: string, id: string): Promise<TradeBias | null> {
  const found = await findTradeBias(ctx.db, userId, id, RULES_VERSION);
  if (!found.trade) return null;
  return {
    trade: toTradeDto(found.trade),
    tags: found.tags.map(toTagDto),
    reflection: found.reflection
      ? { insight: found.reflection.insight, sparkline: found.reflection.sparkline }
      : null,
  };
}

/**
 * The bars around a trade, as far as they are stored: those that its tags were computed on, and whatever later fills have brought since.
 * null: no such trade.
 */
export async function candlesOfTrade(
  ctx: Context,
  userId: string,
  id: string,
): Promise<{ symbol: string; bars: Bar[] } | null> {
  const found = await findTrade(ctx.db, userId, id, RULES_VERSION);
  if (!found) return null;
  const { broker, symbol, ts } = found.trade;
  const [fromMs, untilMs] = [ts.getTime() - CHART_BEFORE_MS, ts.getTime() + CHART_AFTER_MS];
  const series = { source: broker, symbol, granularity: '1h' } as const;
  const rows = await snapshotsInForce(ctx.db, series, monthOf(fromMs));
  const snapshots = await Promise.all(
    rows.filter(({ month }) => month <= monthOf(untilMs)).map((row) => readSnapshot(ctx, row)),
  );
  const bars = snapshots
    .flatMap((snapshot) => snapshot?.bars ?? [])
    .filter(({ start }) => start * 1000 >= fromMs && start * 1000 <= untilMs);
  return { symbol, bars };
}

function toTradeDto({ trade, basis, pnl, heldHours, labels }: TradeRow): Trade {
  return {
    id: trade.id,
    broker: trade.broker,
    extId: trade.extId,
    symbol: trade.symbol,
    side: trade.side,
    qty: trade.qty,
    price: trade.price,
    fee: trade.fee,
    feeCurrency: trade.feeCurrency,
    ts: trade.ts.toISOString(),
    basis,
    pnl,
    heldHours,
    labels,
  };
}

function toTagDto(row: Awaited<ReturnType<typeof findTradeBias>>['tags'][number]): BiasTag {
  return {
    id: row.id,
    tradeId: row.tradeId,
    label: row.label,
    confidence: row.confidence,
    features: row.features,
    createdAt: row.createdAt.toISOString(),
  };
}
