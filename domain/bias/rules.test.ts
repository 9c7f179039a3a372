import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../../contracts/labels.ts';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { resultOf } from '../ledger/break-even.ts';
import { tradeContext } from '../testing/contexts.ts';
import { judge } from './judgement.ts';
import { RULES } from './rules.ts';

type Side = 'BUY' | 'SELL';
type Case = {
  label: Label;
  sides: readonly Side[];
  /** Each figure at its threshold, or past it where the threshold itself does not meet it. */
  met: Readonly<Record<string, number>>;
  /** One figure moved to where the rule is just missed. */
  missed: readonly Readonly<Record<string, number>>[];
};

// The thresholds as they were chosen, written out here once more.
const CASES: readonly Case[] = [
  {
    label: 'FOMO',
    sides: ['BUY'],
    met: { pct_change_24h_before: 0.08, RSI_14: 70, BB_pos: 0.8 },
    missed: [{ pct_change_24h_before: 0.0799 }, { RSI_14: 69.99 }, { BB_pos: 0.799 }],
  },
  {
    label: 'PANIC',
    sides: ['SELL'],
    met: { pnl_exit: -0.01, drawdown_recent: 0.06, RSI_14: 35 },
    missed: [{ pnl_exit: 0 }, { drawdown_recent: 0.0599 }, { RSI_14: 35.01 }],
  },
  {
    label: 'DISCIPLINE',
    sides: ['BUY'],
    met: { support_distance: 0.015 },
    missed: [{ support_distance: 0.0151 }],
  },
  {
    label: 'REVENGE',
    sides: ['BUY'],
    met: { minutes_since_loss: 60, loss_vs_median: 1.001, notional_vs_median: 1.5, same_asset: 0 },
    missed: [{ minutes_since_loss: 60.01 }, { loss_vs_median: 1 }, { notional_vs_median: 1.499 }],
  },
  {
    label: 'REVENGE',
    sides: ['BUY'],
    met: { minutes_since_loss: 0, loss_vs_median: 3, notional_vs_median: 0.2, same_asset: 1 },
    missed: [{ same_asset: 0 }, { minutes_since_loss: 61 }, { loss_vs_median: 0.9 }],
  },
  {
    label: 'OVERTRADING',
    sides: ['BUY', 'SELL'],
    met: { day_count_percentile: 0.95 },
    missed: [{ day_count_percentile: 0.9499 }],
  },
  {
    label: 'HELD_LOSER',
    sides: ['SELL'],
    met: { result_vs_entry: -0.00101, held_vs_winners: 2.01 },
    missed: [{ result_vs_entry: -0.001 }, { result_vs_entry: 0.5 }, { held_vs_winners: 2 }],
  },
  {
    label: 'EARLY_EXIT',
    sides: ['SELL'],
    met: { result_vs_entry: 0.00101, captured: 0.399, further_gain_atr: 1 },
    missed: [{ result_vs_entry: 0.001 }, { captured: 0.4 }, { further_gain_atr: 0.999 }],
  },
  {
    label: 'AVG_DOWN',
    sides: ['BUY'],
    met: { price_vs_average_cost: -0.0001 },
    missed: [{ price_vs_average_cost: 0 }],
  },
  {
    label: 'SIZE_UP',
    sides: ['BUY'],
    met: { notional_z: 2.001, wins_in_row: 3 },
    missed: [{ notional_z: 2 }, { wins_in_row: 2 }],
  },
  {
    label: 'GET_EVEN',
    sides: ['SELL'],
    met: { result_vs_entry: 0.001, mae_atr: 1.001 },
    missed: [{ result_vs_entry: 0.00101 }, { result_vs_entry: -0.00101 }, { mae_atr: 1 }],
  },
  {
    label: 'GET_EVEN',
    sides: ['SELL'],
    met: { result_vs_entry: -0.001, mae_atr: 2 },
    missed: [{ result_vs_entry: -0.00101 }],
  },
  {
    label: 'LATE_NIGHT',
    sides: ['BUY'],
    met: { local_hour: 5, night_share: 0.0999 },
    missed: [{ local_hour: 6 }, { night_share: 0.1 }],
  },
];

/** A trade in which nothing else stands out, with these figures under whatever record they live. */
function judged(label: Label, side: Side, over: Readonly<Record<string, Figure<number | string>>>) {
  const rule = RULES.find((one) => one.label === label);
  if (rule === undefined) throw new Error(`no rule for ${label}`);
  const quiet = tradeContext(side);
  const merge = <R extends object>(record: R): R => {
    const own = Object.entries(over).filter(([name]) => name in record);
    return { ...record, ...Object.fromEntries(own) };
  };
  const features: Features = merge(quiet.features);
  const figures: BehaviourFigures = merge(quiet.figures);
  return judge(rule, { ...quiet, features, figures });
}

function knownOf(values: Readonly<Record<string, number>>): Record<string, Figure<number | string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, known(name === 'pnl_exit' ? String(value) : value)]),
  );
}

