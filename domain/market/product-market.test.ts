import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketFeatures } from '../features/market-features.ts';
import { supportGap } from '../features/support-gap.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { lastClosedBar } from '../indicators/hourly-series.ts';
import { HOUR_MS } from '../testing/builders.ts';
import type { CandleMonth, ProductMarket } from './market-types.ts';
import { monthOf, monthsFor } from './needed-months.ts';
import { openMarket } from './product-market.ts';
import { livelyCandles, snapshotsOf } from './testing/market-months.ts';

/** Ten months, January to October 2024. */
const HOURS = 305 * 24;
const START_MS = Date.UTC(2024, 0, 1);
const history = livelyCandles(HOURS, START_MS);
const snapshots = snapshotsOf(history);
const at = (hours: number) => START_MS + hours * HOUR_MS;
const anyTime = fc.integer({ min: 0, max: HOURS * HOUR_MS });
/** Hours without a bar, some of them days long. */
const anyGaps = fc.array(fc.tuple(fc.integer({ min: 0, max: HOURS }), fc.integer({ min: 1, max: 100 })), {
  maxLength: 40,
});
const without = (gaps: readonly (readonly [number, number])[]) => {
  const gone = new Set(
    gaps.flatMap(([from, hours]) => Array.from({ length: hours }, (_, i) => at(from + i))),
  );
  return history.filter((bar) => !gone.has(bar.ts));
};

function figuresAt(market: ProductMarket, ts: number, price = 100): string {
  const series = market.seriesAt(ts);
  const k = lastClosedBar(series, ts);
  return JSON.stringify([marketFeatures(series, k, price), supportGap(series, k, price), series.startMs]);
}

describe('the series of a fill', () => {
  it('gives the same bytes with two months loaded as with ten', () => {
    fc.assert(
      fc.property(anyGaps, fc.array(anyTime, { minLength: 1, maxLength: 8 }), (gaps, times) => {
        const all = snapshotsOf(without(gaps));
        const ten = openMarket(all);
        for (const ts of times) {
          const needed = monthsFor({ ts, fromMs: ts, untilMs: ts });
          const two = openMarket(all.filter(({ month }) => needed.includes(month)));
          expect(figuresAt(ten, ts)).toBe(figuresAt(two, ts));
        }
      }),
    );
  });

  it('does not change when all candles after the fill are cut off', () => {
    fc.assert(
      fc.property(anyGaps, anyTime, (gaps, ts) => {
        const all = without(gaps);
        const before = all.filter((bar) => bar.ts + HOUR_MS <= ts);
        const cut = openMarket(snapshotsOf(before, ts));
        expect(figuresAt(cut, ts)).toBe(figuresAt(openMarket(snapshotsOf(all)), ts));
      }),
    );
  });

  it('starts with the month before, or with the first bar there is', () => {
    const market = openMarket(snapshots.filter(({ month }) => month !== '2024-03'));
    expect(market.seriesAt(Date.UTC(2024, 1, 10)).startMs).toBe(START_MS);
    expect(market.seriesAt(Date.UTC(2024, 3, 10)).startMs).toBe(Date.UTC(2024, 3, 1));
    expect(market.seriesAt(Date.UTC(2024, 5, 1)).startMs).toBe(Date.UTC(2024, 4, 1));
  });

  it('is prepared once for all fills of a month', () => {
    const market = openMarket(snapshots);
    const [march, april] = [Date.UTC(2024, 2, 5), Date.UTC(2024, 3, 5)];
    const series = market.seriesAt(march);
    market.seriesAt(april);
    expect(market.seriesAt(march + HOUR_MS)).toBe(series);
  });

  it('goes on for hours past the end of what is loaded, and then falls silent', () => {
    const market = openMarket(snapshots.filter(({ month }) => month === '2024-03'));
    const rsiAt = (hours: number) => {
      const ts = Date.UTC(2024, 3, 1) + hours * HOUR_MS;
      const series = market.seriesAt(ts);
      return marketFeatures(series, lastClosedBar(series, ts), 100).RSI_14;
    };
    expect(rsiAt(6).known).toBe(true);
    expect(rsiAt(7)).toEqual({ known: false, reason: UNKNOWN.tooManyGaps });
  });

  it('is empty where nothing is loaded', () => {
    expect(openMarket([]).seriesAt(START_MS)).toMatchObject({ startMs: null, closes: new Float64Array(0) });
    expect(openMarket(snapshots).seriesAt(Date.UTC(2020, 0, 1)).startMs).toBeNull();
  });
});

