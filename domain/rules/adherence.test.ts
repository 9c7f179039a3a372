import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleCheck, RuleKind } from '../../contracts/rules.ts';
import { adherenceOf, type JudgedOrder } from './adherence.ts';

const HOUR_MS = 3_600_000;
const KINDS: readonly RuleKind[] = ['minHoldHours', 'maxTradesPerDay'];
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];

function order(iso: string, ...verdicts: RuleCheck['verdict'][]): JudgedOrder {
  return {
    ts: Date.parse(iso),
    checks: verdicts.map((verdict, n) => check(KINDS[n] ?? 'minHoldHours', verdict)),
  };
}

function check(kind: RuleKind, verdict: RuleCheck['verdict']): RuleCheck {
  return { kind, verdict, value: 1, limit: 2 };
}

function measure(orders: readonly JudgedOrder[], over = {}) {
  return adherenceOf(orders, { timezone: 'UTC', from: null, to: null, kinds: KINDS, ...over });
}

describe('adherence', () => {
  it('counts orders by day: one that broke the rule breaks the day, and without a trade it goes on', () => {
    const { rules } = measure([
      order('2024-05-01T10:00:00Z', 'kept'),
      order('2024-05-02T10:00:00Z', 'broken'),
      order('2024-05-02T11:00:00Z', 'kept'),
      order('2024-05-03T10:00:00Z', 'kept'),
      order('2024-05-04T10:00:00Z', 'not_applicable'),
      order('2024-05-07T10:00:00Z', 'kept'),
      order('2024-05-07T11:00:00Z', 'kept'),
    ]);
    expect(rules[0]).toEqual({
      kind: 'minHoldHours',
      kept: 5,
      broken: 1,
      days: [
        { day: '2024-05-01', kept: 1, broken: 0 },
        { day: '2024-05-02', kept: 1, broken: 1 },
        { day: '2024-05-03', kept: 1, broken: 0 },
        { day: '2024-05-07', kept: 2, broken: 0 },
      ],
      streak: { current: 2, longest: 2 },
    });
  });

  it('of all rules together is broken by an order that broke one of them', () => {
    const { together } = measure([
      order('2024-05-01T10:00:00Z', 'kept', 'kept'),
      order('2024-05-02T10:00:00Z', 'kept', 'broken'),
      order('2024-05-03T10:00:00Z', 'not_applicable', 'kept'),
    ]);
    expect(together).toMatchObject({ kept: 2, broken: 1, streak: { current: 1, longest: 1 } });
  });

  it('of a week counts what lies in it, and its streak comes from before', () => {
    const orders = ['2024-05-01', '2024-05-02', '2024-05-08', '2024-05-15'].map((day) =>
      order(`${day}T12:00:00Z`, 'kept'),
    );
    const { rules } = measure(orders, {
      from: Date.parse('2024-05-06T00:00:00Z'),
      to: Date.parse('2024-05-13T00:00:00Z'),
    });
    expect(rules[0]).toMatchObject({
      kept: 1,
      days: [{ day: '2024-05-08', kept: 1, broken: 0 }],
      streak: { current: 3, longest: 3 },
    });
  });

  it.each(ZONES)(
    'in %s has one day for each day of the calendar, over every change of clocks',
    (timezone) => {
      // An order every two hours of a year: no local day is without one.
      const start = Date.parse('2024-01-01T00:00:00Z');
      const orders = Array.from({ length: 12 * 366 }, (_, n) => ({
        ts: start + n * 2 * HOUR_MS,
        checks: [check('minHoldHours', 'kept')],
      }));
      const { rules } = measure(orders, { timezone });
      const days = new Set(orders.map(({ ts }) => localDay(ts, timezone)));
      expect(rules[0]?.streak).toEqual({ current: days.size, longest: days.size });
      expect(rules[0]?.days.map(({ day }) => day)).toEqual([...days]);
    },
  );
});

const anyOrders = fc.array(
  fc.record({
    // Two years of quarter hours about changes of clocks.
    ts: fc
      .integer({ min: 0, max: 2 * 365 * 96 })
      .map((n) => Date.parse('2023-01-01T00:00:00Z') + (n * HOUR_MS) / 4),
    checks: fc.array(
      fc.record({
        kind: fc.constantFrom(...KINDS),
        verdict: fc.constantFrom<RuleCheck['verdict'][]>('kept', 'kept', 'kept', 'broken', 'not_applicable'),
        value: fc.constant(1),
        limit: fc.constant(2),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 60 },
);
const anyZone = fc.constantFrom(...ZONES);

describe('streaks', () => {
  it('are those that are counted day by day on the trader’s own calendar', () => {
    fc.assert(
      fc.property(anyOrders, anyZone, (orders, timezone) => {
        const { rules, together } = measure(orders, { timezone });
        for (const { kind, streak } of rules) {
          expect(streak).toEqual(countByHand(orders, timezone, (one) => one === kind));
        }
        expect(together.streak).toEqual(countByHand(orders, timezone, () => true));
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on the order of the orders, nor on those that no rule spoke of', () => {
    fc.assert(
      fc.property(anyOrders, anyOrders, anyZone, (orders, others, timezone) => {
        const silent = others.map(({ ts }) => ({ ts, checks: [check('minHoldHours', 'not_applicable')] }));
        expect(measure([...silent, ...orders.toReversed()], { timezone })).toEqual(
          measure(orders, { timezone }),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never grow by a broken order, and the longest never shrinks by a kept one later on', () => {
    fc.assert(
      fc.property(anyOrders, anyZone, (orders, timezone) => {
        const latest = Math.max(Date.parse('2023-01-01T00:00:00Z'), ...orders.map(({ ts }) => ts));
        const before = measure(orders, { timezone }).together.streak;
        const add = (verdict: RuleCheck['verdict'], days: number) =>
          measure(
            [...orders, { ts: latest + days * 24 * HOUR_MS, checks: [check('minHoldHours', verdict)] }],
            {
              timezone,
            },
          ).together.streak;
        expect(add('broken', 2)).toEqual({ current: 0, longest: before.longest });
        expect(add('kept', 2)).toEqual({
          current: before.current + 1,
          longest: Math.max(before.longest, before.current + 1),
        });
        expect(before.current).toBeLessThanOrEqual(before.longest);
      }),
      { numRuns: 100 },
    );
  });
});

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function localDay(ts: number, timeZone: string): string {
  const format = FORMATS.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  FORMATS.set(timeZone, format);
  return format.format(ts);
}

/** Straight from the definition: each day of the calendar in turn. */
function countByHand(orders: readonly JudgedOrder[], timezone: string, counts: (kind: RuleKind) => boolean) {
  const days = Map.groupBy(orders, ({ ts }) => localDay(ts, timezone));
  let [current, longest] = [0, 0];
  for (const day of [...days.keys()].sort()) {
    const verdicts = days
      .get(day)
      ?.flatMap(({ checks }) => checks.flatMap(({ kind, verdict }) => (counts(kind) ? [verdict] : [])));
    if (verdicts?.includes('broken')) current = 0;
    else if (verdicts?.includes('kept')) current += 1;
    longest = Math.max(longest, current);
  }
  return { current, longest };
}
