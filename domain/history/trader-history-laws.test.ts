import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known } from '../features/unknown-reason.ts';
import type { HistoryFill } from './history-fill.ts';
import { entry, exit, figuresAfter } from './testing/history-fills.ts';
import { openHistory } from './trader-history.ts';

const MINUTE = 1 / 60;

describe('the slices of one order', () => {
  const usual = Array.from({ length: 20 }, (_, n) => entry(n, { value: 900 + 10 * n }));
  const slices = [600, 900, 400].map((value, n) =>
    entry(50 + n * MINUTE, { id: `s${n}`, orderId: 's0', value }),
  );

  it('add up to one entry, held against the past that the first of them found', () => {
    const history = openHistory({ timezone: 'UTC' });
    for (const fill of usual) history.remember(fill);
    const told = slices.map((slice) => {
      const figures = history.figuresOf(slice);
      history.remember(slice);
      return figures;
    });
    expect(told.map(({ notional_vs_median }) => notional_vs_median)).toEqual(
      [600, 1500, 1900].map((value) => known(value / 995)),
    );
    const { notional_vs_median: _, notional_z: __, ...first } = told[0] ?? {};
    for (const { notional_vs_median: _, notional_z: __, ...same } of told) expect(same).toEqual(first);
  });

  it('count once in every later figure', () => {
    const whole = entry(50, { id: 's0', value: 1900 });
    const next = entry(60);
    expect(figuresAfter([...usual, ...slices], next)).toEqual(figuresAfter([...usual, whole], next));
  });

  it('of an exit are one closing with the sum of their results', () => {
    const past = Array.from({ length: 6 }, (_, n) => exit(n * 24, n % 2 === 0 ? '40' : '-20'));
    const sale = (n: number, pnl: string, heldHours: number) =>
      exit(200 + n * MINUTE, pnl, { id: `x${n}`, orderId: 'x0', outcome: { heldHours } });
    const parts = [sale(0, '-30', 4), sale(1, '80.5', 8), sale(2, '-90', 6)];
    const whole = (pnl: string, entryValue: string, heldHours: number, n: number) =>
      exit(200 + n * MINUTE, pnl, { id: 'x0', outcome: { entryValue, heldHours } });
    const results = [whole('-30', '1000', 4, 0), whole('50.5', '2000', 6, 1), whole('-39.5', '3000', 6, 2)];
    results.forEach((result, n) => {
      expect(figuresAfter([...past, ...parts.slice(0, n + 1)], entry(201))).toEqual(
        figuresAfter([...past, result], entry(201)),
      );
      expect(figuresAfter([...past, ...parts.slice(0, n + 1)], exit(201, '-1'))).toEqual(
        figuresAfter([...past, result], exit(201, '-1')),
      );
    });
    const last = figuresAfter([...past, ...parts.slice(0, 2)], parts[2] ?? sale(2, '-90', 6));
    expect(last.result_vs_entry).toEqual(known(expect.closeTo(-39.5 / 3000, 12)));
    expect(last.order_hours).toEqual(known(6));
  });

  it('of a sale of partly known cost keep the result of the known ones', () => {
    const parts = [exit(0, '-30', { id: 'x0' }), exit(MINUTE, null, { id: 'x1', orderId: 'x0' })];
    expect(figuresAfter(parts.slice(0, 1), parts[1] ?? entry(0)).result_vs_entry).toEqual(known(-0.03));
    expect(figuresAfter(parts, entry(1)).minutes_since_loss).toEqual(known(59));
  });
});

