import { describe, expect, it } from 'vitest';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { tradeContext } from '../testing/contexts.ts';
import { labelTrade } from './label-trade.ts';
import { RULES } from './rules.ts';

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

// The thresholds as they were chosen, written out here once more.
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

/** A day far too busy, on either side. */
const busy = { day_count_percentile: known(0.99) } satisfies Partial<BehaviourFigures>;

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

  it('is never UNSCORED for want of a history: what the rule lacks is shown', () => {
    const young = unknown(UNKNOWN.tooFewTrades);
    const { tags, verdicts } = labelTrade(
      tradeContext('BUY', {}, known(0.2), {
        day_count_percentile: young,
        notional_z: young,
        wins_in_row: known(5),
      }),
    );
    expect(tags.map(({ label }) => label)).toEqual(['NEUTRAL']);
    expect(verdicts.find(({ label }) => label === 'SIZE_UP')?.conditions).toEqual([
      { name: 'notional_z', op: '>', threshold: 2, value: null, met: false, reason: UNKNOWN.tooFewTrades },
      { name: 'wins_in_row', op: '>=', threshold: 3, value: 5, met: true },
    ]);
  });

  it('is NEUTRAL as surely as the nearest of the decided rules was missed, whatever is undecided', () => {
    const neutral = (figures: Partial<BehaviourFigures>) =>
      labelTrade(tradeContext('BUY', {}, known(0.2), figures)).tags[0];
    // 0.95 − 0.93 is one scale of OVERTRADING: 1 − 1 ÷ (1 + e) = 0.7311.
    const near = { day_count_percentile: known(0.93) };
    expect(neutral(near)).toEqual({ label: 'NEUTRAL', confidence: expect.closeTo(0.7311, 4) });
    const undecided = { notional_z: known(9), wins_in_row: unknown(UNKNOWN.tooFewTrades) };
    expect(neutral({ ...near, ...undecided })).toEqual(neutral(near));
  });

  it('is what its behaviour says although the market was not seen', () => {
    const dark = unknown(UNKNOWN.noCandles);
    const features = Object.fromEntries(
      Object.keys(tradeContext('BUY').features).map((name) => [name, dark]),
    );
    const { tags, reason } = labelTrade(tradeContext('BUY', features, dark, busy));
    expect(tags.map(({ label }) => label)).toEqual(['OVERTRADING']);
    expect(reason).toBeNull();
  });

  it('has labels of the same confidence by the alphabet', () => {
    const both = labelTrade(
      tradeContext('BUY', fomo, known(0.015), { ...busy, day_count_percentile: known(0.95) }),
    );
    expect(both.tags).toEqual(
      ['DISCIPLINE', 'FOMO', 'OVERTRADING'].map((label) => ({ label, confidence: 0.5 })),
    );
  });

  it("is scaled by the trader's votes, at most to 1, and ordered by what comes out", () => {
    const scales: Record<string, number> = { FOMO: 1.8, DISCIPLINE: 0.5 };
    const { tags } = labelTrade(tradeContext('BUY', { ...fomo, RSI_14: known(70) }, known(0.001)), {
      scaleOf: (label) => scales[label] ?? 1,
    });
    expect(tags).toEqual([
      { label: 'FOMO', confidence: 0.9 },
      { label: 'DISCIPLINE', confidence: expect.closeTo(0.5 / (1 + Math.exp(-2.8)), 9) },
    ]);
    const capped = labelTrade(tradeContext('BUY', fomo), { scaleOf: () => 5 });
    expect(capped.tags[0]?.confidence).toBe(1);
  });

  it('is judged by the rules that are given', () => {
    const strict = RULES.map((rule) => ({
      ...rule,
      criteria: rule.criteria.map((one) =>
        one.name === 'BB_pos' ? { ...one, threshold: 0.9, prior: 0.8 } : one,
      ),
    }));
    const { tags, verdicts } = labelTrade(tradeContext('BUY', fomo), { rules: strict });
    expect(tags.map(({ label }) => label)).toEqual(['NEUTRAL']);
    expect(verdicts[0]?.conditions[2]).toEqual({
      name: 'BB_pos',
      op: '>=',
      threshold: 0.9,
      value: 0.8,
      met: false,
      prior: 0.8,
    });
  });

  it('writes an unknown value as null and not met, with the reason', () => {
    const { verdicts } = labelTrade(tradeContext('BUY', { RSI_14: unknown(UNKNOWN.noMovement) }));
    expect(verdicts[0]?.conditions[1]).toEqual({
      name: 'RSI_14',
      op: '>=',
      threshold: 70,
      value: null,
      met: false,
      reason: UNKNOWN.noMovement,
    });
  });
});

function up(): Partial<Features> {
  return { pct_change_24h_before: known(0.2), BB_pos: known(1.2) };
}
