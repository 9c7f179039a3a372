import type { Side } from '../../contracts/side.ts';
import type { Thresholds } from '../../contracts/thresholds.ts';
import type { Remembered } from '../history/remembered.ts';
import { DISCIPLINE } from './discipline.ts';
import { FOMO } from './fomo.ts';
import { openMovingRule } from './moving-rule.ts';
import { PANIC } from './panic.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules.ts';

export type ThresholdReport = Thresholds['thresholds'];

export type PersonalThresholds = {
  /** All rules as a trade at this time (milliseconds UTC) is held against them; times must not fall. */
  rulesFor(ts: number): readonly Rule[];
  /** Takes an order in by its first fill, after that was judged: its further slices are no further trades. */
  remember(fill: { side: Side; ts: number }, figures: Remembered): void;
  /** What the next trade is held against. */
  report(): ThresholdReport;
};

/** The report of a trader who was never scored. */
export function thresholdsOfEverybody(): ThresholdReport {
  return openMovingRules().flatMap((rule) => rule.rows());
}

/**
 * The rules of one trader: those of the market family move towards the trader's own habits, see moving-rule.ts. A trade is held
 * against what the trades before it have told.
 * @param resets milliseconds UTC, in any order: what came before a reset is forgotten for every trade from it on
 */
export function openPersonalThresholds({ resets }: { resets: readonly number[] }): PersonalThresholds {
  const pending = resets.toSorted((a, b) => a - b);
  let moving = openMovingRules();
  let rules: readonly Rule[] | null = null;

  function forgetBefore(ts: number) {
    while ((pending[0] ?? Number.POSITIVE_INFINITY) <= ts) {
      pending.shift();
      moving = openMovingRules();
      rules = null;
    }
  }

  return {
    rulesFor(ts) {
      forgetBefore(ts);
      rules ??= RULES.map((rule) => moving.find(({ prior }) => prior === rule)?.current() ?? rule);
      return rules;
    },
    remember({ side, ts }, figures) {
      forgetBefore(ts);
      for (const rule of moving) if (rule.prior.side === side) rule.remember(figures);
      rules = null;
    },
    report: () => (pending.length > 0 ? thresholdsOfEverybody() : moving.flatMap((rule) => rule.rows())),
  };
}

function openMovingRules() {
  return [FOMO, PANIC, DISCIPLINE].map(openMovingRule);
}
