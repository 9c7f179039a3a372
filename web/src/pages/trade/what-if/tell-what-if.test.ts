import { describe, expect, test } from 'vitest';
import type { Simulation } from '../../../../../contracts/simulations.ts';
import { describePaths } from './describe-paths.ts';
import { layPaths } from './lay-paths.ts';
import {
  pullbackLabel,
  tellByRules,
  tellHeld,
  tellPct,
  tellStop,
  tellWait,
  tellWhatIf,
} from './tell-what-if.ts';

const SIMULATION: Simulation = {
  tradeId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  symbol: 'BTC-USD',
  side: 'BUY',
  horizonDays: 7,
  waitPct: 2,
  until: '2026-03-08T12:00:00.000Z',
  actual: { pnl: '-5', pct: '-5' },
  hold: { pnl: '7.25', pct: '7.25' },
  wait: { filled: false, pnl: '0', pct: '0' },
  stop: { hit: false, level: '98', levelPct: 2, source: 'pullback', gap: false, pnl: '7.25', pct: '7.25' },
  series: [
    { ts: '2026-03-01T12:00:00.000Z', actual: '0', hold: '0', wait: '0' },
    { ts: '2026-03-02T00:00:00.000Z', actual: '-5', hold: '-10', wait: '0' },
    { ts: '2026-03-08T12:00:00.000Z', actual: '-5', hold: '7.25', wait: '0' },
  ],
  snapshots: [],
  assumptions: [],
  incomplete: false,
};
const simulation = (over: Partial<Simulation> = {}): Simulation => ({ ...SIMULATION, ...over });

describe('what a trade would have come to, in words', () => {
  test.each([
    [simulation(), 'Held for 7 days, this trade would have come to +7.25 USD: 12.25 USD more than it did.'],
    [
      simulation({ hold: { pnl: '-8', pct: '-8' }, horizonDays: 1 }),
      'Held for 1 day, this trade would have come to −8.00 USD: 3.00 USD less than it did.',
    ],
    [
      simulation({ hold: { pnl: '-5', pct: '-5' } }),
      'Held for 7 days, this trade would have come to −5.00 USD: the same as it did.',
    ],
    [
      simulation({ side: 'SELL', wait: null }),
      'Sold 7 days later, this trade would have come to +7.25 USD: 12.25 USD more than it did.',
    ],
    [
      simulation({ incomplete: true }),
      'Held until the last known hour, 8 Mar 2026, 12:00, this trade would have come to +7.25 USD: 12.25 USD more than it did.',
    ],
  ])('is one sentence', (told, sentence) => {
    expect(tellWhatIf(told, 'UTC')).toBe(sentence);
  });

  test('says to when it is held, and the worst on the way where that is at neither end', () => {
    expect(tellHeld(simulation(), 'UTC')).toBe(
      'To 8 Mar 2026, 12:00; at its lowest hour shown −10.00 USD, 2 Mar.',
    );
    const held = (...values: string[]) =>
      simulation({
        series: values.map((hold, at) => ({
          ts: `2026-03-0${at + 1}T12:00:00.000Z`,
          actual: '0',
          hold,
          wait: null,
        })),
      });
    for (const ends of [held('-10', '-9', '5'), held('0', '-9', '-10'), held('-10', '-10', '0'), held('0')])
      expect(tellHeld(ends, 'UTC')).toBe('To 8 Mar 2026, 12:00.');
    expect(tellHeld(held('-10', '-1', '-10.01', '-9'), 'UTC')).toContain(
      'lowest hour shown −10.01 USD, 3 Mar',
    );
  });

  test('says where it would have come in, or that it never did', () => {
    const none = { filled: false, pnl: '0', pct: '0' };
    expect(tellWait(none, 2, 'UTC')).toBe('It never pulled back 2%: not bought.');
    const wait = { filled: true, entryTs: '2026-03-02T00:00:00.000Z', entryPrice: '98', pnl: '1', pct: '1' };
    expect(tellWait(wait, 2, 'UTC')).toBe('In at 98.00, 2 Mar 2026, 00:00.');
  });

  test('says where it would have gone out, and names a gap', () => {
    expect(tellStop(simulation(), 'UTC')).toBe('Never down to 98.00, 2% below your fill: held on.');
    const out = { ...SIMULATION.stop, hit: true, exitTs: '2026-03-02T00:00:00.000Z', exitPrice: '98' };
    expect(tellStop(simulation({ stop: out }), 'UTC')).toBe(
      'Out at 98.00, 2% below your fill, 2 Mar 2026, 00:00.',
    );
    const gap = { ...out, exitPrice: '90', gap: true };
    expect(tellStop(simulation({ stop: gap }), 'UTC')).toBe(
      'Out at 90.00 over a gap, 2 Mar 2026, 00:00; the stop stood at 98.00, 2% below your fill.',
    );
  });

  test('says what each rule does to it', () => {
    const result = { made: true, pnl: '0', pct: '0' };
    expect(tellByRules({ ...result, rules: [{ kind: 'minHoldHours', effect: 'none' }] })).toBe(
      'No rule of yours changes it.',
    );
    expect(
      tellByRules({
        ...result,
        rules: [
          { kind: 'minHoldHours', effect: 'sale_later' },
          { kind: 'maxPositionPct', effect: 'not_judged' },
        ],
      }),
    ).toBe('“Shortest hold” sells it later; “Largest position” cannot be judged.');
  });

  test('says that a sale is later before it says that its loss is cut, and what keeps it from being made before what is not known', () => {
    const result = { made: true, pnl: '0', pct: '0' };
    expect(
      tellByRules({
        ...result,
        rules: [
          { kind: 'maxLossPctPerTrade', effect: 'loss_cut' },
          { kind: 'minHoldHours', effect: 'sale_later' },
        ],
      }),
    ).toBe('“Shortest hold” sells it later, then “Largest loss” cuts the loss.');
    expect(
      tellByRules({
        ...{ ...result, made: false },
        rules: [
          { kind: 'maxPositionPct', effect: 'not_judged' },
          { kind: 'avoidSpikeOverPct', effect: 'no_entry' },
        ],
      }),
    ).toBe('“No chasing” keeps it from being made; “Largest position” cannot be judged.');
  });

  test('subtracts the figures that are shown', () => {
    const told = (actual: string, hold: string) =>
      tellWhatIf(simulation({ actual: { pnl: actual, pct: '0' }, hold: { pnl: hold, pct: '0' } }), 'UTC');
    expect(told('-212.2351', '-224.9649')).toContain('−224.96 USD: 12.72 USD less than it did');
    expect(told('1212.2351', '-0.5')).toContain('−0.50 USD: 1,212.74 USD less than it did');
    expect(told('0', '0.0004')).toContain('+0.0004 USD: 0.0004 USD more than it did');
  });

  test('calls the same only what is', () => {
    const told = (actual: string, hold: string, symbol: string) =>
      tellWhatIf(
        simulation({ symbol, actual: { pnl: actual, pct: '0' }, hold: { pnl: hold, pct: '0' } }),
        'UTC',
      );
    expect(told('0.0149', '0.0141', 'ETH-BTC')).toContain('+0.0141 BTC: 0.0008 BTC less than it did');
    expect(told('7.2501', '7.25', 'BTC-USD')).toContain('+7.25 USD: 0.0001 USD less than it did');
    expect(told('7.250', '7.25', 'BTC-USD')).toContain('+7.25 USD: the same as it did');
  });

  test('names the percentage by what it moves: a rule on losses sets the stop by itself', () => {
    const ruled = { ...SIMULATION.stop, source: 'rule' } as const;
    expect(pullbackLabel(simulation())).toBe('Pullback, stop');
    expect(pullbackLabel(simulation({ side: 'SELL', wait: null }))).toBe('Stop');
    expect(pullbackLabel(simulation({ stop: ruled }))).toBe('Pullback');
    expect(pullbackLabel(simulation({ side: 'SELL', wait: null, stop: ruled }))).toBeNull();
  });

  test('rounds percentages to a tenth, with their sign', () => {
    expect([tellPct('4.1499'), tellPct('-0.25'), tellPct('0')]).toEqual(['+4.1%', '−0.3%', '0%']);
  });
});

