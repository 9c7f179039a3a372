import { describe, expect, it } from 'vitest';
import {
  readSharedCsv,
  readSharedText,
  SKIP_NOTE,
  sharedDataIsThere,
} from '../../test/support/shared-data.ts';
import { HOUR_MS, START_MS } from '../testing/builders.ts';
import { averageTrueRange } from './average-true-range.ts';
import { bollinger } from './bollinger.ts';
import type { Candle } from './candle.ts';
import { hourGrid } from './hour-grid.ts';
import { relativeStrength } from './relative-strength.ts';

type Golden = Record<string, number | null | string>;

describe.skipIf(!sharedDataIsThere)(`Skender's 502 bars in full precision${SKIP_NOTE}`, () => {
  const candles = readBars('indicators/skender/quotes_default.csv');
  const bars = hourGrid(candles, START_MS, candles.length);
  const bands = candles.map((_, i) => bollinger(bars.closes, i));

  it.each([
    ['RSI 14', 'rsi', 'rsi', relativeStrength(bars.closes)],
    ['ATR 14', 'atr', 'atr', averageTrueRange(bars)],
    ['SMA 20', 'sma', 'sma', bands.map((band) => band?.middle)],
    ['upper band', 'bb', 'upperBand', bands.map((band) => band?.upper)],
    ['lower band', 'bb', 'lowerBand', bands.map((band) => band?.lower)],
    [
      'band position',
      'bb',
      'percentB',
      bands.map((band, i) => band && ((bars.closes[i] ?? 0) - band.lower) / (band.upper - band.lower)),
    ],
  ] as const)('%s is equal to 1e-9 at every bar', (_name, file, field, ours) => {
    const golden = readGolden(`indicators/skender/${file}.standard.json`);
    const known = golden.filter((row) => typeof row[field] === 'number').length;
    expect(known).toBeGreaterThan(sharedDataIsThere ? 400 : -1);
    golden.forEach((row, i) => {
      const expected = row[field];
      if (typeof expected === 'number')
        expect(Math.abs((ours[i] ?? Number.NaN) - expected)).toBeLessThan(1e-9);
      else expect(ours[i] ?? Number.NaN).toBeNaN();
    });
  });
});

describe.skipIf(!sharedDataIsThere)(`TA-Lib's 252 bars${SKIP_NOTE}`, () => {
  const candles = readBars('indicators/talib/ref_daily_252.csv');
  const bars = hourGrid(candles, START_MS, candles.length);
  const golden = sharedDataIsThere ? JSON.parse(readSharedText('indicators/talib/golden.json')).golden : {};

  it.each([
    ['RSI_14', relativeStrength(bars.closes)],
    ['ATR_14', averageTrueRange(bars)],
  ])('%s is equal at every bar that TA-Lib names', (name, ours) => {
    const values: [string, number][] = Object.entries(golden[name].values);
    expect(values.length).toBeGreaterThan(3);
    // golden.json: tolerance_abs 0.01, as its figures are cut off after two decimals.
    for (const [bar, value] of values)
      expect(Math.abs((ours[Number(bar)] ?? Number.NaN) - value)).toBeLessThan(0.01);
  });
});

function readBars(path: string): Candle[] {
  if (!sharedDataIsThere) return [];
  return readSharedCsv(path).map(({ high, low, close }, i) => ({
    ts: START_MS + i * HOUR_MS,
    open: Number(close),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: 0,
  }));
}

function readGolden(path: string): Golden[] {
  return sharedDataIsThere ? JSON.parse(readSharedText(path)) : [];
}
