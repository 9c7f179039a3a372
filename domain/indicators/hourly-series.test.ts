import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { prepareSeries, TAIL_BARS } from '../testing/prepare-series.ts';
import type { Candle } from './candle.ts';
import { highest, lowest } from './extremes.ts';
import { filledBars, lastClosedBar } from './hourly-series.ts';

const bars = candles(calmCloses(100));

describe('an hourly series', () => {
  it('fills a missing hour with the last close and counts it', () => {
    const series = prepareSeries(bars.filter((_, i) => i !== 50 && i !== 51));
    expect([...series.closes.slice(49, 53)]).toEqual(
      [bars[49], bars[49], bars[49], bars[52]].map((bar) => bar?.close),
    );
    expect([series.highs[50], series.lows[51]]).toEqual([bars[49]?.close, bars[49]?.close]);
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
    ['a price of zero', { close: 0 }],
    ['a price below zero', { low: -1 }],
    ['no number', { high: Number.NaN }],
    ['an infinite price', { open: Number.POSITIVE_INFINITY }],
    ['its high below its low', { high: 90, low: 95 }],
  ])('leaves out a bar with %s and fills its hour', (_what, bad) => {
    const series = prepareSeries(bars.map((bar, i) => (i === 60 ? { ...bar, ...bad } : bar)));
    expect(series).toEqual(prepareSeries(bars.filter((_, i) => i !== 60)));
    expect(filledBars(series, 60, 1)).toBe(1);
  });

  it.each([
    ['off the hour', START_MS + 1],
    ['off the hour, before all others', START_MS - HOUR_MS / 2],
    ['in seconds', START_MS / 1000],
    ['that is no number', Number.NaN],
  ])('leaves out a bar of a time %s', (_what, ts) => {
    const [bar] = bars;
    expect(prepareSeries(bar ? [...bars, { ...bar, ts }] : [])).toEqual(prepareSeries(bars));
  });

  it('keeps a spike, as the venue tells it', () => {
    const spiked = prepareSeries(bars.map((bar, i) => (i === 60 ? { ...bar, high: bar.high * 10 } : bar)));
    expect(spiked.highs[60]).toBe((bars[60]?.high ?? 0) * 10);
    expect(filledBars(spiked, 99, 100)).toBe(0);
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

describe('extremes of a window', () => {
  it('are those of a plain search, without what has no value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.NaN))),
        fc.integer({ min: -5, max: 12 }),
        fc.integer({ min: -5, max: 12 }),
        (values, from, until) => {
          const inside = values.filter((value, i) => i >= from && i < until && !Number.isNaN(value));
          expect(highest(Float64Array.from(values), from, until)).toBe(Math.max(...inside));
          expect(lowest(Float64Array.from(values), from, until)).toBe(Math.min(...inside));
        },
      ),
    );
  });
});
