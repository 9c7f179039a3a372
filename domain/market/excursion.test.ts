import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { excursionOf } from './excursion.ts';
import { openMarket } from './product-market.ts';
import { snapshotsOf } from './testing/market-months.ts';

const at = (hours: number) => START_MS + hours * HOUR_MS;
/** Calm around 100, with a low of 80 in hour 30 and a high of 150 in hour 40. */
const bars = candles(calmCloses(100)).map((bar, i) => ({
  ...bar,
  low: i === 30 ? 80 : bar.low,
  high: i === 40 ? 150 : bar.high,
}));
const market = openMarket(snapshotsOf(bars));

function held(from: number, until: number, price: number, entryPrice = 100) {
  return excursionOf(market, { sinceMs: at(from), ts: at(until), price, entryPrice, qty: 2 });
}

describe('the excursion of a position', () => {
  it('is its worst and best price between buy and sale, for the quantity', () => {
    expect(held(25, 45, 110)).toEqual({
      known: true,
      worstPrice: 80,
      bestPrice: 150,
      mae: -40,
      mfe: 100,
      captured: 0.2,
    });
  });

  it('does not see the hours in which it was bought and sold', () => {
    expect(held(30.01, 40.99, 110)).toMatchObject({ worstPrice: expect.closeTo(99.3, 0), bestPrice: 110 });
  });

  it('counts the two prices themselves', () => {
    expect(held(31, 39, 70, 105)).toMatchObject({ worstPrice: 70, bestPrice: 105, mae: -70, mfe: 0 });
    expect(held(31, 39, 170)).toMatchObject({ bestPrice: 170, captured: 1 });
  });

  it('has captured less than nothing of a gain that became a loss, and null of no gain', () => {
    expect(held(35, 45, 90)).toMatchObject({ captured: -0.2 });
    expect(held(31, 39, 70, 105)).toMatchObject({ captured: null });
  });

  it('knows the two prices alone where no whole hour lies between: nothing was given away', () => {
    expect(held(40.1, 40.9, 110)).toMatchObject({ worstPrice: 100, mae: 0, mfe: 20, captured: 1 });
    expect(held(29.5, 30.9, 95)).toMatchObject({ worstPrice: 95, mfe: 0, captured: null });
  });

  it('keeps mae at zero or less, mfe at zero or more, and captures no more than all', () => {
    const anyHour = fc.double({ min: 0, max: 100, noNaN: true });
    const anyPrice = fc.double({ min: 50, max: 160, noNaN: true });
    fc.assert(
      fc.property(anyHour, anyHour, anyPrice, anyPrice, (one, other, price, entryPrice) => {
        const excursion = held(Math.min(one, other), Math.max(one, other), price, entryPrice);
        expect(excursion).toMatchObject({ known: true });
        if (!excursion.known) return;
        expect(excursion.mae).toBeLessThanOrEqual(0);
        expect(excursion.mfe).toBeGreaterThanOrEqual(0);
        expect(excursion.captured ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is not known where its time is not covered, or went by without a single bar', () => {
    expect(held(90, 120, 100)).toEqual({ known: false, reason: UNKNOWN.noCandles });
    expect(held(-30, 20, 100)).toEqual({ known: false, reason: UNKNOWN.noCandles });
    const holed = openMarket(snapshotsOf(bars.filter((_, i) => i < 50 || i > 70)));
    const sale = { sinceMs: at(50), ts: at(60), price: 100, entryPrice: 90, qty: 1 };
    expect(excursionOf(holed, sale)).toEqual({ known: false, reason: UNKNOWN.tooManyGaps });
    expect(excursionOf(holed, { ...sale, sinceMs: at(49) }).known).toBe(true);
  });
});
