import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigestPayloadSchema } from '../../contracts/digests.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import { isTrade } from '../report/orders.ts';
import type { ReportFact } from '../report/report-fact.ts';
import type { RuledOrder } from '../report/ruled-orders.ts';
import { computeStats } from '../report/stats.ts';
import { add, anyFacts } from '../report/testing/any-facts.ts';
import { bought, HOUR_MS, partOf, SCOPE, START_MS, sold } from '../report/testing/facts.ts';
import { toDecimal } from '../report/units.ts';
import { composeDigest, type DigestInput, ordersOf } from './compose-digest.ts';

const WEEK_MS = 7 * 24 * HOUR_MS;
const scope = { ...SCOPE, from: START_MS, to: START_MS + WEEK_MS };

/** Facts with ids as the database has them, so that the contract takes them. */
function ulids(facts: readonly ReportFact[]): ReportFact[] {
  const ulid = (id: string) => `01J${id.replace(/\D/g, '').padStart(23, '0')}`;
  return facts.map((fact) => ({ ...fact, id: ulid(fact.id), orderId: ulid(fact.orderId) }));
}

function digestOf(facts: readonly ReportFact[], over: Partial<DigestInput> = {}) {
  const past = { ...scope, from: START_MS - WEEK_MS, to: START_MS };
  return composeDigest({
    week: { scope, currencies: [{ currency: 'USD', fills: facts.length }], facts: ulids(facts), trips: [] },
    before: { scope: past, currencies: [], facts: [], trips: [] },
    riskPerTrade: null,
    ruled: [],
    active: new Set(),
    insights: new Map(),
    ...over,
  });
}

const check = (kind: RuleCheck['kind'], verdict: RuleCheck['verdict']): RuleCheck => ({
  ...{ kind, verdict, value: 1, limit: 2 },
});

