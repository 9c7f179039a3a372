import { describe, expect, it } from 'vitest';
import {
  readSharedCsv,
  readSharedText,
  SKIP_NOTE,
  sharedDataIsThere,
} from '../../test/support/shared-data.ts';
import { averageTrueRange } from './average-true-range.ts';
import { bollinger } from './bollinger.ts';
import type { Candle } from './candle.ts';
import { relativeStrength } from './relative-strength.ts';

type Golden = Record<string, number | null | string>;

describe.skipIf(!sharedDataIsThere)(`Skender's 502 bars in full precision${SKIP_NOTE}`, () => {
  const bars = readBars('indicators/skender/quotes_default.csv');
  const closes = bars.map((bar) => bar.close);
  const bands = bollinger(closes);

  it.each([
    ['RSI 14', 'rsi', 'rsi', relativeStrength(closes)],
    ['ATR 14', 'atr', 'atr', averageTrueRange(bars)],
    ['SMA 20', 'sma', 'sma', bands.map((band) => band?.middle ?? null)],
    ['upper band', 'bb', 'upperBand', bands.map((band) => band?.upper ?? null)],
    ['lower band', 'bb', 'lowerBand', bands.map((band) => band?.lower ?? null)],
    [
      'band position',
      'bb',
      'percentB',
      bands.map((band, i) => band && ((closes[i] ?? 0) - band.lower) / (band.upper - band.lower)),
    ],
  ] as const)('%s is equal to 1e-9 at every bar', (_name, file, field, ours) => {
    const golden = readGolden(`indicators/skender/${file}.standard.json`);
    const known = golden.filter((row) => typeof row[field] === 'number').length;
    expect(known).toBeGreaterThan(sharedDataIsThere ? 400 : -1);
    golden.forEach((row, i) => {
      const expected = row[field];
      if (typeof expected === 'number') expect(Math.abs((ours[i] ?? 0) - expected)).toBeLessThan(1e-9);
      else expect(ours[i]).toBeNull();
    });
  });
});

describe.skipIf(!sharedDataIsThere)(`TA-Lib's 252 bars${SKIP_NOTE}`, () => {
  const bars = readBars('indicators/talib/ref_daily_252.csv');
  const closes = bars.map((bar) => bar.close);
  const golden = sharedDataIsThere ? JSON.parse(readSharedText('indicators/talib/golden.json')).golden : {};

  it.each([
    ['RSI_14', relativeStrength(closes)],
    ['ATR_14', averageTrueRange(bars)],
  ])('%s is equal at every bar that TA-Lib names', (name, ours) => {
    const values: [string, number][] = Object.entries(golden[name].values);
    expect(values.length).toBeGreaterThan(3);
    // golden.json: tolerance_abs 0.01, as its figures are cut off after two decimals.
    for (const [bar, value] of values) expect(Math.abs((ours[Number(bar)] ?? 0) - value)).toBeLessThan(0.01);
  });
});

function readBars(path: string): Candle[] {
  if (!sharedDataIsThere) return [];
  return readSharedCsv(path).map(({ open, high, low, close }, ts) => ({
    ts,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: 0,
  }));
}

function readGolden(path: string): Golden[] {
  return sharedDataIsThere ? JSON.parse(readSharedText(path)) : [];
}