describe('dirty snapshots', () => {
  const [january, february] = snapshots;
  if (!january || !february) throw new Error('ten months');
  const clean = openMarket([january, february]);
  const end = february.coveredUntil;
  const ts = end - HOUR_MS / 2;
  const reads = (...months: CandleMonth[]) => {
    const market = openMarket(months);
    return [
      figuresAt(market, ts),
      market.extremes(START_MS, end),
      market.priceAt(ts),
      market.hashes({ ts, fromMs: ts, untilMs: ts }),
    ];
  };
  const plain = reads(january, february);
  const withBars = (month: CandleMonth, ...more: CandleMonth['candles']) => {
    return { ...month, candles: [...month.candles, ...more] };
  };

  it('may come in any order, and so may their candles', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...february.candles], { minLength: february.candles.length }),
        (shuffled) => {
          expect(reads({ ...february, candles: shuffled }, january)).toEqual(plain);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('may hold a bar twice, of which the later counts', () => {
    expect(reads(january, withBars(february, ...february.candles.slice(0, 50)))).toEqual(plain);
    const [bar] = february.candles;
    const corrected = withBars(february, ...(bar ? [{ ...bar, high: 900 }] : []));
    expect(openMarket([corrected]).extremes(START_MS, end)?.high).toBe(900);
  });

  it('may hold bars that are none, of another month, or not closed yet', () => {
    const [first] = january.candles;
    const [bar] = february.candles;
    if (!first || !bar) throw new Error('bars');
    const bad = [
      { ...bar, high: 1, low: 2 },
      { ...bar, ts: bar.ts + 1, high: 900 },
      { ...first, high: 900 },
      { ...bar, ts: end, high: 900 },
    ];
    expect(reads(january, withBars(february, ...bad))).toEqual(plain);
    const early = { ...february, coveredUntil: bar.ts + HOUR_MS / 2 };
    expect(openMarket([early]).extremes(START_MS, end)).toBeNull();
  });

  it('may hold bars without volume', () => {
    const silent = february.candles.map((bar) => ({ ...bar, volume: 0 }));
    expect(reads(january, { ...february, candles: silent })).toEqual(plain);
  });

  it('may hold a spike, which every figure that looks at it follows', () => {
    const spiked = february.candles.map((bar, i, { length }) =>
      i === length - 5 ? { ...bar, high: bar.high * 10 } : bar,
    );
    const market = openMarket([january, { ...february, candles: spiked }]);
    expect(market.extremes(START_MS, end)?.high).toBe((february.candles.at(-5)?.high ?? 0) * 10);
    expect(figuresAt(market, ts)).not.toBe(figuresAt(clean, ts));
  });

  it('may be two of one month, of which the one that covers more counts', () => {
    const half = { ...february, hash: 'old', coveredUntil: end - 300 * HOUR_MS };
    expect(reads(february, january, half)).toEqual(plain);
    expect(reads(half, february, january)).toEqual(plain);
  });
});

