import type { Candle, Market } from '../market/market.ts';
import type { SimResponse } from '../simulator/exchange.ts';
import { apiError, invalidArgument } from './errors.ts';

const GRANULARITY_SEC = new Map([
  ['ONE_HOUR', 3_600],
  ['TWO_HOUR', 7_200],
  ['SIX_HOUR', 21_600],
  ['ONE_DAY', 86_400],
]);
const MAX_CANDLES = 350;

/** GET …/products/{id}/candles, newest first, all values text. The series is hourly: finer there is not. */
export function listCandles(market: Market, productId: string, query: URLSearchParams): SimResponse {
  if (!market.products().some(({ id }) => id === productId)) return apiError(404, 'not_found', 'Not found');
  const [start, end] = [query.get('start') ?? '', query.get('end') ?? ''];
  if (!/^\d{1,11}$/.test(start) || !/^\d{1,11}$/.test(end) || Number(start) > Number(end)) {
    return invalidArgument('start and end argument is invalid');
  }
  const step = GRANULARITY_SEC.get(query.get('granularity') ?? '');
  if (step === undefined) return invalidArgument('granularity argument is invalid');
  const first = Math.ceil(Number(start) / step) * step;
  if (Math.floor((Number(end) - first) / step) + 1 > MAX_CANDLES) {
    return invalidArgument(
      `start and end argument is invalid - number of candles requested should be less than ${MAX_CANDLES}`,
    );
  }
  const last = Math.floor(Number(end) / step) * step;
  const limit = Number(query.get('limit') || MAX_CANDLES);
  const hourly = market.candles(productId, first, last + step - 3_600);
  const candles = aggregate(hourly, step).toReversed().slice(0, limit);
  return {
    status: 200,
    body: { candles: candles.map((candle) => ({ ...candle, start: String(candle.start) })) },
  };
}

/** Joins hourly candles to those of `step` seconds, which begin at multiples of it since the epoch. */
function aggregate(hourly: Candle[], step: number): Candle[] {
  const joined: Candle[] = [];
  for (const candle of hourly) {
    const start = candle.start - (candle.start % step);
    const open = joined.at(-1);
    if (open?.start !== start) {
      joined.push({ ...candle, start });
      continue;
    }
    if (Number(candle.high) > Number(open.high)) open.high = candle.high;
    if (Number(candle.low) < Number(open.low)) open.low = candle.low;
    open.close = candle.close;
    open.volume = String(Number((Number(open.volume) + Number(candle.volume)).toFixed(8)));
  }
  return joined;
}
