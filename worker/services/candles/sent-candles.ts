import type { ServiceCandle } from '../../../contracts/service.ts';
import { type Candle, HOUR_MS } from '../../../domain/indicators/candle.ts';
import type { CandleMonth } from '../../../domain/market/market-types.ts';
import { monthEnd, monthOf, startOfMonth } from '../../../domain/market/needed-months.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256HexOfBytes } from '../../security/hashes.ts';

/** A month takes 18 kB however few candles it has, and an isolate has 128 MB for all that it does. */
const MOST_MONTHS = 1_000;

/** Candles of one product as a service sent them. */
export interface SentCandles {
  candles: readonly ServiceCandle[];
  /** Milliseconds UTC; else the close of the newest candle. */
  coveredUntilMs?: number;
}

/**
 * What was sent, in the months in which the engine reads it, from the first candle's to the last that is covered: one without a candle is a month
 * without a trade. Each is named by the SHA-256 of its candles as they were sent. Fails where all products together have too many.
 */
export async function sentMonths(
  sent: readonly SentCandles[],
): Promise<Result<CandleMonth[][], 'too_many_months'>> {
  const spans = sent.map(spanOf);
  const months = spans.reduce((sum, span) => sum + (span?.months ?? 0), 0);
  if (months > MOST_MONTHS) return fail('too_many_months');
  return ok(await Promise.all(sent.map(({ candles }, i) => toMonths(candles, spans[i] ?? null))));
}

interface Span {
  firstMs: number;
  coveredUntilMs: number;
  months: number;
}

function spanOf({ candles, coveredUntilMs }: SentCandles): Span | null {
  const first = candles.reduce((ms, { ts }) => Math.min(ms, Date.parse(ts)), Number.POSITIVE_INFINITY);
  const last = candles.reduce((ms, { ts }) => Math.max(ms, Date.parse(ts)), Number.NEGATIVE_INFINITY);
  const until = coveredUntilMs ?? last + HOUR_MS;
  if (!(until > first)) return null;
  return { firstMs: first, coveredUntilMs: until, months: countMonths(first, until - 1) };
}

function countMonths(fromMs: number, lastMs: number): number {
  const [from, last] = [new Date(fromMs), new Date(lastMs)];
  return (last.getUTCFullYear() - from.getUTCFullYear()) * 12 + last.getUTCMonth() - from.getUTCMonth() + 1;
}

async function toMonths(sent: readonly ServiceCandle[], span: Span | null): Promise<CandleMonth[]> {
  if (span === null) return [];
  const byMonth = Map.groupBy(sent, ({ ts }) => monthOf(Date.parse(ts)));
  const months = Array.from({ length: span.months }, (_, i) => monthOf(startOfMonth(span.firstMs, i)));
  return Promise.all(
    months.map(async (month) => {
      const candles = byMonth.get(month) ?? [];
      const text = new Uint8Array(new TextEncoder().encode(JSON.stringify([month, candles])));
      return {
        month,
        hash: await sha256HexOfBytes(text.buffer),
        coveredUntil: Math.min(monthEnd(month), span.coveredUntilMs),
        candles: candles.map(toCandle),
      };
    }),
  );
}

/** Indicators are computed on numbers, as those of stored snapshots are; money stays decimal. */
function toCandle({ ts, open, high, low, close, volume }: ServiceCandle): Candle {
  return {
    ts: Date.parse(ts),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume ?? 0),
  };
}
