import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { buy, calmCloses, candles, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { prepareSeries } from '../testing/prepare-series.ts';
import { computeFeatures } from './compute-features.ts';
import { UNKNOWN } from './unknown-reason.ts';

const BOUGHT = openLedger('BTC-USD').book(buy(0, '1', '100'));
/** Close of bar i is 100 + i, so every definition can be worked out by hand. */
const climb = candles(Array.from({ length: 400 }, (_, i) => 100 + i));
const at = (hours: number) => START_MS + hours * HOUR_MS;

function featuresOf(bars: typeof climb, ts: number, price: number) {
  return computeFeatures(prepareSeries(bars), { side: 'BUY', ts, price }, BOUGHT);
}

function numberOf(figure: { known: boolean; value?: number | string }): number {
  return figure.known ? Number(figure.value) : Number.NaN;
}

describe('features of a fill', () => {
  // At 300:30 the last closed bar is k = 299 (close 399); its high is 399 × 1.001.
  const { features, supportGap, filledBars } = featuresOf(climb, at(300) + HOUR_MS / 2, 420);

  it('measures changes from the closes 1 and 24 bars before the last closed one', () => {
    expect(numberOf(features.pct_change_1h_before)).toBeCloseTo((420 - 398) / 398, 12);
    expect(numberOf(features.pct_change_24h_before)).toBeCloseTo((420 - 375) / 375, 12);
  });

  it('measures the gap from the mean of the last 20 closes', () => {
    expect(numberOf(features.gap_from_MA)).toBeCloseTo((420 - 389.5) / 389.5, 12);
  });

  // The population deviation of 20 consecutive integers is √((20² − 1) ÷ 12).
  it('places the price between the bands, beyond 1 above them', () => {
    const reach = 2 * Math.sqrt(399 / 12);
    expect(numberOf(features.BB_pos)).toBeCloseTo((420 - (389.5 - reach)) / (2 * reach), 9);
  });

  it('measures the drawdown from the highest high of 72 bars', () => {
    expect(numberOf(features.drawdown_recent)).toBeCloseTo((399.399 - 420) / 399.399, 12);
  });

  it('looks no further back than 72 bars for it', () => {
    // Bars k−71 … k are 228 … 299; in a fall the highest high is that of bar 228, which opened at 1000 − 227.
    const fall = candles(Array.from({ length: 400 }, (_, i) => 1000 - i));
    const { drawdown_recent } = featuresOf(fall, at(300), 700).features;
    expect(numberOf(drawdown_recent)).toBeCloseTo((773 * 1.001 - 700) / (773 * 1.001), 12);
  });

  it('takes RSI and ATR at the last closed bar', () => {
    expect(numberOf(features.RSI_14)).toBe(100);
    // In a steady climb every true range is high − low = 1.001 × c − 0.999 × (c − 1).
    expect(numberOf(features.ATR_rel)).toBeCloseTo(1.77 / 399, 3);
  });

  // Bars k−77 … k−6 are 222 … 293; the lowest low is that of bar 222, which opened at 321.
  it('measures the gap from the lowest low of the 72 bars before the last 6', () => {
    expect(numberOf(supportGap)).toBeCloseTo((420 - 321 * 0.999) / (321 * 0.999), 12);
  });

  it('has a gap below zero for a price under support', () => {
    const below = featuresOf(climb, at(300), 321 * 0.999 * 0.99);
    expect(numberOf(below.supportGap)).toBeCloseTo(-0.01, 12);
  });

  it('fills nothing where nothing is missing', () => {
    expect(filledBars).toBe(0);
  });

  it('has hours and result of a sale, and neither of a buy', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    const outcome = ledger.book(sell(12, '1', '90'));
    const sold = computeFeatures(prepareSeries(climb), { side: 'SELL', ts: at(12), price: 90 }, outcome);
    expect(sold.features.held_hours).toEqual({ known: true, value: 12 });
    expect(sold.features.pnl_exit).toEqual({ known: true, value: '-10' });
    expect(features.pnl_exit).toEqual({ known: false, reason: UNKNOWN.notAnExit });
  });

  it('has no result of a sale without a known basis', () => {
    const outcome = openLedger('BTC-USD').book(sell(12, '1', '90'));
    const sold = computeFeatures(prepareSeries(climb), { side: 'SELL', ts: at(12), price: 90 }, outcome);
    expect(sold.features.pnl_exit).toEqual({ known: false, reason: UNKNOWN.basisUnknown });
    expect(sold.features.held_hours).toEqual({ known: false, reason: UNKNOWN.basisUnknown });
  });

  it('has a result, and no hold, of a sale whose cost was entered without a day', () => {
    const sale = sell(12, '1', '90');
    const enteredCosts = new Map([[sale.id, { unitCost: '100', acquiredAt: null }]]);
    const outcome = openLedger('BTC-USD', { enteredCosts }).book(sale);
    const sold = computeFeatures(prepareSeries(climb), { side: 'SELL', ts: at(12), price: 90 }, outcome);
    expect(sold.features.pnl_exit).toEqual({ known: true, value: '-10' });
    expect(sold.features.held_hours).toEqual({ known: false, reason: UNKNOWN.boughtWhenUnknown });
  });
});

