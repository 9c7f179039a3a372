import type { Verdict } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Features } from '../features/compute-features.ts';
import type { UnknownReason } from '../features/unknown-reason.ts';
import { judgeDiscipline } from './discipline.ts';
import { judgeFomo } from './fomo.ts';
import type { Judgement, TradeContext } from './judgement.ts';
import { judgePanic } from './panic.ts';

/** Rises with every change of a rule, a threshold or a scale: stored tags say by which they were made. */
export const RULES_VERSION = 1;

export type Tag = { label: Label; confidence: number };

export type Labelled = {
  /** At least one, the surest first. */
  tags: Tag[];
  verdicts: Verdict[];
  /** Why the trade is UNSCORED. */
  reason: UnknownReason | null;
};

/**
 * Names a trade. Every label whose rule is met stands, whatever else is unknown. If none is met, an undecided rule, or a
 * market of which nothing is known, makes it UNSCORED (confidence 0); otherwise it is NEUTRAL, as surely as its nearest
 * rule was missed.
 */
export function labelTrade(context: TradeContext): Labelled {
  const judgements = [judgeFomo(context), judgePanic(context), judgeDiscipline(context)];
  const verdicts = judgements.map(({ verdict }) => verdict);
  const met = judgements.flatMap(({ verdict, confidence }) =>
    verdict.met ? [{ label: verdict.label, confidence: confidence ?? 0 }] : [],
  );
  if (met.length > 0) {
    return { tags: met.sort((a, b) => b.confidence - a.confidence), verdicts, reason: null };
  }
  const reason = unseenMarket(context.features) ?? undecided(judgements);
  if (reason !== null) return { tags: [{ label: 'UNSCORED', confidence: 0 }], verdicts, reason };
  const nearest = Math.max(0, ...judgements.map(({ confidence }) => confidence ?? 0));
  return { tags: [{ label: 'NEUTRAL', confidence: 1 - nearest }], verdicts, reason: null };
}

function undecided(judgements: readonly Judgement[]): UnknownReason | null {
  return judgements.find((judgement) => judgement.undecided !== null)?.undecided ?? null;
}

/** A sale at a gain is no PANIC even without a candle, but calling it NEUTRAL would claim a look at the market. */
function unseenMarket(features: Features): UnknownReason | null {
  const { held_hours: _held, pnl_exit: _pnl, ...market } = features;
  let reason: UnknownReason | null = null;
  for (const feature of Object.values(market)) {
    if (feature.known) return null;
    reason ??= feature.reason;
  }
  return reason;
}
