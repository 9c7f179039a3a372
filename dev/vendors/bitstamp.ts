import type { Candle, Market } from '../market/market.ts';
import { splitSymbol } from '../market/product.ts';
import type { SimRequest, SimResponse } from '../simulator/exchange.ts';
import { vendorCandles } from './vendor-market.ts';

const PATH = /^\/api\/v2\/ohlc\/([a-z0-9]+)\/$/;
const MAX_LIMIT = 1_000;
const HOUR_SEC = 3_600;

/** Bitstamp's GET /api/v2/ohlc/{pair}/ for hourly steps; undefined for any other path. */
export function answerBitstamp(market: Market, request: SimRequest, nowSec: number): SimResponse | undefined {
  const [, pair] = PATH.exec(request.path) ?? [];
  if (pair === undefined) return undefined;
  const symbol = splitSymbol(pair.toUpperCase());
  if (!symbol) return notFound();
  const limit = Number(request.query.get('limit'));
  if (request.query.get('step') !== '3600' || !Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return { status: 400, body: { code: '400', errors: [{ field: 'limit', message: 'Invalid value.' }] } };
  }
  const toSec = Number(request.query.get('end') ?? nowSec);
  // It goes by the end and fills up to the limit: what the caller names as the start is not looked at.
  const fromSec = toSec - 2 * limit * HOUR_SEC;
  const candles = vendorCandles(market, symbol, { fromSec, toSec, nowSec })?.slice(-limit);
  if (!candles) return notFound();
  const ohlc = candles.map(toRow);
  return { status: 200, body: { data: { pair: `${symbol.base}/${symbol.quote}`, ohlc } } };
}

function toRow({ start, ...prices }: Candle) {
  return { timestamp: String(start), ...prices };
}

function notFound(): SimResponse {
  return { status: 404, body: { code: '404.002', errors: [{ message: 'Currency pair not found.' }] } };
}
