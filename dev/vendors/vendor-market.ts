import type { Candle, Market } from '../market/market.ts';

/** What the vendors have and the simulated brokers do not, each by the product whose prices it shows. */
const ONLY_HERE = new Map([
  ['LINK-USD', 'SOL-USD'],
  ['XLM-USD', 'ADA-USD'],
  ['XRP-USD', 'DOGE-USD'],
]);

/** Closed hourly bars of BASE-QUOTE that open in [fromSec, toSec]; undefined for a pair that nobody has. */
export function vendorCandles(
  market: Market,
  { base, quote }: { base: string; quote: string },
  span: { fromSec: number; toSec: number; nowSec: number },
): Candle[] | undefined {
  const id = `${base}-${quote}`;
  const shown = ONLY_HERE.get(id) ?? id;
  if (!market.products().some((product) => product.id === shown)) return undefined;
  const { fromSec, toSec, nowSec } = span;
  return market.candles(shown, fromSec, toSec).filter(({ start }) => start + 3_600 <= nowSec);
}