describe('extremes', () => {
  it('are those of a plain search, over gaps and missing months too', () => {
    const anyMonths = fc.subarray(snapshots.map(({ month }) => month));
    fc.assert(
      fc.property(anyGaps, anyMonths, anyTime, anyTime, (gaps, missing, one, other) => {
        const [from, until] = [Math.min(one, other), Math.max(one, other)];
        const bars = without(gaps).filter((bar) => !missing.includes(monthOf(bar.ts)));
        const market = openMarket(snapshotsOf(bars));
        const inside = bars.filter((bar) => bar.ts >= from && bar.ts + HOUR_MS <= until);
        const expected = inside.length > 0 && {
          high: Math.max(...inside.map((bar) => bar.high)),
          low: Math.min(...inside.map((bar) => bar.low)),
        };
        expect(market.extremes(from, until)).toEqual(expected || null);
        expect(market.extremes(from, until)).toEqual(expected || null);
      }),
    );
  });

  it('are those of bars that lie wholly inside', () => {
    const market = openMarket(snapshots);
    expect(market.extremes(at(5), at(6))).toEqual({ high: history[5]?.high, low: history[5]?.low });
    expect(market.extremes(at(5) + 1, at(6))).toBeNull();
    expect(market.extremes(at(5), at(6) - 1)).toBeNull();
    expect(market.extremes(at(6), at(5))).toBeNull();
  });
});

describe('the price at a time', () => {
  const market = openMarket(snapshotsOf(history.filter((_, i) => i < 740 || i > 800)));

  it('is the close of the last bar that had closed', () => {
    expect(market.priceAt(at(100))).toBe(history[99]?.close);
    expect(market.priceAt(at(100) - 1)).toBe(history[98]?.close);
  });

  it('is at most a day old, also across the end of a month', () => {
    expect(market.priceAt(at(740 + 24))).toBe(history[739]?.close);
    expect(market.priceAt(at(740 + 24) + 1)).toBeNull();
    expect(market.priceAt(at(0))).toBeNull();
    expect(market.priceAt(at(HOURS + 30))).toBeNull();
  });
});

describe('what is covered', () => {
  const market = openMarket(snapshotsOf(history, at(HOURS - 10)).filter(({ month }) => month !== '2024-03'));
  const april = Date.UTC(2024, 3, 1);

  it('is every whole hour of the months that are there, up to where the last one ends', () => {
    expect(market.covers(START_MS, Date.UTC(2024, 2, 1))).toBe(true);
    expect(market.covers(april, at(HOURS - 10))).toBe(true);
    expect(market.covers(april, at(HOURS - 9) - 1)).toBe(true);
    expect(market.covers(april, at(HOURS - 9))).toBe(false);
  });

  it('is not a missing month, nor what lies outside', () => {
    expect(market.covers(START_MS, Date.UTC(2024, 2, 1) + HOUR_MS)).toBe(false);
    expect(market.covers(START_MS, april + HOUR_MS)).toBe(false);
    expect(market.covers(april - HOUR_MS, april + HOUR_MS)).toBe(false);
    expect(market.covers(START_MS - HOUR_MS, START_MS + HOUR_MS)).toBe(false);
    expect(market.covers(at(HOURS), at(HOURS + 5000))).toBe(false);
    expect(openMarket([]).covers(START_MS, START_MS + HOUR_MS)).toBe(false);
  });

  it('is a span without a whole hour, always', () => {
    expect(openMarket([]).covers(START_MS + 1, START_MS + HOUR_MS)).toBe(true);
  });
});

describe('the hashes of what is read for a fill', () => {
  const market = openMarket([...snapshots].reverse());
  const loaded = snapshots.map(({ month }) => month);
  const time = fc.integer({ min: Date.UTC(2023, 10, 1), max: Date.UTC(2024, 11, 1) });

  it('are those of the months that must be loaded for it, as far as they are, oldest first', () => {
    fc.assert(
      fc.property(time, time, time, (a, b, c) => {
        const [fromMs = a, ts = b, untilMs = c] = [a, b, c].sort((x, y) => x - y);
        const span = { fromMs, ts, untilMs };
        expect(market.hashes(span)).toEqual(monthsFor(span).filter((month) => loaded.includes(month)));
      }),
    );
  });
});
