import { describe, expect, it } from 'vitest';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { tradeContext } from '../testing/contexts.ts';
import { labelTrade } from './label-trade.ts';

const fomo = {
  pct_change_24h_before: known(0.08),
  RSI_14: known(70),
  BB_pos: known(0.8),
} satisfies Partial<Features>;
const panic = {
  pnl_exit: known('-0.01'),
  drawdown_recent: known(0.06),
  RSI_14: known(35),
} satisfies Partial<Features>;

function labelsOf(side: 'BUY' | 'SELL', features: Partial<Features>, supportGap?: Figure) {
  return labelTrade(tradeContext(side, features, supportGap)).tags.map(({ label }) => label);
}

// Thresholds: facts/biases.md, "The three of version 1".
describe('FOMO', () => {
  it('is a buy at all three thresholds', () => {
    expect(labelsOf('BUY', fomo)).toEqual(['FOMO']);
  });

  it.each([{ pct_change_24h_before: known(0.0799) }, { RSI_14: known(69.99) }, { BB_pos: known(0.799) }])(
    'is not met just below one of them: %j',
    (below) => {
      expect(labelsOf('BUY', { ...fomo, ...below })).toEqual(['NEUTRAL']);
    },
  );

  it('does not speak of a sale', () => {
    const { verdicts } = labelTrade(tradeContext('SELL', fomo));
    expect(verdicts.find(({ label }) => label === 'FOMO')).toEqual({
      label: 'FOMO',
      met: false,
      applies: false,
      conditions: [],
    });
  });
});

describe('PANIC', () => {
  it('is a sale at a loss, however small, at both thresholds', () => {
    expect(labelsOf('SELL', panic)).toEqual(['PANIC']);
  });

  it.each([
    { pnl_exit: known('0') },
    { pnl_exit: known('12.5') },
    { drawdown_recent: known(0.0599) },
    { RSI_14: known(35.01) },
  ])('is not met just beside one of them: %j', (beside) => {
    expect(labelsOf('SELL', { ...panic, ...beside })).toEqual(['NEUTRAL']);
  });

  it('keeps the result as the decimal string that it was held against', () => {
    const { verdicts } = labelTrade(tradeContext('SELL', panic));
    const conditions = verdicts.find(({ label }) => label === 'PANIC')?.conditions;
    expect(conditions?.[0]).toEqual({
      name: 'pnl_exit',
      op: '<',
      threshold: 0,
      value: '-0.01',
      met: true,
    });
  });
});

describe('DISCIPLINE', () => {
  it('is a buy within 1.5 % of prior support', () => {
    expect(labelsOf('BUY', {}, known(0.015))).toEqual(['DISCIPLINE']);
    expect(labelsOf('BUY', {}, known(0.0151))).toEqual(['NEUTRAL']);
  });

  it('counts a price below support by its distance, and keeps that distance without a sign', () => {
    expect(labelsOf('BUY', {}, known(-0.0151))).toEqual(['NEUTRAL']);
    const { tags, verdicts } = labelTrade(tradeContext('BUY', {}, known(-0.015)));
    expect(tags.map(({ label }) => label)).toEqual(['DISCIPLINE']);
    expect(verdicts.find(({ label }) => label === 'DISCIPLINE')?.conditions).toEqual([
      { name: 'support_distance', op: '<=', threshold: 0.015, value: 0.015, met: true },
    ]);
  });

  it('does not speak of a sale', () => {
    expect(labelsOf('SELL', {}, known(0))).toEqual(['NEUTRAL']);
  });
});

describe('what a trade is called', () => {
  it('carries every label that is met, the surest first', () => {
    const both = labelTrade(tradeContext('BUY', fomo, known(0.001)));
    expect(both.tags.map(({ label }) => label)).toEqual(['DISCIPLINE', 'FOMO']);
    expect(both.tags[0]?.confidence).toBeGreaterThan(both.tags[1]?.confidence ?? 1);
  });

  it('carries a label that is met although another rule cannot be decided', () => {
    expect(labelsOf('BUY', { RSI_14: unknown(UNKNOWN.tooFewBars), ...up() }, known(0.01))).toEqual([
      'DISCIPLINE',
    ]);
  });

  it('is UNSCORED with the reason when no rule is met and one cannot be decided', () => {
    const labelled = labelTrade(tradeContext('BUY', { RSI_14: unknown(UNKNOWN.tooFewBars), ...up() }));
    expect(labelled.tags).toEqual([{ label: 'UNSCORED', confidence: 0 }]);
    expect(labelled.reason).toBe(UNKNOWN.tooFewBars);
  });

  it('is NEUTRAL when a known condition decides the rule whose other condition is unknown', () => {
    expect(labelsOf('BUY', { RSI_14: unknown(UNKNOWN.tooFewBars) })).toEqual(['NEUTRAL']);
    expect(labelsOf('SELL', { ...panic, pnl_exit: unknown(UNKNOWN.basisUnknown) })).toEqual(['UNSCORED']);
    expect(labelsOf('SELL', { pnl_exit: unknown(UNKNOWN.basisUnknown) })).toEqual(['NEUTRAL']);
  });

  it('is UNSCORED without any market feature, even if the result alone decides its rule', () => {
    const none = unknown(UNKNOWN.noCandles);
    const labelled = labelTrade(
      tradeContext(
        'SELL',
        {
          pct_change_1h_before: none,
          pct_change_24h_before: none,
          RSI_14: none,
          ATR_rel: none,
          BB_pos: none,
          gap_from_MA: none,
          drawdown_recent: none,
          pnl_exit: known('5'),
        },
        none,
      ),
    );
    expect(labelled.tags).toEqual([{ label: 'UNSCORED', confidence: 0 }]);
    expect(labelled.reason).toBe(UNKNOWN.noCandles);
  });

  it('writes an unknown value as null and not met', () => {
    const { verdicts } = labelTrade(tradeContext('BUY', { RSI_14: unknown(UNKNOWN.noMovement) }));
    expect(verdicts[0]?.conditions[1]).toEqual({
      name: 'RSI_14',
      op: '>=',
      threshold: 70,
      value: null,
      met: false,
    });
  });
});

function up(): Partial<Features> {
  return { pct_change_24h_before: known(0.2), BB_pos: known(1.2) };
}
