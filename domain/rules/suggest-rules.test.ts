import { describe, expect, it } from 'vitest';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck, RuleKind, RuleSpec } from '../../contracts/rules.ts';
import { type PastOrder, patternsOf, suggestRules } from './suggest-rules.ts';

function orders(count: number, label: Label, over: Partial<PastOrder> = {}): PastOrder[] {
  return Array.from({ length: count }, (_, n) => ({
    orderId: `${label} ${n}`,
    side: 'SELL',
    labels: [label],
    heldHours: null,
    result: null,
    ...over,
  }));
}

function past(all: readonly PastOrder[]) {
  return { orders: all, fomoThreshold: 0.0834, usualPerDay: 2.3 };
}

function held(all: readonly PastOrder[], kind: RuleKind, verdictOf: (n: number) => RuleCheck['verdict']) {
  return new Map(
    all.map(({ orderId }, n) => [orderId, [{ kind, verdict: verdictOf(n), value: n, limit: 1 }]] as const),
  );
}

describe('the rule for a pattern', () => {
  it.each<[Label, RuleSpec]>([
    ['FOMO', { kind: 'avoidSpikeOverPct', params: { pct: 8.3, lookbackHours: 24 } }],
    ['REVENGE', { kind: 'cooldownAfterLossMinutes', params: { minutes: 60 } }],
    ['OVERTRADING', { kind: 'maxTradesPerDay', params: { n: 3 } }],
    ['LATE_NIGHT', { kind: 'noTradingHours', params: { from: '00:00', to: '06:00' } }],
  ])('%s goes by what the label went by', (label, rule) => {
    expect(patternsOf(past(orders(5, label)), [])).toEqual([{ label, rule }]);
    expect(patternsOf(past(orders(4, label)), [])).toEqual([]);
    expect(patternsOf(past(orders(5, label)), [rule])).toEqual([]);
  });

  it('of losers that were held goes by the median loss, of early exits by twice the hold', () => {
    const losers = [0.02, 0.04, 0.0651].flatMap((loss) => orders(4, 'HELD_LOSER', { result: -loss }));
    expect(patternsOf(past(losers), [])[0]?.rule).toEqual({ kind: 'maxLossPctPerTrade', params: { pct: 4 } });
    const early = [1.1, 2.2, 3.3].flatMap((heldHours) => orders(2, 'EARLY_EXIT', { heldHours }));
    expect(patternsOf(past(early), [])[0]?.rule).toEqual({ kind: 'minHoldHours', params: { hours: 4.5 } });
  });
});

describe('the median loss', () => {
  const held = (result: number, count: number, over: Partial<PastOrder> = {}) =>
    orders(count, 'HELD_LOSER', { result, ...over });

  it('is of sales: a buy has lost what its sale has', () => {
    const trips = [...held(-0.03, 5), ...held(-0.03, 5, { side: 'BUY', labels: ['NEUTRAL'] })];
    expect(patternsOf(past(trips), [])).toEqual([]);
  });

  it('leaves out what came out even', () => {
    const few = [...held(-0.0005, 11), ...held(-0.04, 5)];
    expect(patternsOf(past(few), [])).toEqual([]);
    const enough = [...held(-0.0005, 11), ...held(-0.04, 10)];
    expect(patternsOf(past(enough), [])[0]?.rule).toMatchObject({ params: { pct: 4 } });
  });
});

describe('a suggestion', () => {
  const tagged = orders(6, 'REVENGE');
  const others = orders(20, 'NEUTRAL');
  const all = [...tagged, ...others];
  const patterns = patternsOf(past(all), []);

  it('tells how many of the tagged orders the rule would have caught, and of all', () => {
    // The first five of the tagged, and the first two of the others.
    const checks = held(all, 'cooldownAfterLossMinutes', (n) => {
      if (n === 5) return 'not_applicable';
      return n < 8 ? 'broken' : 'kept';
    });
    expect(suggestRules(patterns, { orders: all, held: checks, active: [] })).toEqual([
      {
        rule: { kind: 'cooldownAfterLossMinutes', params: { minutes: 60 } },
        label: 'REVENGE',
        tagged: 6,
        caught: 5,
        orders: 25,
        broken: 7,
      },
    ]);
  });

  it('is not made of a rule that would have caught none of them', () => {
    const checks = held(all, 'cooldownAfterLossMinutes', (n) => (n < 6 ? 'kept' : 'broken'));
    expect(suggestRules(patterns, { orders: all, held: checks, active: [] })).toEqual([]);
  });

  it('for size goes by the median share of the other entries, unless an active rule contradicts it', () => {
    const large = [...orders(6, 'SIZE_UP'), ...others];
    const shares = new Map(
      large.map(({ orderId, labels }, n) => [
        orderId,
        [
          {
            kind: 'maxPositionPct' as const,
            verdict: 'kept' as const,
            value: labels.includes('SIZE_UP') ? 60 : 20.5 + (n % 5),
            limit: 100,
          },
        ],
      ]),
    );
    const [pattern] = patternsOf(past(large), []);
    if (!pattern) throw new Error('no pattern');
    const suggest = (active: RuleSpec[]) => suggestRules([pattern], { orders: large, held: shares, active });
    expect(suggest([])).toMatchObject([{ rule: { params: { pct: 23 } }, caught: 6, tagged: 6, orders: 26 }]);
    expect(suggest([{ kind: 'onlySymbols', params: { symbols: ['BTC-USD', 'ETH-USD'] } }])).toEqual([]);
  });
});