describe('orders that fill in slices', () => {
  const slice = fc.record({
    pnl: fc.integer({ min: -60, max: 60 }),
    qty: fc.integer({ min: 1, max: 9 }),
    heldHours: fc.integer({ min: 1, max: 50 }),
    value: fc.integer({ min: 1, max: 5000 }),
  });
  const orders = fc.array(
    fc.record({
      side: fc.constantFrom<('BUY' | 'SELL')[]>('BUY', 'SELL', 'SELL'),
      symbol: fc.constantFrom('BTC-USD', 'ETH-USD'),
      slices: fc.array(slice, { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 10, maxLength: 60 },
  );
  type Slice = { pnl: number; qty: number; heldHours: number; value: number };

  function fillOf(
    n: number,
    side: 'BUY' | 'SELL',
    one: Slice & { entryValue: number },
    over: Partial<HistoryFill>,
  ) {
    const { pnl, qty, heldHours, entryValue, value } = one;
    if (side === 'BUY') return entry(n, { ...over, value });
    const outcome = { entryValue: String(entryValue), heldHours, matchedQty: String(qty) };
    return exit(n, String(pnl), { ...over, outcome });
  }

  function wholeOf(slices: readonly Slice[]): Slice & { entryValue: number } {
    const sum = (term: (one: Slice) => number) => slices.reduce((total, one) => total + term(one), 0);
    const qty = sum((one) => one.qty);
    return {
      pnl: sum((one) => one.pnl),
      qty,
      heldHours: sum((one) => one.heldHours * one.qty) / qty,
      value: sum((one) => one.value),
      entryValue: 1000 * slices.length,
    };
  }

  it('leave the same history as orders that fill at once', () => {
    fc.assert(
      fc.property(orders, (all) => {
        const sliced = all.flatMap(({ side, symbol, slices }, n) =>
          slices.map((one, i) =>
            fillOf(n, side, { ...one, entryValue: 1000 }, { id: `${n}.${i}`, orderId: `${n}.0`, symbol }),
          ),
        );
        const whole = all.map(({ side, symbol, slices }, n) =>
          fillOf(n, side, wholeOf(slices), { id: `${n}.0`, symbol }),
        );
        for (const probe of [entry(all.length, { id: 'probe' }), exit(all.length, '-9', { id: 'probe' })]) {
          const expected = Object.entries(figuresAfter(whole, probe)).map(([name, figure]) => [
            name,
            figure.known ? known(expect.closeTo(figure.value, 9)) : figure,
          ]);
          expect(figuresAfter(sliced, probe)).toEqual(Object.fromEntries(expected));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('any history', () => {
  const fills = fc
    .array(
      fc.record({
        hours: fc.double({ min: 0, max: 30, noNaN: true }),
        symbol: fc.constantFrom('BTC-USD', 'ETH-USD', 'BTC-EUR'),
        slice: fc.boolean(),
        value: fc.integer({ min: 1, max: 5000 }),
        pnl: fc.option(fc.integer({ min: -100, max: 100 }).map(String)),
        side: fc.constantFrom<('BUY' | 'SELL')[]>('BUY', 'SELL'),
      }),
      { minLength: 2, maxLength: 120 },
    )
    .map((steps) => {
      let hour = 0;
      const made: HistoryFill[] = [];
      for (const [n, { hours, symbol, slice, value, pnl, side }] of steps.entries()) {
        hour += hours;
        const before = made.at(-1);
        const over = { id: `f${n}`, symbol, value };
        const isSlice = slice && before?.side === side && before.symbol === symbol;
        const joined = isSlice ? { ...over, orderId: before.orderId } : over;
        made.push(side === 'BUY' ? entry(hour, joined) : exit(hour, pnl, joined));
      }
      return made;
    });

  it('tells of a trade the same whatever comes after it, however often it is asked, and whichever others are', () => {
    fc.assert(
      fc.property(fills, fc.nat(), (all, pick) => {
        const cut = pick % all.length;
        const history = openHistory({ timezone: 'America/New_York' });
        const told = all.map((fill) => {
          history.figuresOf(fill);
          const figures = history.figuresOf(fill);
          history.remember(fill);
          return figures;
        });
        const last = all[cut];
        if (last !== undefined) {
          expect(figuresAfter(all.slice(0, cut), last, 'America/New_York')).toEqual(told[cut]);
        }
      }),
    );
  });

  it('has no figure that is not a finite number', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const history = openHistory({ timezone: 'UTC' });
        for (const fill of all) {
          for (const figure of Object.values(history.figuresOf(fill))) {
            if (figure.known) expect(Number.isFinite(figure.value)).toBe(true);
          }
          history.remember(fill);
        }
      }),
    );
  });
});
