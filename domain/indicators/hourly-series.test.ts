import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import type { Candle } from './candle.ts';
import { filledBars, lastClosedBar, prepareSeries, TAIL_BARS } from './hourly-series.ts';
import { slidingHighest, slidingLowest } from './sliding-extreme.ts';

const bars = candles(calmCloses(100));

describe('an hourly series', () => {
  it('fills a missing hour with the last close and counts it', () => {
    const series = prepareSeries(bars.filter((_, i) => i !== 50 && i !== 51));
    expect(series.closes.slice(49, 53)).toEqual(
      [bars[49], bars[49], bars[49], bars[52]].map((bar) => bar?.close),
    );
    expect(filledBars(series, 99, 250)).toBe(2);
    expect(filledBars(series, 50, 1)).toBe(1);
    expect(filledBars(series, 52, 1)).toBe(0);
  });

  it('counts every hour after its last bar as filled, also beyond what it holds', () => {
    const series = prepareSeries(bars);
    expect(series.closes).toHaveLength(100 + TAIL_BARS);
    expect(filledBars(series, 105, 10)).toBe(6);
    expect(filledBars(series, 1099, 250)).toBe(250);
  });

  it('is the same whatever the order of its candles', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(bars, { minLength: bars.length }), (shuffled) => {
        expect(prepareSeries(shuffled)).toEqual(prepareSeries(bars));
      }),
      { numRuns: 20 },
    );
  });

  it('lets the later of two bars of one hour count', () => {
    const [first] = bars;
    const corrected = first ? [...bars, { ...first, close: 101, high: 102 }] : [];
    expect(prepareSeries(corrected).closes[0]).toBe(101);
    expect(prepareSeries([...bars, ...bars])).toEqual(prepareSeries(bars));
  });

  it.each<[string, Partial<Candle>]>([
    ['price_not_positive', { close: 0 }],
    ['price_not_positive', { low: -1 }],
    ['price_not_positive', { high: Number.NaN }],
    ['price_not_positive', { open: Number.POSITIVE_INFINITY }],
    ['high_below_low', { high: 90, low: 95 }],
  ])('refuses a bad tick with %s and fills its hour', (reason, bad) => {
    const series = prepareSeries(bars.map((bar, i) => (i === 60 ? { ...bar, ...bad } : bar)));
    expect(series.refused).toEqual([{ ts: bars[60]?.ts, reason }]);
    expect(series.closes[60]).toBe(bars[59]?.close);
    expect(filledBars(series, 60, 1)).toBe(1);
  });

  it.each([
    ['time_off_the_hour', START_MS + 1],
    ['time_out_of_range', START_MS / 1000],
    ['time_out_of_range', Number.NaN],
  ] as const)('refuses a bar with %s', (reason, ts) => {
    const [bar] = bars;
    const series = prepareSeries(bar ? [...bars, { ...bar, ts }] : []);
    expect(series.refused).toEqual([{ ts, reason }]);
    expect(series.startMs).toBe(START_MS);
  });

  it('reads no volume', () => {
    expect(prepareSeries(bars.map((bar) => ({ ...bar, volume: Number.NaN })))).toEqual(prepareSeries(bars));
  });

  it('is empty without candles', () => {
    const series = prepareSeries([]);
    expect(series.startMs).toBeNull();
    expect(lastClosedBar(series, START_MS)).toBe(-1);
  });
});

describe('the last closed bar', () => {
  const series = prepareSeries(bars);

  it('is a bar from the moment its hour is over', () => {
    expect(lastClosedBar(series, START_MS + 10 * HOUR_MS)).toBe(9);
    expect(lastClosedBar(series, START_MS + 10 * HOUR_MS - 1)).toBe(8);
  });

  it('lies before the series until the first bar has closed', () => {
    expect(lastClosedBar(series, START_MS + HOUR_MS - 1)).toBe(-1);
    expect(lastClosedBar(series, START_MS - 50 * HOUR_MS)).toBeLessThan(0);
  });
});

describe('sliding extremes', () => {
  it('are those of a plain search', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 })),
        fc.integer({ min: 1, max: 12 }),
        (values, window) => {
          const search = (extreme: (...all: number[]) => number) =>
            values.map((_, i) => (i < window - 1 ? null : extreme(...values.slice(i - window + 1, i + 1))));
          expect(slidingHighest(values, window)).toEqual(search(Math.max));
          expect(slidingLowest(values, window)).toEqual(search(Math.min));
        },
      ),
    );
  });
});
