import { describe, expect, it } from 'vitest';
import {
  readSharedCsv,
  readSharedText,
  SKIP_NOTE,
  sharedDataIsThere,
} from '../../test/support/shared-data.ts';
import { computeFeatures } from '../features/compute-features.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import type { Candle } from '../indicators/candle.ts';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { describeHours } from './describe-hours.ts';
import { openMarket } from './product-market.ts';
import { livelyCandles, snapshotsOf } from './testing/market-months.ts';

const hoursOf = (bars: readonly Candle[]) => {
  const [first, last] = [bars[0]?.ts ?? 0, bars.at(-1)?.ts ?? 0];
  return describeHours(openMarket(snapshotsOf(bars)), first, last);
};
const reason = (text: string) => ({ known: false, reason: text });

describe('hours of a market', () => {
  it('have the features of a buy at their close, at their closing price', () => {
    const bars = livelyCandles(1500, START_MS);
    const market = openMarket(snapshotsOf(bars));
    const nothing = { basis: null, pnl: null, heldHours: null } as Parameters<typeof computeFeatures>[2];
    // The last hour of a month closes in the next one, of which it is the first to be read.
    for (const at of [300, 742, 743, 744, 1400]) {
      const bar = bars[at];
      const ts = (bar?.ts ?? 0) + HOUR_MS;
      const price = bar?.close ?? 0;
      const { features, supportGap } = computeFeatures(
        market.seriesAt(ts),
        { side: 'BUY', ts, price },
        nothing,
      );
      const { held_hours: _, pnl_exit: __, ...wanted } = features;
      const [hour] = describeHours(market, ts - HOUR_MS, ts - HOUR_MS);
      expect(hour?.features).toEqual({ ...wanted, support_gap: supportGap });
      expect(hour?.features.RSI_14.known).toBe(true);
    }
  });

  it('say that there is not enough data, and for what', () => {
    const hours = hoursOf(candles(calmCloses(260)));
    expect(hours[0]?.indicators).toEqual({
      RSI_14: reason(UNKNOWN.tooFewBars),
      ATR_14: reason(UNKNOWN.tooFewBars),
      BB_lower: reason(UNKNOWN.tooFewBars),
      BB_middle: reason(UNKNOWN.tooFewBars),
      BB_upper: reason(UNKNOWN.tooFewBars),
    });
    const first = (name: keyof (typeof hours)[0]['indicators']) =>
      hours.findIndex(({ indicators }) => indicators[name].known);
    expect([first('RSI_14'), first('ATR_14'), first('BB_middle')]).toEqual([14, 14, 19]);
    // RSI with its seed still in it is no feature.
    expect(hours[248]?.features.RSI_14).toEqual(reason(UNKNOWN.tooFewBars));
    expect(hours[249]?.features.RSI_14.known).toBe(true);
  });

  it('of a price that does not move have no RSI, and bands of one price', () => {
    const hour = hoursOf(candles(Array(300).fill(100), 0)).at(-1);
    expect(hour?.indicators).toEqual({
      RSI_14: reason(UNKNOWN.noMovement),
      ATR_14: { known: true, value: 0 },
      BB_lower: { known: true, value: 100 },
      BB_middle: { known: true, value: 100 },
      BB_upper: { known: true, value: 100 },
    });
    expect(hour?.features.BB_pos).toEqual(reason(UNKNOWN.noMovement));
  });

  it('without a candle are told as filled, and so many of them make features unknown', () => {
    const bars = livelyCandles(400, START_MS).filter((_, i) => i < 380 || i === 399);
    const hours = hoursOf(bars);
    expect(hours).toHaveLength(400);
    expect(hours.map(({ filled }) => filled).indexOf(true)).toBe(380);
    expect(hours[390]?.features.BB_pos).toEqual(reason(UNKNOWN.tooManyGaps));
    expect(hours[399]?.filled).toBe(false);
  });
});

describe.skipIf(!sharedDataIsThere)(`of Skender's 502 bars${SKIP_NOTE}`, () => {
  const rows = sharedDataIsThere ? readSharedCsv('indicators/skender/quotes_default.csv') : [];
  const hours = rows.length > 0 ? hoursOf(rows.map(toBar)) : [];

  it.each([
    ['RSI_14', 'rsi', 'rsi'],
    ['ATR_14', 'atr', 'atr'],
    ['BB_middle', 'bb', 'sma'],
    ['BB_upper', 'bb', 'upperBand'],
    ['BB_lower', 'bb', 'lowerBand'],
  ] as const)('%s is equal to 1e-9 at every bar', (name, file, field) => {
    const golden: Record<string, number | null>[] = JSON.parse(
      readSharedText(`indicators/skender/${file}.standard.json`),
    );
    expect(golden).toHaveLength(hours.length);
    golden.forEach((row, i) => {
      const ours = hours[i]?.indicators[name];
      const wanted = row[field];
      if (typeof wanted !== 'number') expect(ours?.known).toBe(false);
      else expect(ours?.known && Math.abs(ours.value - wanted) < 1e-9).toBe(true);
    });
  });
});

function toBar({ high, low, close }: Record<string, string>, i: number): Candle {
  const last = Number(close);
  return {
    ts: START_MS + i * HOUR_MS,
    open: last,
    high: Number(high),
    low: Number(low),
    close: last,
    volume: 0,
  };
}
