import type { Verdict } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Features } from '../features/compute-features.ts';
import type { UnknownReason } from '../features/unknown-reason.ts';
import { judge, type TradeContext } from './judgement.ts';
import { judgeKeptRules } from './kept-rules.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules.ts';

/**
 * Rises with every change of a rule, a threshold or a scale, or of what the engine makes of the same fills: stored tags say by which they were made, and
 * those of an older one are made anew.
 */
export const RULES_VERSION = 3;

export type Tag = { label: Label; confidence: number };

export type Labelled = {
  /** At least one, the surest first. */
  tags: Tag[];
  verdicts: Verdict[];
  /** Why the trade is UNSCORED. */
  reason: UnknownReason | null;
};

/** How the trade is judged, where it is not as everybody's. */
export type Personal = {
  /** See personal-thresholds.ts. */
  rules?: readonly Rule[];
  /** How the trader's own rules stood with it: see kept-rules.ts. */
  checks?: readonly RuleCheck[];
  /** See feedback.ts: multiplies the confidence in a label, which stays 1 at most. */
  scaleOf?: (label: Label) => number;
};

/**
 * Names a trade. Every label whose rule is met stands, whatever else is unknown. If none is met, an undecided market rule, or a
 * market of which nothing is known, makes it UNSCORED (confidence 0); otherwise it is NEUTRAL, as surely as the nearest of the
 * decided rules was missed.
 */
export function labelTrade(
  context: TradeContext,
  { rules = RULES, checks = [], scaleOf = unscaled }: Personal = {},
): Labelled {
  const tags: Tag[] = [];
  const verdicts: Verdict[] = [];
  let nearest = 0;
  let undecided: UnknownReason | null = null;
  const kept = context.side === 'SELL' ? judgeKeptRules(checks) : null;
  for (const rule of rules) {
    const own = rule.label === 'DISCIPLINE' ? kept : null;
    const { verdict, confidence, undecided: missing } = own ?? judge(rule, context);
    verdicts.push(verdict);
    if (verdict.met) tags.push(tagOf(rule.label, confidence ?? 0, scaleOf));
    else if (missing === null) nearest = Math.max(nearest, confidence ?? 0);
    else if (rule.family === 'market') undecided ??= missing;
  }
  if (tags.length > 0) return { tags: tags.sort(compareTags), verdicts, reason: null };
  const reason = unseenMarket(context.features) ?? undecided;
  if (reason !== null) return { tags: [{ label: 'UNSCORED', confidence: 0 }], verdicts, reason };
  return { tags: [tagOf('NEUTRAL', 1 - nearest, scaleOf)], verdicts, reason: null };
}

function tagOf(label: Label, confidence: number, scaleOf: (label: Label) => number): Tag {
  return { label, confidence: Math.min(1, confidence * scaleOf(label)) };
}

function unscaled(): number {
  return 1;
}

/** The surest first; of two that are as sure the one that comes first in the alphabet. */
function compareTags(a: Tag, b: Tag): number {
  return b.confidence - a.confidence || (a.label < b.label ? -1 : 1);
}

/** A sale at a gain is no PANIC even without a candle, but calling it NEUTRAL would claim a look at the market. */
function unseenMarket(features: Features): UnknownReason | null {
  let reason: UnknownReason | null = null;
  for (const name of MARKET_FEATURES) {
    const feature = features[name];
    if (feature.known) return null;
    reason ??= feature.reason;
  }
  return reason;
}

const MARKET_FEATURES = [
  'pct_change_1h_before',
  'pct_change_24h_before',
  'RSI_14',
  'ATR_rel',
  'BB_pos',
  'gap_from_MA',
  'drawdown_recent',
] as const;
