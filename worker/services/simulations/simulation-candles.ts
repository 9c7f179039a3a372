import type { Broker } from '../../../contracts/brokers.ts';
import { type SnapshotRow, storedMonths } from '../../../db/queries/snapshots.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import type { ProductMarket } from '../../../domain/market/market-types.ts';
import {
  monthBefore,
  monthEnd,
  monthOf,
  monthStart,
  monthsBetween,
} from '../../../domain/market/needed-months.ts';
import { openMarket } from '../../../domain/market/product-market.ts';
import type { PriceBar } from '../../../domain/simulate/price-bars.ts';
import type { Context } from '../../context.ts';
import type { CandleWants } from '../../jobs/params.ts';
import { toCandleMonth } from '../../market/load-markets.ts';
import { openSnapshot } from '../../market/snapshots.ts';
import { sourcesOfMonth, storedRow } from '../../market/stored-choice.ts';
import { candleSources } from '../candles/markets.ts';

/** Hours of a product that a simulation reads: from the trade's own to the horizon's end, milliseconds UTC. */
export type HoursWanted = { broker: Broker; symbol: string; fromMs: number; untilMs: number };

export interface StoredHours {
  /** Of the hours that follow each other from the first on, oldest month first. */
  rows: SnapshotRow[];
  /** All that closed before it is stored. */
  coveredUntil: number;
  /** All that has closed by now is there. */
  isWhole: boolean;
  /** How it is asked for where it is not. */
  want: CandleWants['wants'][number];
  /** Every source says that it does not have the product. */
  isRefused: boolean;
  /** Of the month before the trade's own, for what rules look back at. */
  before: SnapshotRow | null;
}

/** How much of the hours is stored, of the sources that a scoring would read too; in one round trip, without opening a file. */
export async function storedHours(
  ctx: Context,
  { broker, symbol, fromMs, untilMs }: HoursWanted,
): Promise<StoredHours> {
  const neededMs = Math.floor(Math.min(untilMs, ctx.now().getTime()) / HOUR_MS) * HOUR_MS;
  const months = monthsBetween(fromMs, Math.max(neededMs, fromMs + 1));
  const first = monthBefore(monthOf(fromMs));
  const order = candleSources(ctx, broker).map(({ source }) => source);
  const stored = await storedMonths(ctx.db, { broker, sources: order, symbol, months: [first, ...months] });

  const rows: SnapshotRow[] = [];
  let coveredUntil = monthStart(monthOf(fromMs));
  let isWhole = true;
  const until = new Date(neededMs).toISOString();
  for (const month of months) {
    // Of another source than a scoring would read only as long as that has nothing.
    const own = sourcesOfMonth(month, order, stored).row;
    const row = own ?? storedRow(month, order, stored);
    const untilMsOfMonth = Math.min(monthEnd(month), neededMs);
    isWhole &&= own !== undefined && own.coveredUntil.getTime() >= untilMsOfMonth;
    if (!row || coveredUntil < monthStart(month)) break;
    rows.push(row);
    coveredUntil = Math.min(monthEnd(month), row.coveredUntil.getTime());
  }
  return {
    rows,
    coveredUntil,
    isWhole: isWhole || neededMs <= fromMs,
    want: { broker, symbol, months, until },
    isRefused: order.every((source) => stored.refusals.includes(source)) && rows.length === 0,
    before: storedRow(first, order, stored) ?? null,
  };
}

export interface OpenedHours {
  bars: PriceBar[];
  coveredUntil: number;
  /** Its columns are only worth making where a rule looks at them. */
  market: () => ProductMarket;
}

/** Opens what is stored. null: a file is lost, and has to be fetched anew; the month before, which only rules look at, is done without. */
export async function openHours(
  ctx: Context,
  { rows, coveredUntil, before }: StoredHours,
  { fromMs, untilMs }: HoursWanted,
): Promise<OpenedHours | null> {
  const [past, ...opened] = await Promise.all(
    [before, ...rows].map((row) => (row ? openSnapshot(ctx, row) : null)),
  );
  const found = opened.filter((snapshot) => snapshot !== null);
  if (found.length < rows.length) return null;
  const bars = found
    .flatMap((snapshot) => snapshot.bars)
    .filter(({ start }) => start * 1000 > fromMs - HOUR_MS && start * 1000 < Math.min(untilMs, coveredUntil))
    .map(({ start, open, low, close }) => ({ ts: start * 1000, open, low, close }));
  return {
    bars,
    coveredUntil,
    market: () => openMarket((past ? [past, ...found] : found).map(toCandleMonth)),
  };
}