describe('features that cannot be computed', () => {
  const calm = candles(calmCloses(400));

  it.each([
    ['pct_change_1h_before', 2],
    ['pct_change_24h_before', 25],
    ['BB_pos', 20],
    ['gap_from_MA', 20],
    ['drawdown_recent', 72],
    ['RSI_14', 250],
    ['ATR_rel', 250],
  ] as const)('%s needs %i closed bars', (name, bars) => {
    expect(featuresOf(calm, at(bars), 100).features[name].known).toBe(true);
    expect(featuresOf(calm, at(bars) - 1, 100).features[name]).toEqual({
      known: false,
      reason: UNKNOWN.tooFewBars,
    });
  });

  it('knows nothing of the market without a candle or before the first', () => {
    for (const { features } of [featuresOf([], at(10), 100), featuresOf(calm, at(0), 100)]) {
      expect(features.RSI_14).toEqual({ known: false, reason: UNKNOWN.noCandles });
      expect(features.pct_change_1h_before).toEqual({ known: false, reason: UNKNOWN.noCandles });
    }
  });

  it('accepts a quarter of filled bars and no more', () => {
    const without = (count: number) => calm.filter((_, i) => i < 281 || i >= 281 + count);
    // Bars 280 … 299 are read by the bands; five of twenty is a quarter.
    expect(featuresOf(without(5), at(300), 100).features.BB_pos.known).toBe(true);
    expect(featuresOf(without(6), at(300), 100).features.BB_pos).toEqual({
      known: false,
      reason: UNKNOWN.tooManyGaps,
    });
  });

  it('knows nothing of the market when the last candle is more than six hours behind', () => {
    const stale = calm.slice(0, 300);
    expect(featuresOf(stale, at(306), 100).features.RSI_14.known).toBe(true);
    const { features, filledBars } = featuresOf(stale, at(307), 100);
    expect(features.RSI_14).toEqual({ known: false, reason: UNKNOWN.tooManyGaps });
    expect(features.pct_change_1h_before.known).toBe(false);
    expect(filledBars).toBe(7);
  });

  it('has no band position and no RSI without movement, and never writes 0 for them', () => {
    const { features } = featuresOf(candles(Array<number>(300).fill(0.1), 0), at(300), 0.1);
    expect(features.RSI_14).toEqual({ known: false, reason: UNKNOWN.noMovement });
    expect(features.BB_pos).toEqual({ known: false, reason: UNKNOWN.noMovement });
    expect(features.pct_change_24h_before).toEqual({ known: true, value: 0 });
  });
});

describe('no look-ahead', () => {
  const history = candles(calmCloses(420));

  it('keeps every feature when all later candles are cut off, also within gaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 419 }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 430 * HOUR_MS }),
        fc.double({ min: 80, max: 120, noNaN: true }),
        (gaps, length, offset, price) => {
          const holed = history.filter((_, i) => !gaps.some((gap) => i >= gap && i < gap + length));
          const ts = START_MS + offset;
          const cut = holed.filter((bar) => bar.ts + HOUR_MS <= ts);
          expect(featuresOf(cut, ts, price)).toEqual(featuresOf(holed, ts, price));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not see a bar that is still open', () => {
    const spike = history.map((bar, i) => (i === 300 ? { ...bar, high: 500, close: 500 } : bar));
    const ts = at(301) - 1;
    expect(featuresOf(spike, ts, 100)).toEqual(featuresOf(history, ts, 100));
    expect(featuresOf(spike, ts + 1, 100)).not.toEqual(featuresOf(history, ts + 1, 100));
  });
});
