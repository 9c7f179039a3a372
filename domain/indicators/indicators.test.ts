import { describe, expect, it } from 'vitest';
import { calmCloses, candles } from '../testing/builders.ts';
import { averageTrueRange } from './average-true-range.ts';
import { bollinger } from './bollinger.ts';
import { relativeStrength, WILDER_WARM_UP_BARS } from './relative-strength.ts';

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
].map(([high = 0, low = 0, close = 0]) => ({ high, low, close }));
/** TA-Lib's own figures are cut off after two decimals (golden.json: tolerance_abs). */
const RSI_TOLERANCE = 0.01;
const closes = BARS.map((bar) => bar.close);

describe('indicators on TA-Lib reference bars (figures: facts/indicators.md)', () => {
  it('starts RSI 14 at bar 14 with the mean of the first 14 changes', () => {
    const rsi = relativeStrength(closes);
    expect(rsi.slice(0, 14)).toEqual(Array(14).fill(null));
    expect(Math.abs((rsi[14] ?? 0) - 49.14)).toBeLessThan(RSI_TOLERANCE);
    expect(Math.abs((rsi[15] ?? 0) - 52.32)).toBeLessThan(RSI_TOLERANCE);
    expect(Math.abs((rsi[16] ?? 0) - 46.07)).toBeLessThan(RSI_TOLERANCE);
  });

  it('starts ATR 14 at bar 14 and does not count bar 0 as a true range', () => {
    const atr = averageTrueRange(BARS);
    expect(atr.slice(0, 14)).toEqual(Array(14).fill(null));
    expect(atr[14]).toBeCloseTo(3.578, 3);
    expect(atr[15]).toBeCloseTo(3.4876, 4);
  });

  it('draws Bollinger bands with the population deviation from bar 19', () => {
    const bands = bollinger(closes);
    expect(bands.slice(0, 19)).toEqual(Array(19).fill(null));
    expect(bands[19]?.upper).toBeCloseTo(98.0734, 4);
    expect(bands[19]?.middle).toBeCloseTo(92.891, 4);
    expect(bands[19]?.lower).toBeCloseTo(87.7086, 4);
  });
});

describe('indicators without movement', () => {
  const flat = Array<number>(400).fill(0.1);

  it('has no RSI', () => {
    expect(relativeStrength(flat).every((value) => value === null)).toBe(true);
  });

  it('has bands of zero width, which it calls flat', () => {
    expect(bollinger(flat).at(-1)?.flat).toBe(true);
    expect(bollinger(closes).at(-1)?.flat).toBe(false);
  });

  it('loses its RSI once Wilder has forgotten the last move', () => {
    const lively = calmCloses(40);
    const still = Array<number>(WILDER_WARM_UP_BARS + 1).fill(lively.at(-1) ?? 0);
    const rsi = relativeStrength([...lively, ...still]);
    expect(rsi.at(-3)).toBeTypeOf('number');
    expect(rsi.at(-1)).toBeNull();
  });

  it('calls a series that only rises 100, as TA-Lib does', () => {
    const rising = candles(Array.from({ length: 30 }, (_, i) => 100 + i));
    expect(relativeStrength(rising.map((bar) => bar.close)).at(-1)).toBe(100);
  });
});
