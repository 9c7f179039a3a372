import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Remembered } from '../history/remembered.ts';
import {
  openPersonalThresholds,
  type PersonalThresholds,
  thresholdsOfEverybody,
} from './personal-thresholds.ts';
import { RULES } from './rules.ts';

const NONE: Remembered = {
  pct_change_24h_before: null,
  RSI_14: null,
  BB_pos: null,
  drawdown_recent: null,
  support_distance: null,
};

/** Trades one after the other, a millisecond apart. */
function remember(
  thresholds: PersonalThresholds,
  side: 'BUY' | 'SELL',
  trades: readonly Partial<Remembered>[],
  from = 0,
) {
  for (const [n, figures] of trades.entries())
    thresholds.remember({ side, ts: from + n }, { ...NONE, ...figures });
}

function opened(side: 'BUY' | 'SELL', trades: readonly Partial<Remembered>[], resets: number[] = []) {
  const thresholds = openPersonalThresholds({ resets });
  remember(thresholds, side, trades);
  return thresholds;
}

function criterion(thresholds: PersonalThresholds, label: string, name: string, ts = 10_000) {
  const rule = thresholds.rulesFor(ts).find((one) => one.label === label);
  return rule?.criteria.find((one) => one.name === name);
}

function rowOf(thresholds: PersonalThresholds, label: string, name: string) {
  return thresholds.report().find((row) => row.label === label && row.name === name);
}