describe('a digest', () => {
  it('says what the report of the same facts says, and is what the contract names', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const digest = digestOf(facts);
        const stats = computeStats({ scope, facts: ulids(facts), trips: [], riskPerTrade: null });
        for (const [name, value] of Object.entries(digest)) {
          if (name in stats) expect(value, name).toEqual(stats[name as keyof typeof stats]);
        }
        expect(DigestPayloadSchema.parse(digest)).toEqual(digest);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same whatever order the facts come in', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(digestOf(facts.toReversed())).toEqual(digestOf(facts));
      }),
      { numRuns: 50 },
    );
  });

  it('names no trade that is better than the best or worse than the worst', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { best, worst } = digestOf(facts);
        const nets = ordersOf({ facts: ulids(facts) })
          .filter(isTrade)
          .map(({ result }) => result.net);
        const most = nets.reduce((a, b) => (b > a ? b : a), 0n);
        const least = nets.reduce((a, b) => (b < a ? b : a), 0n);
        expect(best?.net ?? '0').toBe(toDecimal(most));
        expect(worst?.net ?? '0').toBe(toDecimal(least));
      }),
      { numRuns: 100 },
    );
  });

  it('tells the one result of a buy and its sale once where a rule speaks of both', () => {
    const sale = sold(2, '-10');
    const buy = bought(1, { lotPnl: '-10', lotEntryValue: '100', soldBy: [partOf(sale)] });
    const facts = ulids([buy, sale]);
    const ruled = facts.map(({ orderId, symbol, side, ts }): RuledOrder => {
      return { orderId, symbol, side, ts, checks: [check('maxTradesPerDay', 'broken')] };
    });
    expect(digestOf([buy, sale], { ruled }).rules).toMatchObject([
      { broken: { orders: 2, trades: 1, losses: 1, net: '-10' } },
    ]);
  });

  it('suggests nothing for two round trips, however many orders they were', () => {
    const trips = [1, 3].flatMap((n) => {
      const sale = sold(n + 1, '-10', { labels: ['OVERTRADING'] });
      const soldBy = ulids([sale]).map(partOf);
      return [bought(n, { labels: ['OVERTRADING'], lotPnl: '-10', lotEntryValue: '100', soldBy }), sale];
    });
    expect(digestOf(trips).suggestion).toBeNull();
  });

  it('splits the orders of a rule into kept, broken and neither, and loses no money between them', () => {
    const anyVerdicts = fc.array(fc.constantFrom('kept', 'broken', 'not_applicable', null), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(anyFacts, anyVerdicts, (facts, verdicts) => {
        const orders = ordersOf({ facts: ulids(facts) });
        const ruled = orders.flatMap(({ id, symbol, side, firstTs }, n): RuledOrder[] => {
          const verdict = verdicts[n];
          const checks = verdict ? [check('maxTradesPerDay', verdict)] : [];
          return verdict ? [{ orderId: id, symbol, side, ts: firstTs, checks }] : [];
        });
        const [rule] = digestOf(facts, { ruled }).rules;
        const ruledIds = new Map(ruled.map(({ orderId, checks }) => [orderId, checks[0]?.verdict]));
        const netOf = (verdict: string) =>
          add(
            orders.flatMap(({ id, side, result }) =>
              ruledIds.get(id) === verdict && side === 'SELL' && result ? [toDecimal(result.net)] : [],
            ),
          );
        expect((rule?.kept.orders ?? 0) + (rule?.broken.orders ?? 0) + (rule?.notApplicable ?? 0)).toBe(
          ruled.length,
        );
        expect(rule?.kept.net ?? '0').toBe(netOf('kept'));
        expect(rule?.broken.net ?? '0').toBe(netOf('broken'));
      }),
      { numRuns: 50 },
    );
  });

  it('tells the streak of a rule over the weeks before, and of an active rule without an order too', () => {
    const day = (n: number, verdict: RuleCheck['verdict']): RuledOrder => ({
      ...{ orderId: `${n}`, symbol: 'BTC-USD', side: 'BUY', ts: START_MS + n * 24 * HOUR_MS },
      checks: [check('maxTradesPerDay', verdict)],
    });
    const ruled = [day(-4, 'kept'), day(-3, 'broken'), day(-2, 'kept'), day(1, 'kept'), day(3, 'kept')];
    const { rules } = digestOf([], { ruled, active: new Set(['maxTradesPerDay', 'onlySymbols']) });
    expect(rules).toMatchObject([
      { kind: 'maxTradesPerDay', streak: { current: 3, longest: 3 }, adherence: { known: false, n: 0 } },
      { kind: 'onlySymbols', streak: { current: 0, longest: 0 } },
    ]);
  });

  it('has no best trade where nothing won, and the earlier of two equal ones', () => {
    expect(digestOf([sold(1, '-3'), sold(2, '0')])).toMatchObject({ best: null, worst: { net: '-3' } });
    const { best } = digestOf([sold(1, '5'), sold(2, '5')]);
    expect(best?.ts).toBe(new Date(START_MS + HOUR_MS).toISOString());
  });

  it('tells the worst trade with its labels, how long it was held and what was said of it', () => {
    const facts = [sold(1, '-3', { labels: ['PANIC'], heldHours: 7 })];
    const [{ id } = { id: '' }] = ulids(facts);
    expect(digestOf(facts, { insights: new Map([[id, 'You sold into the fall.']]) }).worst).toEqual({
      tradeId: id,
      symbol: 'BTC-USD',
      ts: new Date(START_MS + HOUR_MS).toISOString(),
      net: '-3',
      fills: 1,
      heldHours: 7,
      labels: ['PANIC'],
      insight: 'You sold into the fall.',
    });
  });
});

describe('the suggestion', () => {
  const early = [1, 2, 3].map((n) => sold(n, '-2', { labels: ['EARLY_EXIT'] }));

  it('is what came out lowest and the rule that speaks of it, with what it came to', () => {
    const night = [4, 5, 6].map((n) => sold(n, '-1', { labels: ['LATE_NIGHT'] }));
    expect(digestOf([...night, ...early]).suggestion).toEqual({
      ...{ label: 'EARLY_EXIT', kind: 'minHoldHours', orders: 3, trades: 3, net: '-6' },
    });
    const panic = early.map((fact) => ({ ...fact, labels: ['PANIC' as const] }));
    expect(digestOf(panic).suggestion).toMatchObject({ label: 'PANIC', kind: null });
  });

  it('is none where it is too rare, where it brought something, or where the trader has that rule', () => {
    expect(digestOf(early.slice(1)).suggestion).toBeNull();
    expect(digestOf(early.map((fact) => ({ ...fact, pnl: '2', gross: '2' }))).suggestion).toBeNull();
    expect(digestOf(early, { active: new Set(['minHoldHours']) }).suggestion).toBeNull();
  });

  it('never speaks of what was done well', () => {
    const facts = [1, 2, 3].map((n) =>
      bought(n, { labels: ['DISCIPLINE'], lotPnl: '-5', lotEntryValue: '100' }),
    );
    expect(digestOf(facts).suggestion).toBeNull();
  });
});
