import type { Market } from '../market/market.ts';
import type { SimResponse } from '../simulator/exchange.ts';
import { badSymbol, binanceError, missing } from './error.ts';
import { symbolOf } from './trade-json.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 1_000;
const STATUSES = ['TRADING', 'BREAK', 'HALT'];
/** Taken off the exchange; nobody here has traded it. */
const DELISTED = [{ symbol: 'BCCUSDT', base: 'BCC', quote: 'USDT' }];

/** The markets of Binance by symbol, with the product of the market that their prices are taken from. */
export function symbolsOf(market: Market): Map<string, { productId: string; base: string; quote: string }> {
  const symbols = new Map<string, { productId: string; base: string; quote: string }>();
  for (const { id } of market.products()) {
    const named = symbolOf(id);
    // Where there is a market in tethers, the one in dollars is not taken for it.
    if (named && !(symbols.has(named.symbol) && id.endsWith('-USD')))
      symbols.set(named.symbol, { productId: id, base: named.base, quote: named.quote });
  }
  return symbols;
}

/** GET /api/v3/exchangeInfo */
export function exchangeInfo(market: Market, query: URLSearchParams, nowMs: number): SimResponse {
  const wanted = query.get('symbolStatus');
  if (wanted !== null && !STATUSES.includes(wanted)) return binanceError(400, -1122, 'Invalid symbolStatus.');
  const listed = [...symbolsOf(market)].map(([symbol, { base, quote }]) =>
    symbolJson(symbol, base, quote, 'TRADING'),
  );
  const gone = DELISTED.map(({ symbol, base, quote }) => symbolJson(symbol, base, quote, 'BREAK'));
  const symbols = [...listed, ...gone].filter(({ status }) => wanted === null || status === wanted);
  const body = { timezone: 'UTC', serverTime: nowMs, rateLimits: [], exchangeFilters: [], symbols };
  return { status: 200, body };
}

/** GET /api/v3/klines: hours, oldest first; the last may not be closed yet. The market is hourly: finer there is not. */
export function listKlines(market: Market, query: URLSearchParams, nowMs: number): SimResponse {
  const symbol = query.get('symbol');
  if (!symbol) return missing('symbol');
  const found = symbolsOf(market).get(symbol);
  if (!found) return badSymbol();
  if (query.get('interval') !== '1h') return binanceError(400, -1120, 'Invalid interval.');
  const limit = Math.min(Number(query.get('limit') ?? DEFAULT_LIMIT), MAX_LIMIT);
  const to = Number(query.get('endTime') ?? nowMs);
  const from = Number(query.get('startTime') ?? to - limit * HOUR_MS);
  const klines = market
    .candles(found.productId, from / 1000, Math.min(to, nowMs) / 1000)
    .slice(0, limit)
    .map(({ start, open, high, low, close, volume }) => {
      const openMs = start * 1000;
      return [openMs, open, high, low, close, volume, openMs + HOUR_MS - 1, '0', 1, '0', '0', '0'];
    });
  return { status: 200, body: klines };
}

function symbolJson(symbol: string, baseAsset: string, quoteAsset: string, status: string) {
  return {
    symbol,
    status,
    baseAsset,
    baseAssetPrecision: 8,
    quoteAsset,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    orderTypes: ['LIMIT', 'MARKET'],
    isSpotTradingAllowed: status === 'TRADING',
    isMarginTradingAllowed: false,
    filters: [],
    permissions: [],
    permissionSets: [],
  };
}
