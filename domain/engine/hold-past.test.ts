import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { HOUR_MS } from '../testing/builders.ts';
import { EVERY_RULE } from '../testing/every-rule.ts';
import { LIVELY_CANDLES, randomFills } from '../testing/random-trading.ts';
import { markets, trader } from '../testing/trader.ts';
import { holdPast, planPast } from './hold-past.ts';
import { scoreTrader } from './score-trader.ts';

const lively = () => markets(LIVELY_CANDLES);
const rules = EVERY_RULE;

describe('rules held against the past', () => {
  it('say what they would have said in force', () => {
    fc.assert(
      fc.property(randomFills(0, 120), (fills) => {
        const inForce = rules.map((rule) => ({ ...rule, active: true, since: 0 }));
        const last = new Map<string, { checks: RuleCheck[]; fillIds: string[] }>();
        for (const { orderId, fillId, rules: checks, outcome } of scoreTrader(
          trader(fills, { rules: inForce }),
          lively(),
          () => true,
        )) {
          if (outcome.refused === null)
            last.set(orderId, { checks, fillIds: [...(last.get(orderId)?.fillIds ?? []), fillId] });
        }
        const held = [...holdPast(trader(fills), lively(), { rules })];
        expect(held.map(({ orderId, fillIds, checks }) => [orderId, { checks, fillIds }])).toEqual([...last]);
        for (const { ts, fillIds } of held) expect(ts).toBe(fills.find(({ id }) => id === fillIds[0])?.ts);
      }),
      { numRuns: 12 },
    );
  });

  it('read no month that was not planned, and say the same of some orders as of all', () => {
    fc.assert(
      fc.property(randomFills(1, 60), fc.nat(60), (random, from) => {
        // What was scored before remembers the price of a third asset, and needs no candles for its fee.
        const fills = random.map((fill) => {
          const isThird = !fill.symbol.split('-').includes(fill.feeCurrency ?? '');
          return isThird ? { ...fill, fee: null, feeCurrency: null } : fill;
        });
        const whole = [...holdPast(trader(fills), lively(), { rules })];
        const wanted = new Set(whole.slice(from).flatMap(({ fillIds }) => fillIds));
        const isWanted = ({ id }: { id: string }) => wanted.has(id);
        const plans = planPast(trader(fills), { rules, isWanted });
        const planned = Object.entries(LIVELY_CANDLES).map(([symbol, bars]) => {
          const months = plans.find((plan) => plan.symbol === symbol)?.months ?? [];
          return [symbol, bars.filter(({ ts }) => months.includes(new Date(ts).toISOString().slice(0, 7)))];
        });
        const some = [...holdPast(trader(fills), markets(Object.fromEntries(planned)), { rules, isWanted })];
        expect(some).toEqual(whole.slice(from));
      }),
      { numRuns: 12 },
    );
  });

  it('see nothing that came after an order', () => {
    fc.assert(
      fc.property(randomFills(2, 60), fc.nat(60), (fills, at) => {
        const until = [...fills].sort((a, b) => a.ts - b.ts)[at % fills.length]?.ts ?? 0;
        const early = fills.filter(({ ts }) => ts <= until);
        const bars = Object.entries(LIVELY_CANDLES).map(([symbol, candles]) => [
          symbol,
          candles.filter(({ ts }) => ts + HOUR_MS <= until),
        ]);
        const ended = new Set(early.map(({ id }) => id));
        const whole = [...holdPast(trader(fills), lively(), { rules })];
        const then = [...holdPast(trader(early), markets(Object.fromEntries(bars)), { rules })];
        const over = whole.filter(({ fillIds }) => fillIds.every((id) => ended.has(id)));
        expect(then.filter(({ orderId }) => over.some((order) => order.orderId === orderId))).toEqual(over);
      }),
      { numRuns: 20 },
    );
  });

  it('ask for no candles where no rule looks at them', () => {
    const [fills] = fc.sample(randomFills(20, 20), { numRuns: 1, seed: 1 });
    expect(
      planPast(trader(fills ?? []), { rules: rules.filter(({ kind }) => kind === 'minHoldHours') }),
    ).toEqual([]);
  });
});
