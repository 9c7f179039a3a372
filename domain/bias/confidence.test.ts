import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { tradeContext } from '../testing/contexts.ts';
import { confidenceOf } from './confidence.ts';
import { labelTrade } from './label-trade.ts';

describe('confidence', () => {
  // A logistic of the smallest scaled margin, 0.5 at the threshold; 1 ÷ (1 + e^−1) = 0.7311.
  it('is 0.5 at the threshold and the logistic of the smallest margin past it', () => {
    expect(confidenceOf([0, 4])).toBe(0.5);
    expect(confidenceOf([1, 4])).toBeCloseTo(0.7311, 4);
  });

  it('is 0.5 for a FOMO buy exactly at its thresholds and never falls as a figure rises', () => {
    const confidence = (change: number) =>
      labelTrade(
        tradeContext('BUY', { pct_change_24h_before: known(change), RSI_14: known(90), BB_pos: known(1.2) }),
      ).tags[0]?.confidence ?? Number.NaN;
    expect(confidence(0.08)).toBe(0.5);
    fc.assert(
      fc.property(
        fc.double({ min: 0.08, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          expect(confidence(a + b)).toBeGreaterThanOrEqual(confidence(a));
        },
      ),
    );
  });

  it('measures a loss in parts of the value traded, so that a cent lost is no sure panic', () => {
    const confidence = (pnl: string) =>
      labelTrade(
        tradeContext('SELL', { pnl_exit: known(pnl), drawdown_recent: known(0.2), RSI_14: known(15) }),
      ).tags[0]?.confidence;
    expect(confidence('-0.01')).toBeCloseTo(0.5, 3);
    // 10 of 1,000 is 1 %, one scale.
    expect(confidence('-10')).toBeCloseTo(0.7311, 4);
  });

  it('is for NEUTRAL how far the nearest rule was missed', () => {
    const near = labelTrade(tradeContext('BUY', {}, known(0.016))).tags[0];
    const far = labelTrade(tradeContext('BUY', {}, known(0.3))).tags[0];
    expect(near?.label).toBe('NEUTRAL');
    expect(near?.confidence).toBeGreaterThan(0.5);
    expect(far?.confidence).toBeGreaterThan(near?.confidence ?? 1);
  });

  it('stays between 0 and 1 whatever is known', () => {
    const figure = fc.oneof(
      fc.constant(unknown(UNKNOWN.tooManyGaps)),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(known),
    );
    const side = fc.constantFrom<('BUY' | 'SELL')[]>('BUY', 'SELL');
    fc.assert(
      fc.property(
        side,
        figure,
        figure,
        figure,
        figure,
        fc.integer(),
        (which, change, rsi, band, support, pnl) => {
          const { tags } = labelTrade(
            tradeContext(
              which,
              {
                pct_change_24h_before: change,
                RSI_14: rsi,
                BB_pos: band,
                drawdown_recent: change,
                pnl_exit: known(String(pnl)),
              },
              support,
            ),
          );
          expect(tags.length).toBeGreaterThan(0);
          for (const { confidence } of tags) {
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
