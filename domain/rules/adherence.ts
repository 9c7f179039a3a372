import { RULE_KINDS, type RuleCheck, type RuleKind } from '../../contracts/rules.ts';
import { openZone } from '../history/local-time.ts';
import { type Streak, streakOf } from './streaks.ts';

const DAY_MS = 86_400_000;

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
  /** Whose count together; without it all of them. */
  together?: readonly RuleKind[];
};

/**
 * How a trader kept rules of their own, by rule in the contract's order, and all together: of several rules an order breaks them if it broke one, and
 * keeps them if it kept one and broke none.
 * @param orders of all time up to `to`, in any order
 */
export function adherenceOf(
  orders: readonly JudgedOrder[],
  { timezone, from, to, kinds, together: joint = kinds }: AdherenceScope,
): { rules: ({ kind: RuleKind } & Adherence)[]; together: Adherence } {
  const { dayNumberOf } = openZone(timezone);
  const until = to ?? Number.POSITIVE_INFINITY;
  const byKind = new Map(kinds.map((kind) => [kind, openCount(from)]));
  const together = openCount(from);
  const isJoint = new Set(joint);
  for (const { ts, checks } of orders) {
    if (ts >= until) continue;
    const day = dayNumberOf(ts);
    let all: RuleCheck['verdict'] = 'not_applicable';
    for (const { kind, verdict } of checks) {
      if (verdict === 'not_applicable') continue;
      byKind.get(kind)?.add(ts, day, verdict);
      if (isJoint.has(kind) && all !== 'broken') all = verdict;
    }
    if (all !== 'not_applicable') together.add(ts, day, all);
  }
  return {
    rules: RULE_KINDS.flatMap((kind) => {
      const count = byKind.get(kind);
      return count ? [{ kind, ...count.tell() }] : [];
    }),
    together: together.tell(),
  };
}

type Tally = { kept: number; broken: number };

/** Counts orders by the number of their day. */
function openCount(from: number | null) {
  const all = new Map<number, Tally>();
  const ofPeriod = from === null ? all : new Map<number, Tally>();
  return {
    add(ts: number, day: number, verdict: 'kept' | 'broken') {
      count(all, day, verdict);
      if (from !== null && ts >= from) count(ofPeriod, day, verdict);
    },
    tell(): Adherence {
      const days = inOrder(ofPeriod).map(([day, tally]) => ({ day: writeDay(day), ...tally }));
      return { ...totalsOf(days), days, streak: streakOf(inOrder(all).map(([, tally]) => tally)) };
    },
  };
}

function count(days: Map<number, Tally>, day: number, verdict: 'kept' | 'broken'): void {
  const tally = days.get(day) ?? { kept: 0, broken: 0 };
  tally[verdict] += 1;
  days.set(day, tally);
}

function inOrder(days: ReadonlyMap<number, Tally>): [number, Tally][] {
  return [...days].sort(([a], [b]) => a - b);
}

function writeDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Of a longer adherence the days from that one on; the streak stays that of all. */
export function sinceDay(adherence: Adherence, firstDay: string): Adherence {
  const days = adherence.days.filter(({ day }) => day >= firstDay);
  return { ...adherence, ...totalsOf(days), days };
}

function totalsOf(days: readonly Tally[]): Tally {
  let [kept, broken] = [0, 0];
  for (const day of days) {
    kept += day.kept;
    broken += day.broken;
  }
  return { kept, broken };
}
