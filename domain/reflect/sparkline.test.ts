import { describe, expect, it } from 'vitest';
import { marketFeatures } from '../features/market-features.ts';
import { lastClosedBar } from '../indicators/hourly-series.ts';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { prepareSeries } from '../testing/prepare-series.ts';
import { sparkline } from './sparkline.ts';

const closes = calmCloses(100);
const bars = candles(closes);
const at = (hours: number) => START_MS + hours * HOUR_MS;

describe('the sparkline of a fill', () => {
  it('is the last closed bar, the 24 before it, and its price', () => {
    const line = sparkline(prepareSeries(bars), { ts: at(50) + 1, price: 123 });
    expect(line).toEqual([...closes.slice(25, 50), 123]);
    expect(line).toHaveLength(26);
  });

  it('changes from its first value to its last by pct_change_24h_before, also after hours of silence', () => {
    const holed = prepareSeries(bars.filter((_, i) => i < 60 || i > 63));
    for (const [hours, price] of [
      [25, 99],
      [40.5, 123],
      [62, 101.7],
      [100, 97],
      [104, 95],
    ] as const) {
      const fill = { ts: at(hours), price };
      const line = sparkline(holed, fill);
      const [first = Number.NaN, last = Number.NaN] = [line.at(0), line.at(-1)];
      const { pct_change_24h_before } = marketFeatures(holed, lastClosedBar(holed, fill.ts), price);
      expect(pct_change_24h_before).toEqual({ known: true, value: (last - first) / first });
    }
  });

  it('is shorter near the start and the price alone before it', () => {
    const series = prepareSeries(bars);
    expect(sparkline(series, { ts: at(2), price: 9 })).toEqual([...closes.slice(0, 2), 9]);
    expect(sparkline(series, { ts: at(-5), price: 9 })).toEqual([9]);
    expect(sparkline(prepareSeries([]), { ts: at(2), price: 9 })).toEqual([9]);
  });

  it('is the same with later candles cut off, also in a gap of days', () => {
    const holed = prepareSeries(bars.filter((_, i) => i < 20 || i > 70));
    for (const hours of [19, 20, 21, 30, 44, 45, 60, 71]) {
      const ts = at(hours);
      const cut = prepareSeries(bars.filter((bar, i) => i < 20 && bar.ts + HOUR_MS <= ts));
      expect(sparkline(cut, { ts, price: 1 })).toEqual(sparkline(holed, { ts, price: 1 }));
    }
  });
});
