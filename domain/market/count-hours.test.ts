import { describe, expect, it } from 'vitest';
import type { MarketFeatures } from '../features/market-features.ts';
import { HOUR_MS } from '../testing/builders.ts';
import { countHours } from './count-hours.ts';
import { openMarket } from './product-market.ts';
import { livelyCandles, snapshotsOf } from './testing/market-months.ts';

const JANUARY = Date.UTC(2024, 0, 1);
const FEBRUARY = Date.UTC(2024, 1, 1);
const bars = livelyCandles(60 * 24, JANUARY);
const market = openMarket(snapshotsOf(bars));
const always = () => true;

describe('the base rate of a rule in a month', () => {
  it('counts every hour of the month, and those that meet the rule', () => {
    expect(countHours(market, '2024-02', always)).toEqual({ hours: 29 * 24, met: 29 * 24 });
    expect(countHours(market, '2024-02', () => false)).toEqual({ hours: 29 * 24, met: 0 });
  });

  it('holds the rule against each hour at its close, with its close as the price', () => {
    const seen: MarketFeatures[] = [];
    countHours(market, '2024-02', (features) => seen.push(features) > 0);
    const closes = bars.filter((bar) => bar.ts + HOUR_MS > FEBRUARY + HOUR_MS - 1);
    const changes = closes.map(({ ts, close }) => {
      const dayBefore = bars[(ts - JANUARY) / HOUR_MS - 24]?.close ?? Number.NaN;
      return (close - dayBefore) / dayBefore;
    });
    expect(seen.map(({ pct_change_24h_before }) => pct_change_24h_before)).toEqual(
      changes.map((value) => ({ known: true, value })),
    );
  });

  it('leaves out hours that are not covered, too near the start, or in silence', () => {
    const half = openMarket(snapshotsOf(bars.filter((bar) => bar.ts < FEBRUARY + 100 * HOUR_MS)));
    expect(countHours(half, '2024-02', always).hours).toBe(100);
    const alone = openMarket(snapshotsOf(bars.filter((bar) => bar.ts >= FEBRUARY)));
    expect(countHours(alone, '2024-02', always).hours).toBe(29 * 24 - 249);
    const [from, until] = [FEBRUARY + 100 * HOUR_MS, FEBRUARY + 148 * HOUR_MS];
    const silent = openMarket(snapshotsOf(bars.filter((bar) => bar.ts < from || bar.ts >= until)));
    // Six of the silent hours can be read; after them, none of the 17 that have more than six in the day behind them.
    expect(countHours(silent, '2024-02', always).hours).toBe(29 * 24 - (48 - 6) - 17);
  });

  it('is nothing in a month that is not there', () => {
    expect(countHours(market, '2025-06', always)).toEqual({ hours: 0, met: 0 });
  });
});
