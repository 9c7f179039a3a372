import fc from 'fast-check';
import { BollingerBands, RSI, TR, WSMA } from 'trading-signals';
import { describe, expect, it } from 'vitest';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { averageTrueRange } from './average-true-range.ts';
import { bollinger } from './bollinger.ts';
import { hourGrid } from './hour-grid.ts';
import { relativeStrength } from './relative-strength.ts';
import { WILDER_WARM_UP_BARS } from './wilder-average.ts';

// The first 21 of TA-Lib's 252 reference bars (ta_regtest/test_data.c, BSD-3-Clause), high, low, close.
const BARS = [
  [93.25, 90.75, 91.5],
  [94.94, 91.405, 94.815],
  [96.375, 94.25, 94.375],
  [96.19, 93.5, 95.095],
  [96, 92.815, 93.78],
  [94.72, 93.5, 94.625],
  [95, 92, 92.53],
  [93.72, 89.75, 92.75],
  [92.47, 89.44, 90.315],
  [92.75, 90.625, 92.47],
  [96.25, 92.75, 96.125],
  [99.625, 96.315, 97.25],
  [99.125, 96.03, 98.5],
  [92.75, 88.815, 89.875],
  [91.315, 86.75, 91],
  [93.25, 90.94, 92.815],
  [93.405, 88.905, 89.155],
  [90.655, 88.78, 89.345],
  [91.97, 89.25, 91.625],
  [92.25, 89.75, 89.875],
  [90.345, 87.5, 88.375],
].map(([high = 0, low = 0, close = 0], i) => ({
  ts: START_MS + i * HOUR_MS,
  open: close,
  high,
  low,
  close,
  volume: 0,
}));
/** TA-Lib's own figures are cut off after two decimals (golden.json: tolerance_abs). */
const RSI_TOLERANCE = 0.01;
const NONE = Array<number>(14).fill(Number.NaN);
const bars = hourGrid(BARS, START_MS, BARS.length);

describe('indicators on TA-Lib reference bars (its own figures)', () => {
  it('starts RSI 14 at bar 14 with the mean of the first 14 changes', () => {
    const rsi = relativeStrength(bars.closes);
    expect([...rsi.slice(0, 14)]).toEqual(NONE);
    expect(Math.abs((rsi[14] ?? 0) - 49.14)).toBeLessThan(RSI_TOLERANCE);
    expect(Math.abs((rsi[15] ?? 0) - 52.32)).toBeLessThan(RSI_TOLERANCE);
    expect(Math.abs((rsi[16] ?? 0) - 46.07)).toBeLessThan(RSI_TOLERANCE);
  });

  it('starts ATR 14 at bar 14 and does not count bar 0 as a true range', () => {
    const atr = averageTrueRange(bars);
    expect([...atr.slice(0, 14)]).toEqual(NONE);
    expect(atr[14]).toBeCloseTo(3.578, 3);
    expect(atr[15]).toBeCloseTo(3.4876, 4);
  });

  it('draws Bollinger bands with the population deviation from bar 19', () => {
    expect(bollinger(bars.closes, 18)).toBeNull();
    const bands = bollinger(bars.closes, 19);
    expect(bands?.upper).toBeCloseTo(98.0734, 4);
    expect(bands?.middle).toBeCloseTo(92.891, 4);
    expect(bands?.lower).toBeCloseTo(87.7086, 4);
  });
});

describe('indicators and trading-signals', () => {
  const series = fc
    .array(
      fc.record({
        close: fc.integer({ min: 90, max: 110 }),
        reach: fc.double({ min: 0, max: 5, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 80,
      },
    )
    .map((steps) =>
      steps.map(({ close, reach }, i) => ({
        ts: START_MS + i * HOUR_MS,
        open: close,
        high: close + reach,
        low: close - reach,
        close: close + reach / 3,
        volume: 0,
      })),
    );

  it('agree on every RSI to the last byte where something moved', () => {
    fc.assert(
      fc.property(series, (all) => {
        const { closes } = hourGrid(all, START_MS, all.length);
        const moved = closes.some((close) => close !== closes[0]);
        const theirs = new RSI(14).updates([...closes]).map((value) => value ?? Number.NaN);
        if (moved) expect([...relativeStrength(closes)]).toEqual(theirs);
      }),
    );
  });

  it("agree on every ATR to the last byte where Wilder's average is fed from bar 1 on", () => {
    fc.assert(
      fc.property(series, (all) => {
        const smoothed = new WSMA(14);
        const ranges = new TR();
        const theirs = all.map((bar, i) => {
          const range = ranges.update(bar, false);
          return (i === 0 ? null : smoothed.update(range, false)) ?? Number.NaN;
        });
        expect([...averageTrueRange(hourGrid(all, START_MS, all.length))]).toEqual(theirs);
      }),
    );
  });

  it('agree on every band to the last byte', () => {
    fc.assert(
      fc.property(series, (all) => {
        const { closes } = hourGrid(all, START_MS, all.length);
        new BollingerBands(20, 2).updates([...closes]).forEach((theirs, k) => {
          if (theirs === null) expect(bollinger(closes, k)).toBeNull();
          else expect(bollinger(closes, k)).toMatchObject(theirs);
        });
      }),
    );
  });
});

describe('indicators without movement', () => {
  const flat = new Float64Array(400).fill(0.1);

  it('has no RSI', () => {
    expect(relativeStrength(flat).every(Number.isNaN)).toBe(true);
  });

  it('has bands of zero width, which it calls flat', () => {
    expect(bollinger(flat, 399)?.flat).toBe(true);
    expect(bollinger(bars.closes, 20)?.flat).toBe(false);
  });

  it('loses its RSI once Wilder has forgotten the last move', () => {
    const lively = calmCloses(40);
    const still = Array<number>(WILDER_WARM_UP_BARS + 1).fill(lively.at(-1) ?? 0);
    const rsi = relativeStrength(Float64Array.from([...lively, ...still]));
    expect(rsi.at(-3)).toBeGreaterThan(0);
    expect(rsi.at(-1)).toBeNaN();
  });

  it('calls a series that only rises 100, as TA-Lib does', () => {
    const rising = candles(Array.from({ length: 30 }, (_, i) => 100 + i));
    expect(relativeStrength(Float64Array.from(rising, (bar) => bar.close)).at(-1)).toBe(100);
  });
});
