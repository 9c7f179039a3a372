import { findTrade } from '../../../db/queries/trades.ts';
import { monthOf } from '../../../domain/market/needed-months.ts';
import type { Bar } from '../../brokers/port.ts';
import type { Context } from '../../context.ts';
import { storedCandles } from './stored-candles.ts';

/** What the chart of a trade shows around it. */
const BEFORE_MS = 5 * 24 * 3_600_000;
const AFTER_MS = 2 * 24 * 3_600_000;

/**
 * The bars around a trade, as far as they are stored: those that its tags were computed on, and whatever later fills have brought since.
 * Of whatever source each month is read from. null: no such trade.
 */
export async function candlesOfTrade(
  ctx: Context,
  userId: string,
  id: string,
): Promise<{ symbol: string; bars: Bar[] } | null> {
  const found = await findTrade(ctx.db, userId, id);
  if (!found) return null;
  const { broker, symbol, ts } = found.trade;
  const [fromMs, untilMs] = [ts.getTime() - BEFORE_MS, ts.getTime() + AFTER_MS];
  // A week touches two months at the most.
  const months = [...new Set([monthOf(fromMs), monthOf(untilMs)])];
  const snapshots = await storedCandles(ctx, { broker, symbol, months });
  const bars = snapshots
    .flatMap((snapshot) => snapshot.bars)
    .filter(({ start }) => start * 1000 >= fromMs && start * 1000 <= untilMs);
  return { symbol, bars };
}
