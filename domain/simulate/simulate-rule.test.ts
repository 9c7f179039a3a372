import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleCheck, RuleSpec } from '../../contracts/rules.ts';
import { HOUR_MS, START_MS } from '../testing/builders.ts';
import { leaveOutEntries } from './leave-out-entries.ts';
import { closeOf, type PriceBar } from './price-bars.ts';
import { type RepricedFill, repriceSales } from './reprice-sales.ts';
import { type RuledOrder, simulateRule } from './simulate-rule.ts';
import { hours, sold, soldPart, TRADED_MS } from './testing/simulated.ts';

const NIGHT: RuleSpec = { kind: 'noTradingHours', params: { from: '22:00', to: '06:00' } };
const changed = (net: string, would: string, symbol = 'BTC-USD'): RuledOrder => ({
  symbol,
  result: { kind: 'changed', net, would },
});
const unchanged = (symbol = 'BTC-USD'): RuledOrder => ({ symbol, result: { kind: 'unchanged' } });

describe('a rule over a period', () => {
  test('tells what it would have changed, how often that helps and how often it hurts, by product too', () => {
    const orders: RuledOrder[] = [
      ...Array.from({ length: 8 }, () => changed('-10.5', '0')),
      ...Array.from({ length: 3 }, () => changed('4', '0', 'ETH-USD')),
      changed('0', '0'),
      unchanged(),
      unchanged('ETH-USD'),
      { symbol: 'ETH-USD', result: { kind: 'undecided' } },
      { symbol: 'ETH-USD', result: { kind: 'not_judged' } },
    ];
    const told = simulateRule(NIGHT, orders, 1);
    expect(told).toMatchObject({
      ...{ orders: 15, changed: 12, helped: 8, hurt: 3, same: 1, net: '-72', would: '0' },
      ...{ undecided: 1, notJudged: 1 },
      difference: { known: true, value: '72', n: 12 },
      products: [
        { symbol: 'BTC-USD', orders: 10, changed: 9, helped: 8, hurt: 0, net: '-84' },
        { symbol: 'ETH-USD', orders: 5, changed: 3, helped: 0, hurt: 3, net: '12' },
      ],
    });
    expect(told.assumptions.join(' ')).toContain('One order could not be judged');
    expect(simulateRule(NIGHT, orders, 1)).toEqual(told);
  });

  test('with few changed orders gives no difference', () => {
    const told = simulateRule(
      NIGHT,
      Array.from({ length: 9 }, () => changed('-1', '0')),
      1,
    );
    expect(told).toMatchObject({ net: '-9', difference: { known: false, n: 9, minimum: 10 } });
  });

  test('has an interval around the difference, and numbers that add up', () => {
    const order = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));
    fc.assert(
      fc.property(fc.array(order, { minLength: 10, maxLength: 60 }), (orders) => {
        const told = simulateRule(
          NIGHT,
          orders.map(([net, would]) => changed(String(net), String(would))),
          7,
        );
        expect(told.helped + told.hurt + told.same).toBe(told.changed);
        const difference = Number(told.would) - Number(told.net);
        if (!told.difference.known) throw new Error(told.difference.reason);
        expect(Number(told.difference.value)).toBe(difference);
        expect(Number(told.difference.low)).toBeLessThanOrEqual(difference + 1e-6);
        expect(Number(told.difference.high)).toBeGreaterThanOrEqual(difference - 1e-6);
      }),
    );
  });
});

const check = (verdict: RuleCheck['verdict'], over: Partial<RuleCheck> = {}): RuleCheck => ({
  ...{ kind: 'minHoldHours', verdict, value: 10, limit: 24 },
  ...over,
});

test('entries that break a rule make nothing, and are undecided while nothing of them is sold', () => {
  const entries = [
    { symbol: 'A-USD', check: check('broken'), lotNet: '-3' },
    { symbol: 'A-USD', check: check('broken'), lotNet: null },
    { symbol: 'A-USD', check: check('kept'), lotNet: '5' },
    { symbol: 'A-USD', check: check('not_applicable', { reason: 'too many gaps' }), lotNet: '5' },
    {
      symbol: 'A-USD',
      check: check('not_applicable', { reason: 'no loss was closed before this trade' }),
      lotNet: '5',
    },
  ];
  expect(leaveOutEntries(entries).map(({ result }) => result)).toEqual([
    { kind: 'changed', net: '-3', would: '0' },
    { kind: 'undecided' },
    { kind: 'unchanged' },
    { kind: 'not_judged' },
    { kind: 'unchanged' },
  ]);
});

