import BigJs from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { buy, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import type { PriceBar } from './price-bars.ts';
import { simulateTrade } from './simulate-trade.ts';
import { bought, soldPart } from './testing/simulated.ts';

const cents = (most: number) => fc.integer({ min: 1, max: most }).map((n) => (n / 100).toFixed(2));
const HORIZON = 24;

/** An hour per price: it opens anywhere near, so that gaps are common. */
const market = fc
  .array(fc.record({ open: cents(20_000), close: cents(20_000), dip: fc.nat(500) }), {
    minLength: HORIZON + 1,
    maxLength: HORIZON + 1,
  })
  .map((hours) =>
    hours.map(({ open, close, dip }, at): PriceBar => {
      const lowest = Math.min(Number(open), Number(close));
      const low = Math.max(lowest - dip / 100, lowest / 2).toFixed(4);
      return { ts: START_MS + at * HOUR_MS, open, low, close };
    }),
  );
const trade = fc.record({
  price: cents(20_000),
  qty: cents(1000),
  minutes: fc.nat(59),
  feeBps: fc.constantFrom(0, 10, 60, -2),
});
const waitPct = fc.integer({ min: 1, max: 500 }).map((tenths) => tenths / 10);

const tradeOf = ({
  price,
  qty,
  minutes,
  feeBps,
}: {
  price: string;
  qty: string;
  minutes: number;
  feeBps: number;
}) => bought({ price, qty, ts: START_MS + minutes * 60_000, fee: feeOn(price, qty, feeBps) });
const feeOn = (price: string, qty: string, bps: number) =>
  new BigJs(price).times(qty).times(bps).div(10_000).toFixed();

function simulated(traded: ReturnType<typeof bought>, bars: readonly PriceBar[], pct = 2, days = 1) {
  const answer = simulateTrade(
    traded,
    { bars, coveredUntil: START_MS + 90 * 24 * HOUR_MS },
    { horizonDays: days, waitPct: pct },
    null,
  );
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

describe('simulations of a buy', () => {
  it('held to the time and price of the actual exit are the actual result', () => {
    fc.assert(
      fc.property(market, trade, (bars, told) => {
        const traded = tradeOf(told);
        const exit = simulated(traded, bars);
        const last = bars.findLast(({ ts }) => ts + HOUR_MS <= traded.ts + HORIZON * HOUR_MS);
        const price = last?.close ?? '';
        const proceeds = new BigJs(price).times(told.qty).minus(feeOn(price, told.qty, told.feeBps));
        const parts = [
          soldPart({ ts: Date.parse(exit.until), price, qty: told.qty, proceeds: proceeds.toFixed() }),
        ];
        const { actual, hold, series } = simulated({ ...traded, parts }, bars);
        expect(actual).toEqual(hold);
        expect(series.at(-1)?.actual).toBe(series.at(-1)?.hold);
      }),
    );
  });

  it('never lose more by a stop than its level and the fees, but over a gap, which is named', () => {
    let gaps = 0;
    fc.assert(
      fc.property(market, trade, waitPct, (bars, told, pct) => {
        const traded = tradeOf(told);
        const { stop, assumptions } = simulated(traded, bars, pct);
        const value = new BigJs(stop.level).times(told.qty);
        const cost = new BigJs(told.price).times(told.qty).plus(traded.fee ?? '0');
        const worst = value.minus(feeOn(stop.level, told.qty, told.feeBps)).minus(cost);
        if (stop.gap) {
          gaps += 1;
          expect(assumptions.some((sentence) => sentence.includes('gap'))).toBe(true);
          expect(new BigJs(stop.exitPrice ?? '').lt(stop.level)).toBe(true);
          expect(
            bars.some(({ ts, open }) => ts >= traded.ts && Number(open) === Number(stop.exitPrice)),
          ).toBe(true);
        } else expect(new BigJs(stop.pnl).gte(worst)).toBe(true);
      }),
    );
    expect(gaps).toBeGreaterThan(0);
  });

  it('come to nothing by an order that is not filled, and are filled only where the market traded', () => {
    fc.assert(
      fc.property(market, trade, waitPct, (bars, told, pct) => {
        const traded = tradeOf(told);
        const { wait } = simulated(traded, bars, pct);
        const price = new BigJs(told.price).times(100 - pct).div(100);
        const after = bars.filter(
          ({ ts }) => ts >= traded.ts && ts + HOUR_MS <= traded.ts + HORIZON * HOUR_MS,
        );
        expect(wait?.filled).toBe(after.some(({ low }) => price.gte(low)));
        if (!wait?.filled) expect(wait).toEqual({ filled: false, pnl: '0', pct: '0' });
      }),
    );
  });

  it('do not know what closed after the horizon', () => {
    fc.assert(
      fc.property(market, market, trade, waitPct, (bars, other, told, pct) => {
        const traded = tradeOf(told);
        const isOver = ({ ts }: PriceBar) => ts + HOUR_MS > traded.ts + HORIZON * HOUR_MS;
        const changed = bars.map((bar, at) => (isOver(bar) ? { ...bar, ...other[at], ts: bar.ts } : bar));
        const more = { ts: START_MS + 40 * HOUR_MS, open: '1', low: '1', close: '1' };
        expect(simulated(traded, [...changed, more], pct)).toEqual(simulated(traded, bars, pct));
      }),
    );
  });

  it('agree with the books on what sales made, whatever asset their fees were paid in', () => {
    const fee = fc.constantFrom(null, ['0.3', 'USD'], ['0.004', 'BTC'], ['0.02', 'BNB'], ['0.02', 'XYZ']);
    fc.assert(
      fc.property(market, fee, fee, fc.integer({ min: 1, max: 9 }), (bars, feeIn, feeOut, tenths) => {
        const ledger = openLedger('BTC-USD', { priceOf: (asset) => (asset === 'BNB' ? '300' : null) });
        const paid = (told: readonly string[] | null) => ({
          fee: told?.[0] ?? null,
          feeCurrency: told?.[1] ?? null,
        });
        const entry = buy(0, '1', '100', paid(feeIn));
        const { fee: inQuote } = ledger.book(entry);
        const sales = [sell(2, String(tenths / 10), '105', paid(feeOut)), sell(5, '5', '95')];
        const outcomes = sales.map((sale) => ledger.book(sale));
        const parts = outcomes.flatMap(({ matches }, at) =>
          matches.map(({ qty, cost, entryValue, proceeds }) =>
            soldPart({ ts: sales[at]?.ts ?? 0, qty, cost, entryValue, proceeds }),
          ),
        );
        const feeInBase = feeIn?.[1] === 'BTC' ? '0.004' : '0';
        const { actual } = simulated(bought({ ts: START_MS, fee: inQuote, feeInBase, parts }), bars);
        const net = outcomes.reduce((sum, { pnl }) => sum.plus(pnl ?? '0'), new BigJs(0));
        expect(new BigJs(actual.pnl).minus(net).abs().lt('1e-25')).toBe(true);
      }),
    );
  });
});