/** 0, 1, … n − 1: their 90th percentile is 0.9 (n − 1). */
function ramp(n: number, make: (value: number) => Partial<Remembered>): Partial<Remembered>[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

describe('personal thresholds', () => {
  it("are everybody's until 30 trades with the figure", () => {
    const young = opened('BUY', [...ramp(29, (v) => ({ RSI_14: v })), ...ramp(50, () => ({ RSI_14: null }))]);
    expect(criterion(young, 'FOMO', 'RSI_14')).toEqual({ name: 'RSI_14', op: '>=', threshold: 70, scale: 5 });
    expect(rowOf(young, 'FOMO', 'RSI_14')).toEqual({
      label: 'FOMO',
      name: 'RSI_14',
      op: '>=',
      prior: 70,
      own: null,
      posterior: 70,
      inForce: 70,
      n: 29,
      minimum: 30,
    });
  });

  it('lie half way to the own 90th percentile at 30 trades, and at three quarters at 90', () => {
    // 90th percentile of 0 … 29 is 26.1: (30 · 70 + 30 · 26.1) ÷ 60 = 48.05.
    const thirty = opened(
      'BUY',
      ramp(30, (v) => ({ RSI_14: v })),
    );
    expect(rowOf(thirty, 'FOMO', 'RSI_14')).toMatchObject({ own: 26.1, posterior: 48.05, n: 30 });
    // Of 90 of 66: (30 · 70 + 90 · 66) ÷ 120 = 67.
    const ninety = opened(
      'BUY',
      ramp(90, () => ({ RSI_14: 66 })),
    );
    expect(rowOf(ninety, 'FOMO', 'RSI_14')).toMatchObject({ posterior: 67, inForce: 67 });
    expect(criterion(ninety, 'FOMO', 'RSI_14')).toMatchObject({ threshold: 67, prior: 70, scale: 5 });
  });

  it('are in force within two steps, and never more lenient than everybody’s on an impulse', () => {
    const inForce = (side: 'BUY' | 'SELL', label: string, name: keyof Remembered, value: number) => {
      const thresholds = opened(
        side,
        ramp(200, () => ({ [name]: value })),
      );
      const threshold = criterion(thresholds, label, name)?.threshold;
      expect(rowOf(thresholds, label, name)?.inForce).toBe(threshold);
      return threshold;
    };
    expect(inForce('BUY', 'FOMO', 'RSI_14', 95)).toBe(70);
    expect(inForce('BUY', 'FOMO', 'RSI_14', 20)).toBe(60);
    expect(inForce('SELL', 'PANIC', 'RSI_14', 5)).toBe(35);
    expect(inForce('SELL', 'PANIC', 'RSI_14', 80)).toBe(45);
    expect(inForce('SELL', 'PANIC', 'drawdown_recent', 0.5)).toBe(0.06);
    // To be rarely near support is no leniency, and neither is to be near it often.
    expect(inForce('BUY', 'DISCIPLINE', 'support_distance', 0)).toBeCloseTo(0.005, 12);
    expect(inForce('BUY', 'DISCIPLINE', 'support_distance', 0.5)).toBeCloseTo(0.025, 12);
  });

  it('that are upper bounds move towards the own 10th percentile', () => {
    // 10th percentile of 0 … 30 is 3: (30 · 35 + 31 · 3) ÷ 61.
    const sales = opened(
      'SELL',
      ramp(31, (v) => ({ RSI_14: v })),
    );
    expect(rowOf(sales, 'PANIC', 'RSI_14')?.posterior).toBeCloseTo((30 * 35 + 31 * 3) / 61, 12);
    const buys = opened(
      'BUY',
      ramp(31, (v) => ({ support_distance: v / 100 })),
    );
    expect(criterion(buys, 'DISCIPLINE', 'support_distance')?.threshold).toBeCloseTo(
      (30 * 0.015 + 31 * 0.03) / 61,
      12,
    );
  });

  it('are of the trades of their own side', () => {
    const sales = opened(
      'SELL',
      ramp(40, () => ({ RSI_14: 10, drawdown_recent: 0.5, BB_pos: 0.1 })),
    );
    expect(criterion(sales, 'FOMO', 'RSI_14')?.threshold).toBe(70);
    expect(criterion(sales, 'FOMO', 'BB_pos')?.threshold).toBe(0.8);
    expect(rowOf(sales, 'PANIC', 'drawdown_recent')?.posterior).toBeCloseTo((30 * 0.06 + 40 * 0.5) / 70, 12);
  });

  it('look at the last 200 trades, those without the figure among them', () => {
    const old = ramp(500, () => ({ BB_pos: 9 }));
    const recent = [...ramp(150, () => ({ BB_pos: 1 })), ...ramp(50, () => ({ BB_pos: null }))];
    const row = rowOf(opened('BUY', [...old, ...recent]), 'FOMO', 'BB_pos');
    expect(row).toMatchObject({ own: 1, n: 150, posterior: (30 * 0.8 + 150) / 180 });
  });

  it('leave the other rules, and the loss of PANIC, as they are', () => {
    const thresholds = opened(
      'SELL',
      ramp(100, () => ({ RSI_14: 1, drawdown_recent: 1 })),
    );
    const rules = thresholds.rulesFor(1000);
    expect(rules.map(({ label }) => label)).toEqual(RULES.map(({ label }) => label));
    expect(rules.filter(({ label }) => label !== 'PANIC')).toEqual(
      RULES.filter(({ label }) => label !== 'PANIC'),
    );
    expect(criterion(thresholds, 'PANIC', 'pnl_exit')).toEqual(
      RULES.find(({ label }) => label === 'PANIC')?.criteria[0],
    );
  });

  it("forget what came before a reset for every trade from it on, and are everybody's again", () => {
    const thresholds = opened(
      'BUY',
      ramp(40, () => ({ RSI_14: 66 })),
      [100, 50],
    );
    expect(criterion(thresholds, 'FOMO', 'RSI_14', 49)?.threshold).toBeLessThan(70);
    expect(criterion(thresholds, 'FOMO', 'RSI_14', 50)?.threshold).toBe(70);
    remember(
      thresholds,
      'BUY',
      ramp(30, () => ({ RSI_14: 66 })),
      50,
    );
    expect(criterion(thresholds, 'FOMO', 'RSI_14', 99)?.threshold).toBe(68);
    expect(thresholds.report()).toEqual(thresholdsOfEverybody());
    expect(criterion(thresholds, 'FOMO', 'RSI_14', 100)?.threshold).toBe(70);
    remember(
      thresholds,
      'BUY',
      ramp(30, () => ({ RSI_14: 66 })),
      100,
    );
    expect(rowOf(thresholds, 'FOMO', 'RSI_14')?.posterior).toBe(68);
  });

  it('of everybody are told for each of the six that can move', () => {
    expect(thresholdsOfEverybody().map(({ label, name, prior, n }) => [label, name, prior, n])).toEqual([
      ['FOMO', 'pct_change_24h_before', 0.08, 0],
      ['FOMO', 'RSI_14', 70, 0],
      ['FOMO', 'BB_pos', 0.8, 0],
      ['PANIC', 'drawdown_recent', 0.06, 0],
      ['PANIC', 'RSI_14', 35, 0],
      ['DISCIPLINE', 'support_distance', 0.015, 0],
    ]);
  });

  it('of a trade do not change by what comes after it', () => {
    const figure = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 35, maxLength: 80 }), fc.nat(), (values, pick) => {
        const cut = pick % values.length;
        const trades = values.map((RSI_14) => ({ RSI_14 }));
        const thresholds = openPersonalThresholds({ resets: [] });
        const told = trades.map((figures, ts) => {
          const rules = thresholds.rulesFor(ts);
          thresholds.remember({ side: 'BUY', ts }, { ...NONE, ...figures });
          return rules;
        });
        expect(opened('BUY', trades.slice(0, cut)).rulesFor(cut)).toEqual(told[cut]);
      }),
    );
  });
});