describe('sales under a rule on exits', () => {
  /** Bought half past the first hour for 100, sold ten hours later at 110, unless told otherwise. */
  const SOLD_MS = TRADED_MS + 10 * HOUR_MS;
  const fill = (price = '110', over: Partial<RepricedFill['parts'][number]> = {}): RepricedFill => {
    const parts = [{ ...soldPart({ ts: SOLD_MS, price, proceeds: price }), openedAt: TRADED_MS, ...over }];
    return { product: 'x', trade: sold({ ts: SOLD_MS, price, parts }), parts };
  };
  const within = (bars: readonly PriceBar[]) => ({
    nowMs: START_MS + 500 * HOUR_MS,
    hoursOf: (_: string, fromMs: number, untilMs: number) =>
      bars.filter((bar) => closeOf(bar) > fromMs && bar.ts < untilMs),
  });
  const resultOf = (...args: Parameters<typeof repriceSales>) => repriceSales(...args)[0]?.result;
  const hold = { kind: 'minHoldHours', params: { hours: 24 } } as const;
  const limit = { kind: 'maxLossPctPerTrade', params: { pct: 5 } } as const;
  const STILL = Array.from({ length: 24 }, () => 100);

  test('come at the first close after their time', () => {
    const orders = [{ symbol: 'BTC-USD', check: check('broken'), fills: [fill()] }];
    const bars = hours(...STILL, 130, 140);
    expect(resultOf(hold, orders, within(bars))).toEqual({ kind: 'changed', net: '10', would: '30' });
  });

  test('are undecided while their time is not over, and not judged without its hours', () => {
    const orders = [{ symbol: 'BTC-USD', check: check('broken'), fills: [fill()] }];
    const early = { ...within(hours(100)), nowMs: SOLD_MS + HOUR_MS };
    expect(resultOf(hold, orders, early)).toEqual({ kind: 'undecided' });
    const none = { nowMs: START_MS + 500 * HOUR_MS, hoursOf: () => null };
    expect(resultOf(hold, orders, none)).toEqual({ kind: 'not_judged' });
  });

  test('that were held long enough stay as they are', () => {
    const orders = [{ symbol: 'BTC-USD', check: check('kept'), fills: [fill()] }];
    expect(resultOf(hold, orders, within([]))).toEqual({ kind: 'unchanged' });
  });

  test('go out at the limit on the way, also where they came out well', () => {
    const orders = [{ symbol: 'BTC-USD', check: undefined, fills: [fill()] }];
    const bars = hours(100, [99, 94, 99], ...STILL);
    expect(resultOf(limit, orders, within(bars))).toEqual({ kind: 'changed', net: '10', would: '-5' });
    const gap = hours(100, [90, 89, 99], ...STILL);
    expect(resultOf(limit, orders, within(gap))).toEqual({ kind: 'changed', net: '10', would: '-10' });
  });

  test('below the limit count as ones at it; the hour of the sale itself was not over', () => {
    const bars = hours(...STILL.slice(0, 10), [100, 80, 100]);
    const deep = [{ symbol: 'BTC-USD', check: undefined, fills: [fill('80')] }];
    expect(resultOf(limit, deep, within(bars))).toEqual({ kind: 'changed', net: '-20', would: '-5' });
    const fine = [{ symbol: 'BTC-USD', check: undefined, fills: [fill('110')] }];
    expect(resultOf(limit, fine, within(bars))).toEqual({ kind: 'unchanged' });
  });

  test('of a lot in slices go out where each slice alone would, in whatever order they are told', () => {
    const anySlice = fc.integer({ min: 1, max: 30 });
    const anyHour = fc.tuple(fc.integer({ min: 85, max: 120 }), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(
        fc.array(anySlice, { minLength: 1, maxLength: 8 }),
        fc.array(anyHour, { minLength: 31, maxLength: 31 }),
        (slices, told) => {
          const bars = hours(...told.map(([open, drop]) => [open, open - drop, open] as const));
          const fills = slices.map((after): RepricedFill => {
            const ts = TRADED_MS + after * HOUR_MS;
            const parts = [{ ...soldPart({ ts }), openedAt: TRADED_MS }];
            return { product: 'x', trade: sold({ ts, parts }), parts };
          });
          const orderOf = (fill: RepricedFill) => ({ symbol: 'BTC-USD', check: undefined, fills: [fill] });
          expect(repriceSales(limit, fills.map(orderOf), within(bars))).toEqual(
            fills.flatMap((fill) => repriceSales(limit, [orderOf(fill)], within(bars))),
          );
        },
      ),
    );
  });

  test('of unknown cost are not judged', () => {
    const unknown = { product: 'x', trade: sold({ parts: [], unknownQty: '1' }), parts: [] };
    const orders = [{ symbol: 'BTC-USD', check: undefined, fills: [unknown] }];
    expect(resultOf(limit, orders, within([]))).toEqual({ kind: 'not_judged' });
  });
});
