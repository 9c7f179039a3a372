import BigJs, { type Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../../contracts/decimal.ts';
import { fill, HOUR_MS, START_MS } from '../testing/builders.ts';
import type { Fill } from './fill.ts';
import { matchFills, openLedger } from './ledger.ts';
import { orderFills } from './order-fills.ts';

const decimal = (max: number) =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 0, max: 8 })).map(([n, dp]) => asDecimal(n, dp));

const fee = fc.oneof(
  fc.constant({ fee: null, feeCurrency: null }),
  fc
    .tuple(fc.integer({ min: -20, max: 500 }), fc.constantFrom('USD', 'BTC', 'BNB'))
    .map(([n, feeCurrency]) => ({ fee: asDecimal(n, 9), feeCurrency })),
);

const fills: fc.Arbitrary<Fill[]> = fc
  .array(
    fc.record({
      side: fc.constantFrom('BUY', 'SELL'),
      qty: decimal(1_000_000),
      price: decimal(100_000_000),
      fee,
      hour: fc.integer({ min: 0, max: 30 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ side, qty, price, fee: paid, hour }, n) =>
      fill(n, { side, qty, price, ts: START_MS + hour * HOUR_MS, ...paid }),
    ),
  );

describe('laws of the ledger', () => {
  it('conserves quantity: received = sold from lots + still held', () => {
    fc.assert(
      fc.property(fills, (history) => {
        const ledger = openLedger('BTC-USD');
        let received = big('0');
        let left = big('0');
        for (const one of orderFills(history)) {
          const outcome = ledger.book(one);
          if (outcome.refused !== null) continue;
          const inBase = one.feeCurrency === 'BTC' ? big(one.fee ?? '0') : big('0');
          if (one.side === 'BUY') received = received.plus(one.qty).minus(inBase);
          else {
            left = left.plus(outcome.matchedQty);
            expect(big(outcome.matchedQty).plus(outcome.unknownQty).eq(big(one.qty).plus(inBase))).toBe(true);
          }
        }
        expect(received.eq(left.plus(ledger.held().qty))).toBe(true);
        expect(big(ledger.held().qty).gte(0)).toBe(true);
      }),
    );
  });

  it('earns proceeds less costs over a closed cycle, to the last digit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(decimal(1_000_000), decimal(1_000_000), fc.integer({ min: -99, max: 99 })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }),
        decimal(1_000_000),
        (buys, percents, sellPrice) => {
          const bought = buys.map(([qty, price, paid], n) =>
            fill(n, { side: 'BUY', qty, price, fee: asDecimal(paid, 4), feeCurrency: 'USD' }),
          );
          let left = sum(bought.map(({ qty }) => qty));
          let cost = sum(
            bought.map(({ qty, price, fee: paid }) =>
              big(qty)
                .times(price)
                .plus(paid ?? '0'),
            ),
          );
          const sold: Fill[] = [];
          const sellPart = (qty: Big) => {
            sold.push(
              fill(100 + sold.length, { side: 'SELL', qty: qty.toFixed(), price: sellPrice, fee: '0.03' }),
            );
            left = left.minus(qty);
            cost = cost.plus('0.03').minus(qty.times(sellPrice));
          };
          for (const percent of percents) {
            const part = left.times(percent).div(100).round(12);
            if (part.gt(0)) sellPart(part);
          }
          if (left.gt(0)) sellPart(left);
          const results = matchFills('BTC-USD', [...bought, ...sold]).slice(bought.length);
          expect(results.every(({ outcome }) => outcome.basis === 'known')).toBe(true);
          const earned = sum(results.map(({ outcome }) => outcome.pnl ?? '0'));
          expect(earned.toFixed()).toBe(cost.times(-1).toFixed());
        },
      ),
    );
  });

  it('gives the same bytes when it is computed again, and in whatever order the fills come', () => {
    fc.assert(
      fc.property(
        fills.chain((history) =>
          fc.tuple(
            fc.constant(history),
            fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
          ),
        ),
        ([history, shuffled]) => {
          const once = JSON.stringify(matchFills('BTC-USD', history));
          expect(JSON.stringify(matchFills('BTC-USD', history))).toBe(once);
          expect(JSON.stringify(matchFills('BTC-USD', shuffled))).toBe(once);
        },
      ),
    );
  });

  it('does not change an outcome by what comes after it', () => {
    fc.assert(
      fc.property(fills, fc.nat(40), (history, count) => {
        const all = matchFills('BTC-USD', history);
        const cut = matchFills('BTC-USD', orderFills(history).slice(0, count));
        expect(all.slice(0, count)).toEqual(cut);
      }),
    );
  });
});

function asDecimal(n: number, decimals: number): Decimal {
  return big(n).div(big(10).pow(decimals)).toFixed();
}

function big(value: BigJs.BigSource): Big {
  return new BigJs(value);
}

function sum(values: readonly (string | Big)[]): Big {
  return values.reduce<Big>((total, value) => total.plus(value), big('0'));
}
