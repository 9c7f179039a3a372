import BigJs, { type Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../../contracts/decimal.ts';
import { fill, HOUR_MS, START_MS } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import type { Fill, InventoryEvent } from './fill.ts';
import { type Ledger, type LedgerSettings, openLedger } from './ledger.ts';
import { orderFills } from './order-fills.ts';

const METHODS = ['fifo', 'lifo', 'average'] as const;

const decimal = (max: number) =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 0, max: 8 })).map(([n, dp]) => asDecimal(n, dp));

const fee = fc.oneof(
  fc.constant({ fee: null, feeCurrency: null }),
  fc
    .tuple(fc.integer({ min: -20, max: 500 }), fc.constantFrom('USD', 'BTC', 'BNB'))
    .map(([n, feeCurrency]) => ({ fee: asDecimal(n, 9), feeCurrency })),
);

const ts = fc.integer({ min: 0, max: 30 }).map((hour) => START_MS + hour * HOUR_MS);

const anyFill = fc.record({
  side: fc.constantFrom('BUY', 'SELL'),
  qty: decimal(1_000_000),
  price: decimal(100_000_000),
  fee,
  ts,
});

const anyEvent = fc.record({
  kind: fc.constantFrom('transfer_in', 'transfer_out', 'reward', 'convert_in', 'convert_out', 'fee'),
  qty: decimal(1_000_000),
  value: fc.option(decimal(1_000_000)),
  ts,
});

const fills: fc.Arbitrary<Fill[]> = fc
  .array(anyFill, { maxLength: 40 })
  .map((rows) => rows.map(({ fee: paid, ...row }, n) => fill(n, { ...row, ...paid })));

const books: fc.Arbitrary<(Fill | InventoryEvent)[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: anyFill }, { weight: 1, arbitrary: anyEvent }), { maxLength: 40 })
  .map((rows) =>
    rows.map((row, n) => {
      if ('kind' in row) return { id: `event-${n}`, symbol: 'BTC-USD', ...row };
      const { fee: paid, ...rest } = row;
      return fill(n, { ...rest, ...paid });
    }),
  );

const settings: fc.Arbitrary<LedgerSettings> = fc
  .tuple(fc.constantFrom(...METHODS), fc.boolean(), fc.subarray([1, 4, 9, 16, 25, 36]), fc.boolean())
  .map(([matching, bnbHasPrice, entered, incrementIsKnown]) => ({
    matching,
    ...(incrementIsKnown && { increment: '0.001' }),
    priceOf: (asset) => (bnbHasPrice && asset === 'BNB' ? '301.25' : null),
    enteredCosts: new Map(
      entered.map((n) => [
        fill(n).id,
        { unitCost: '7.3', acquiredAt: n % 2 === 0 ? START_MS - HOUR_MS : null },
      ]),
    ),
  }));