describe('the paths', () => {
  test('lie by time, from the trade at the left to the last hour at the right', () => {
    const { places, paths, ticks } = layPaths(SIMULATION);
    expect(places).toEqual([0, 0.07142857142857142, 1]);
    expect(paths.actual).toMatch(/^M0 [\d.]+L7.14 [\d.]+L100 [\d.]+$/);
    expect(ticks.map(({ value }) => value)).toContain(0);
  });

  test('of a sale are two', () => {
    const series = SIMULATION.series.map((point) => ({ ...point, wait: null }));
    expect(layPaths(simulation({ series })).paths.wait).toBeNull();
    expect(describePaths(simulation({ series, wait: null }), 'UTC')).toBe(
      'Results hour by hour from the trade on. At the end: as it was −5.00 USD, held +7.25 USD. Held, at its lowest hour shown: −10.00 USD, 2 Mar.',
    );
  });

  test('say where the stop takes it out, and mark the place', () => {
    const stop = { ...SIMULATION.stop, hit: true, exitPrice: '98', pnl: '-20' };
    const out = simulation({ stop: { ...stop, exitTs: '2026-03-05T00:00:00.000Z' } });
    expect(describePaths(out, 'UTC')).toMatch(/ Stopped out: −20\.00 USD, 5 Mar\.$/);
    expect(layPaths(out).stop?.x).toBe(0.5);
    // Lower than any hour's close, and within the drawing all the same.
    expect(layPaths(out).stop?.y).toBeLessThan(1);
    // The hour of the trade opened half an hour before it.
    const atOnce = simulation({ stop: { ...stop, exitTs: '2026-03-01T11:30:00.000Z' } });
    expect(layPaths(atOnce).stop?.x).toBe(0);
    expect(layPaths(SIMULATION).stop).toBeNull();
  });
});
