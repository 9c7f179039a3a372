import type { Label } from '../../contracts/labels.ts';
import type { RuleSuggestion } from '../../contracts/rule-reports.ts';
import type { RuleCheck, RuleKind, RuleSpec } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import { ANSWER_MINUTES } from '../history/losses.ts';
import { BREAK_EVEN_BAND } from '../ledger/break-even.ts';
import { BEHAVIOURS } from '../report/labels.ts';
import { medianOf } from '../report/measures.ts';
import { contradictionIn } from './contradictions.ts';
import { RULE_OF_LABEL } from './rule-of-label.ts';

/** Orders of one label within the period: fewer are no pattern. */
export const FEWEST_TAGGED = 5;
/** Of what a limit is the median of. */
const FEWEST_FOR_MEDIAN = 10;
const EVERYTHING_PCT = 100;

/**
 * An order of the period. Hours are of sales; `result` is net over entry value, of a BUY of what was sold of it so far, which its sales have too. null: not
 * known.
 */
export type PastOrder = {
  orderId: string;
  side: Side;
  labels: readonly Label[];
  heldHours: number | null;
  result: number | null;
};

export type Pattern = { label: Label; rule: RuleSpec };

type Past = {
  orders: readonly PastOrder[];
  /** The trader's own threshold of FOMO in force, as a fraction; see personal-thresholds.ts. */
  fomoThreshold: number;
  /** Orders of a usual day. */
  usualPerDay: number;
};

/** What a pattern's rule is made of: of the trader's own habits where there is one to go by. null: too little is known of them, or they cannot tell. */
const LIMIT_BY: Record<RuleKind, (past: Past, tagged: readonly PastOrder[]) => RuleSpec | null> = {
  avoidSpikeOverPct: ({ fomoThreshold }) => ({
    kind: 'avoidSpikeOverPct',
    params: { pct: percentBelow(fomoThreshold), lookbackHours: 24 },
  }),
  minHoldHours: (_, tagged) => ofHoldTime(tagged),
  maxTradesPerDay: ({ usualPerDay }) => ({
    kind: 'maxTradesPerDay',
    params: { n: within(Math.ceil(usualPerDay), 1, 100) },
  }),
  maxLossPctPerTrade: ({ orders }) => ofMedianLoss(orders),
  cooldownAfterLossMinutes: () => ({
    kind: 'cooldownAfterLossMinutes',
    params: { minutes: ANSWER_MINUTES },
  }),
  noTradingHours: () => ({ kind: 'noTradingHours', params: { from: '00:00', to: '06:00' } }),
  // Its limit is found once the shares are known: see ofUsualShare.
  maxPositionPct: () => ({ kind: 'maxPositionPct', params: { pct: EVERYTHING_PCT } }),
  onlySymbols: () => null,
};

/**
 * The rule that speaks of each label that was met often enough, none of a kind that is active; of two labels with one kind the more frequent.
 */
export function patternsOf(past: Past, active: readonly RuleSpec[]): Pattern[] {
  const patterns = BEHAVIOURS.flatMap((label) => {
    const kind = RULE_OF_LABEL[label];
    if (kind === undefined || active.some((rule) => rule.kind === kind)) return [];
    const tagged = past.orders.filter(({ labels }) => labels.includes(label));
    const rule = tagged.length < FEWEST_TAGGED ? null : LIMIT_BY[kind](past, tagged);
    return rule === null ? [] : [{ label, rule, tagged: tagged.length }];
  });
  const best = new Map<RuleKind, (typeof patterns)[number]>();
  for (const pattern of patterns) {
    const before = best.get(pattern.rule.kind);
    if (!before || pattern.tagged > before.tagged) best.set(pattern.rule.kind, pattern);
  }
  return [...best.values()].map(({ label, rule }) => ({ label, rule }));
}

/**
 * What each pattern's rule would have caught of the orders that it was held against. A rule that would have caught none of the pattern, or that contradicts
 * an active one, is not offered.
 * @param held checks of each order by its id, see engine/hold-past.ts
 */
export function suggestRules(
  patterns: readonly Pattern[],
  {
    orders,
    held,
    active,
  }: {
    orders: readonly PastOrder[];
    held: ReadonlyMap<string, readonly RuleCheck[]>;
    active: readonly RuleSpec[];
  },
): Omit<RuleSuggestion, 'cost' | 'currency'>[] {
  return patterns.flatMap(({ label, rule }) => {
    const judged = orders.flatMap((order) => {
      const check = held.get(order.orderId)?.find(({ kind }) => kind === rule.kind);
      return check && check.verdict !== 'not_applicable'
        ? [{ isTagged: order.labels.includes(label), check }]
        : [];
    });
    const limited = rule.kind === 'maxPositionPct' ? ofUsualShare(judged) : rule;
    if (limited === null || contradictionIn([...active, limited]) !== null) return [];
    const isBroken = ({ check }: { check: RuleCheck }) =>
      limited.kind === 'maxPositionPct'
        ? Number(check.value) > limited.params.pct
        : check.verdict === 'broken';
    const broken = judged.filter(isBroken);
    const caught = broken.filter(({ isTagged }) => isTagged).length;
    if (caught === 0) return [];
    const tagged = orders.filter(({ labels }) => labels.includes(label)).length;
    return [{ rule: limited, label, tagged, caught, orders: judged.length, broken: broken.length }];
  });
}

/** What is usually not exceeded by the other entries: the median of their shares, rounded up. */
function ofUsualShare(
  judged: readonly { isTagged: boolean; check: RuleCheck }[],
): Extract<RuleSpec, { kind: 'maxPositionPct' }> | null {
  const shares = judged.flatMap(({ isTagged, check }) => (isTagged ? [] : [Number(check.value)]));
  if (shares.length < FEWEST_FOR_MEDIAN) return null;
  const pct = Math.ceil(medianOf(shares));
  return pct < 1 || pct >= EVERYTHING_PCT ? null : { kind: 'maxPositionPct', params: { pct } };
}

/** The median loss of the sales that lost: a loser that was held for long has mostly lost more. */
function ofMedianLoss(orders: readonly PastOrder[]): RuleSpec | null {
  const losses = orders.flatMap(({ side, result }) =>
    side === 'SELL' && result !== null && result < -BREAK_EVEN_BAND ? [-result] : [],
  );
  if (losses.length < FEWEST_FOR_MEDIAN) return null;
  return { kind: 'maxLossPctPerTrade', params: { pct: within(percentBelow(medianOf(losses)), 0.1, 100) } };
}

/** The rise that was missed came within as long again as it was held: twice the median hold, to the half hour. */
function ofHoldTime(tagged: readonly PastOrder[]): RuleSpec | null {
  const hours = tagged.flatMap(({ heldHours }) => heldHours ?? []);
  if (hours.length < FEWEST_TAGGED) return null;
  return { kind: 'minHoldHours', params: { hours: within(Math.ceil(medianOf(hours) * 4) / 2, 0.5, 2160) } };
}

/** 0.0834 is 8.3: rounded down, so that what met the threshold is over the limit. */
function percentBelow(fraction: number): number {
  return within(Math.floor(fraction * 1000) / 10, 0.1, 100);
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
