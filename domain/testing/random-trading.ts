import fc from 'fast-check';
import type { Fill } from '../ledger/fill.ts';
import { candles, fill, HOUR_MS, START_MS } from './builders.ts';

const PRODUCTS = ['BTC-USD', 'ETH-USD', 'DOGE-EUR'] as const;
const MARKET_HOURS = 24 * 80;
const FIRST_HOUR = 24 * 32;

/** Eighty days in which each product rises and falls by a fifth within days. */
export const LIVELY_CANDLES = Object.fromEntries(
  PRODUCTS.map((symbol, at) => [
    symbol,
    candles(
      Array.from({ length: MARKET_HOURS }, (_, i) => priceAt(at, i)),
      0.004,
    ),
  ]),
);

function priceAt(product: number, hour: number): number {
  const base = [100, 10, 0.1][product] ?? 1;
  return base * (1 + 0.2 * Math.sin(hour / (20 + 7 * product)) + 0.02 * Math.sin(hour * 1.7));
}

/** Fills of three products within seven weeks: orders in slices, fees in quote, base and third assets, sales of what was never bought. */
export function randomFills(least: number, most: number): fc.Arbitrary<Fill[]> {
  const one = fc.record({
    product: fc.nat(PRODUCTS.length - 1),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    minutes: fc.nat((MARKET_HOURS - FIRST_HOUR) * 60 - 1),
    qty: fc.integer({ min: 1, max: 5000 }),
    slip: fc.integer({ min: -20, max: 20 }),
    fee: fc.constantFrom(null, '0.1', '0.0007', '-0.05'),
    feeCurrency: fc.constantFrom(null, 'BTC', 'ETH', 'USD'),
    order: fc.option(fc.nat(40)),
  });
  return fc.array(one, { minLength: least, maxLength: most }).map((rows) =>
    rows.map(({ product, side, minutes, qty, slip, fee, feeCurrency, order }, n) => {
      const symbol = PRODUCTS[product] ?? 'BTC-USD';
      const ts = START_MS + FIRST_HOUR * HOUR_MS + minutes * 60_000;
      const price = priceAt(product, FIRST_HOUR + minutes / 60) * (1 + slip / 1000);
      return fill(n, {
        symbol,
        side,
        ts,
        qty: (qty / 1000).toFixed(3),
        price: price.toFixed(6),
        fee,
        feeCurrency,
        orderId: order === null ? null : `${symbol} ${side} ${order}`,
      });
    }),
  );
}
