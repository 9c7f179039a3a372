import { RULE_KINDS, type RuleCheck, type RuleKind } from '../../contracts/rules.ts';
import { openZone } from '../history/local-time.ts';
import { type Streak, streakOf } from './streaks.ts';

/** An order as rules stood with it: the checks of its last fill, at the time of its first (milliseconds UTC). */
export type JudgedOrder = { ts: number; checks: readonly RuleCheck[] };

/** Orders of a local day (YYYY-MM-DD) that kept and that broke; a day on which nothing applied is none. */
type AdherenceDay = { day: string; kept: number; broken: number };

export type Adherence = {
  /** Orders. */
  kept: number;
  broken: number;
  /** The oldest first. */
  days: AdherenceDay[];
  streak: Streak;
};

export type AdherenceScope = {
  /** An IANA name: a day is the trader's own. */
  timezone: string;
  /** Milliseconds UTC; null: open. Counts and days are from `from` (included) to `to` (not); streaks look at all before `to`. */
  from: number | null;
  to: number | null;
  /** Whose checks count. */
  kinds: readonly RuleKind[];
};

/**
 * How a trader kept rules of their own, by rule in the contract's order, and all together: of several rules an order breaks them if it broke one, and
 * keeps them if it kept one and broke none.
 * @param orders of all time up to `to`, in any order
 */
export function adherenceOf(
  orders: readonly JudgedOrder[],
  scope: AdherenceScope,
): { rules: ({ kind: RuleKind } & Adherence)[]; together: Adherence } {
  const { dayOf } = openZone(scope.timezone);
  const until = scope.to ?? Number.POSITIVE_INFINITY;
  const past = orders
    .filter(({ ts }) => ts < until)
    .map(({ ts, checks }) => ({ ts, day: dayOf(ts), checks }));
  const measure = (counts: (check: RuleCheck) => boolean) =>
    measureDays(
      past.map(({ checks, ...moment }) => ({ ...moment, verdict: verdictOf(checks.filter(counts)) })),
      scope.from ?? Number.NEGATIVE_INFINITY,
    );
  return {
    rules: RULE_KINDS.filter((kind) => scope.kinds.includes(kind)).map((kind) => ({
      kind,
      ...measure((check) => check.kind === kind),
    })),
    together: measure((check) => scope.kinds.includes(check.kind)),
  };
}

type Judged = { ts: number; day: string; verdict: RuleCheck['verdict'] };

function verdictOf(checks: readonly RuleCheck[]): RuleCheck['verdict'] {
  if (checks.some(({ verdict }) => verdict === 'broken')) return 'broken';
  return checks.some(({ verdict }) => verdict === 'kept') ? 'kept' : 'not_applicable';
}

function measureDays(judged: readonly Judged[], from: number): Adherence {
  const applied = judged.filter(({ verdict }) => verdict !== 'not_applicable');
  const days = countDays(applied.filter(({ ts }) => ts >= from));
  return {
    ...totalsOf(days),
    days,
    streak: streakOf(countDays(applied)),
  };
}

function countDays(judged: readonly Judged[]): AdherenceDay[] {
  const days = new Map<string, AdherenceDay>();
  for (const { day, verdict } of judged) {
    const counted = days.get(day) ?? { day, kept: 0, broken: 0 };
    counted[verdict === 'broken' ? 'broken' : 'kept'] += 1;
    days.set(day, counted);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Of a longer adherence the days from that one on; the streak stays that of all. */
export function sinceDay(adherence: Adherence, firstDay: string): Adherence {
  const days = adherence.days.filter(({ day }) => day >= firstDay);
  return { ...adherence, ...totalsOf(days), days };
}

function totalsOf(days: readonly AdherenceDay[]): { kept: number; broken: number } {
  let [kept, broken] = [0, 0];
  for (const day of days) {
    kept += day.kept;
    broken += day.broken;
  }
  return { kept, broken };
}