describe.each(CASES)('$label with $met', ({ label, sides, met, missed }) => {
  it.each(sides)('is met by a %s, with a confidence of a half or a little more', (side) => {
    const { verdict, confidence, undecided } = judged(label, side, knownOf(met));
    expect(verdict).toMatchObject({ label, met: true, applies: true });
    expect(confidence).toBeGreaterThanOrEqual(0.5);
    expect(undecided).toBeNull();
  });

  it.each(missed)('is missed with %j, with a confidence of a half or a little less', (over) => {
    for (const side of sides) {
      const { verdict, confidence, undecided } = judged(label, side, knownOf({ ...met, ...over }));
      expect(verdict).toMatchObject({ met: false, applies: true });
      expect(confidence).toBeLessThanOrEqual(0.5);
      expect(undecided).toBeNull();
    }
  });

  it('carries every figure that it was held against', () => {
    for (const side of sides) {
      const { conditions } = judged(label, side, knownOf(met)).verdict;
      const told = Object.fromEntries(conditions.map(({ name, value }) => [name, Number(value)]));
      expect(told).toEqual(met);
    }
  });

  it('is undecided, with the reason, where any one of its figures is unknown and the others do not decide it', () => {
    const gone = unknown(UNKNOWN.fillUnreadable);
    for (const side of sides) {
      const { conditions } = judged(label, side, knownOf(met)).verdict;
      for (const name of new Set(conditions.map((condition) => condition.name))) {
        const isSpare = name === 'notional_vs_median' || name === 'same_asset';
        const { verdict, undecided } = judged(label, side, { ...knownOf(met), [name]: gone });
        const unknowns = verdict.conditions.filter((condition) => condition.name === name);
        for (const one of unknowns) {
          expect(one).toMatchObject({ value: null, met: false, reason: UNKNOWN.fillUnreadable });
        }
        if (isSpare && verdict.met) continue;
        expect([verdict.met, undecided]).toEqual([false, UNKNOWN.fillUnreadable]);
      }
    }
  });

  it('does not speak of the other side', () => {
    for (const side of (['BUY', 'SELL'] as const).filter((one) => !sides.includes(one))) {
      expect(judged(label, side, knownOf(met))).toEqual({
        verdict: { label, met: false, applies: false, conditions: [] },
        confidence: null,
        undecided: null,
      });
    }
  });
});

describe('the rules', () => {
  it('each have a case, and none has two', () => {
    expect([...new Set(CASES.map(({ label }) => label))]).toEqual(RULES.map(({ label }) => label));
  });

  it('of the market are the three of version 1', () => {
    const market = RULES.filter(({ family }) => family === 'market');
    expect(market.map(({ label }) => label)).toEqual(['FOMO', 'PANIC', 'DISCIPLINE']);
  });

  it('call a loss, a win and a break-even what the ledger calls them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (tenths) => {
        const result = resultOf(String(tenths / 100), '1000');
        const over = { result_vs_entry: known(tenths / 100_000) };
        const past = {
          held_vs_winners: known(9),
          captured: known(0),
          further_gain_atr: known(9),
          mae_atr: known(9),
        };
        const met = (label: Label) => judged(label, 'SELL', { ...past, ...over }).verdict.met;
        expect([met('HELD_LOSER'), met('EARLY_EXIT'), met('GET_EVEN')]).toEqual([
          result === 'loss',
          result === 'win',
          result === 'break_even',
        ]);
      }),
    );
  });
});

describe('conditions of which one is enough', () => {
  const answer = { minutes_since_loss: known(0), loss_vs_median: known(9) };
  const revenge = (over: Readonly<Record<string, Figure>>) =>
    judged('REVENGE', 'BUY', { ...answer, ...over });

  it('name their group', () => {
    const { conditions } = revenge({}).verdict;
    expect(conditions.map(({ name, either }) => [name, either])).toEqual([
      ['minutes_since_loss', undefined],
      ['loss_vs_median', undefined],
      ['notional_vs_median', 'stake'],
      ['same_asset', 'stake'],
    ]);
  });

  it('count by the best margin', () => {
    const both = revenge({ notional_vs_median: known(1.75), same_asset: known(1) });
    // (1.75 − 1.5) ÷ 0.25 is one scale.
    expect(both.confidence).toBeCloseTo(0.7311, 4);
    expect(revenge({ notional_vs_median: known(0.1), same_asset: known(1) }).confidence).toBe(0.5);
  });

  it('do not count while an unknown one could still meet them', () => {
    const late = { minutes_since_loss: known(67.5), notional_vs_median: unknown(UNKNOWN.tooFewTrades) };
    // Half a scale late; the other asset, a whole scale off, says nothing yet.
    const { undecided, confidence } = revenge({ ...late, same_asset: known(0) });
    expect(undecided).toBeNull();
    expect(confidence).toBeCloseTo(1 / (1 + Math.exp(0.5)), 12);
  });

  it('are met by one while the other is unknown, undecided by an unknown one, and missed by both', () => {
    const young = unknown(UNKNOWN.tooFewTrades);
    const met = revenge({ notional_vs_median: young, same_asset: known(1) });
    expect([met.verdict.met, met.undecided]).toEqual([true, null]);
    const open = revenge({ notional_vs_median: young, same_asset: known(0) });
    expect([open.verdict.met, open.undecided]).toEqual([false, UNKNOWN.tooFewTrades]);
    const missed = revenge({ notional_vs_median: known(1), same_asset: known(0) });
    expect([missed.verdict.met, missed.undecided]).toEqual([false, null]);
  });
});