describe('laws of the ledger', () => {
  it('conserves quantity: what is held changes by what comes in and leaves, and is never short', () => {
    fc.assert(
      fc.property(books, settings, (history, how) => {
        const ledger = openLedger('BTC-USD', how);
        let held = big('0');
        for (const entry of orderFills(history)) {
          if ('kind' in entry) {
            ledger.move(entry);
            held =
              entry.kind.endsWith('in') || entry.kind === 'reward'
                ? held.plus(entry.qty)
                : held.minus(entry.qty);
          } else {
            const outcome = ledger.book(entry);
            if (outcome.refused !== null) continue;
            const inBase = entry.feeCurrency === 'BTC' ? big(entry.fee ?? '0') : big('0');
            const leaving = big(entry.qty).plus(inBase);
            held = entry.side === 'BUY' ? held.plus(entry.qty).minus(inBase) : held.minus(leaving);
            if (entry.side === 'SELL')
              expect(big(outcome.matchedQty).plus(outcome.unknownQty).eq(leaving)).toBe(true);
          }
          if (held.lt(0)) held = big('0');
          expect(ledger.held().qty).toBe(held.toFixed());
        }
      }),
    );
  });

  it('tells of parts that sum to the sale, and of trips that sum to all sales and converts', () => {
    fc.assert(
      fc.property(books, settings, (history, how) => {
        const ledger = openLedger('BTC-USD', how);
        let realised = big('0');
        let inTrips = big('0');
        for (const entry of orderFills(history)) {
          if ('kind' in entry) {
            const moved = ledger.move(entry);
            realised = realised.plus(moved.pnl ?? '0');
            inTrips = inTrips.plus(moved.closedTrip?.pnl ?? '0');
            continue;
          }
          const { matches, matchedQty, entryValue, gross, pnl, closedTrip } = ledger.book(entry);
          realised = realised.plus(pnl ?? '0');
          inTrips = inTrips.plus(closedTrip?.pnl ?? '0');
          expect(sum(matches.map((part) => part.qty)).toFixed()).toBe(matchedQty);
          if (pnl === null) continue;
          expect(sum(matches.map((part) => part.pnl)).toFixed()).toBe(pnl);
          expect(sum(matches.map((part) => part.entryValue)).toFixed()).toBe(entryValue);
          expect(
            big(matchedQty)
              .times(entry.price)
              .minus(entryValue ?? 'NaN')
              .toFixed(),
          ).toBe(gross);
          for (const part of matches) expect(big(part.proceeds).minus(part.cost).toFixed()).toBe(part.pnl);
        }
        expect(inTrips.plus(ledger.openTrip()?.pnl ?? '0').toFixed()).toBe(realised.toFixed());
      }),
    );
  });

  it('earns proceeds less costs over a closed cycle, to the last digit, whatever the matching', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(decimal(1_000_000), decimal(1_000_000), fc.integer({ min: -99, max: 99 })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }),
        decimal(1_000_000),
        (buys, percents, sellPrice) => {
          // Every other buy comes between the sales.
          const history: Fill[] = [];
          let left = big('0');
          let earned = big('0');
          const add = (side: Fill['side'], qty: Big, price: string, paid: string) => {
            history.push(fill(history.length, { side, qty: qty.toFixed(), price, fee: paid }));
            const sign = side === 'BUY' ? 1 : -1;
            left = left.plus(qty.times(sign));
            earned = earned.minus(qty.times(price).times(sign)).minus(paid);
          };
          const buyNext = ([qty, price, paid]: (typeof buys)[number]) =>
            add('BUY', big(qty), price, asDecimal(paid, 4));
          buys.filter((_, n) => n % 2 === 0).forEach(buyNext);
          for (const percent of percents) {
            const part = left.times(percent).div(100).round(12);
            if (part.gt(0)) add('SELL', part, sellPrice, '0.03');
          }
          buys.filter((_, n) => n % 2 === 1).forEach(buyNext);
          if (left.gt(0)) add('SELL', left, sellPrice, '0.03');
          for (const matching of METHODS) {
            const results = matchFills('BTC-USD', history, { matching });
            expect(results.every(({ outcome }) => outcome.basis !== 'partial')).toBe(true);
            expect(sum(results.map(({ outcome }) => outcome.pnl ?? '0')).toFixed()).toBe(earned.toFixed());
          }
        },
      ),
    );
  });

  it('goes on from a state that was put away as if it had never stopped', () => {
    fc.assert(
      fc.property(books, settings, fc.nat(40), (history, how, count) => {
        // Every entry comes twice: what is seen before stays so across the resume.
        const entries = orderFills([...history, ...history]);
        const whole = openLedger('BTC-USD', how);
        const start = openLedger('BTC-USD', how);
        const told = entries.slice(0, count).map((entry) => tell(start, entry));
        const resumed = openLedger('BTC-USD', how, JSON.parse(JSON.stringify(start.state())));
        told.push(...entries.slice(count).map((entry) => tell(resumed, entry)));
        expect(told).toEqual(entries.map((entry) => tell(whole, entry)));
        expect(JSON.stringify(resumed.state())).toBe(JSON.stringify(whole.state()));
      }),
    );
  });

  it('remembers open lots and no more', () => {
    const ledger = openLedger('BTC-USD');
    for (let n = 0; n < 5000; n += 1) ledger.book(fill(n, { side: n % 2 === 0 ? 'BUY' : 'SELL' }));
    expect(JSON.stringify(ledger.state()).length).toBeLessThan(200);
  });

  it('gives the same bytes when it is computed again, and in whatever order the fills come', () => {
    fc.assert(
      fc.property(
        books.chain((history) =>
          fc.tuple(
            fc.constant(history),
            fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
          ),
        ),
        settings,
        ([history, shuffled], how) => {
          const all = (entries: typeof history) => {
            const ledger = openLedger('BTC-USD', how);
            return orderFills(entries).map((entry) => tell(ledger, entry));
          };
          expect(all(shuffled)).toEqual(all(history));
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

/** All that an entry does to the books, as bytes. */
function tell(ledger: Ledger, entry: Fill | InventoryEvent): string {
  const booked = 'kind' in entry ? ledger.move(entry) : ledger.book(entry);
  return JSON.stringify([booked, ledger.held(), ledger.openTrip()]);
}

function asDecimal(n: number, decimals: number): Decimal {
  return big(n).div(big(10).pow(decimals)).toFixed();
}

function big(value: BigJs.BigSource): Big {
  return new BigJs(value);
}

function sum(values: readonly (string | Big)[]): Big {
  return values.reduce<Big>((total, value) => total.plus(value), big('0'));
}
