import type { Evidence } from '../contracts/features.ts';
import { labelTrade, RULES_VERSION, type Tag } from './bias/label-trade.ts';
import { computeFeatures, NO_FEATURES } from './features/compute-features.ts';
import { UNKNOWN, type UnknownReason } from './features/unknown-reason.ts';
import type { Candle } from './indicators/candle.ts';
import { type HourlySeries, prepareSeries } from './indicators/hourly-series.ts';
import type { Fill, Outcome } from './ledger/fill.ts';
import { openLedger } from './ledger/ledger.ts';
import { orderFills } from './ledger/order-fills.ts';
import { sparkline } from './reflect/sparkline.ts';
import { writeReflection } from './reflect/write-reflection.ts';

export type ProductHistory = {
  symbol: string;
  /** All fills of the product, in any order: a sale can only be matched with the buys that are given. */
  fills: readonly Fill[];
  /** Hourly, in any order; may be empty. Thirty days ahead of the first fill let every feature be known. */
  candles: readonly Candle[];
  /** SHA-256 of the snapshots that the candles came from, oldest first; kept with the evidence. */
  snapshots: readonly string[];
};

export type ScoredFill = {
  fillId: string;
  outcome: Outcome;
  /** At least one, the surest first. */
  tags: Tag[];
  evidence: Evidence;
  /** Two sentences for the trader. */
  insight: string;
  /** Up to 25 closes before the fill, then its price: see sparkline. Empty for a fill that the ledger refused. */
  sparkline: number[];
};

/** Scores a product's fills, in the order of the books; a fill that is given twice is scored once. Linear; the same input gives the same bytes. */
export function scoreProduct(history: ProductHistory): ScoredFill[] {
  return [...scoreFills(history)];
}

/** scoreProduct, one fill at a time: 100,000 scored fills at once would not fit a Worker's 128 MB. */
export function* scoreFills({ symbol, fills, candles, snapshots }: ProductHistory): Generator<ScoredFill> {
  const series = prepareSeries(candles);
  const ledger = openLedger(symbol);
  for (const fill of orderFills(fills)) {
    const outcome = ledger.book(fill);
    // Two answers for one fill would fight over one row.
    if (outcome.refused === 'seen_before') continue;
    yield outcome.refused === null
      ? scoreFill(fill, outcome, series, snapshots)
      : leaveUnscored(fill, outcome, snapshots);
  }
}

function scoreFill(
  fill: Fill,
  outcome: Outcome,
  series: HourlySeries,
  snapshots: readonly string[],
): ScoredFill {
  const { id, symbol, side, ts } = fill;
  const price = Number(fill.price);
  const { features, supportGap, filledBars } = computeFeatures(series, { side, ts, price }, outcome);
  const value = price * Number(fill.qty);
  const { tags, verdicts, reason } = labelTrade({ side, value, features, supportGap });
  const label = tags[0]?.label ?? 'UNSCORED';
  const partial = outcome.basis === 'partial';
  return {
    fillId: id,
    outcome,
    tags,
    evidence: {
      features,
      verdicts,
      ...(reason === null ? {} : { reason }),
      snapshots: [...snapshots],
      filledBars,
      version: RULES_VERSION,
    },
    insight: writeReflection({ symbol, side, ts, label, features, verdicts, supportGap, partial, reason }),
    sparkline: sparkline(series, { ts, price }),
  };
}

function leaveUnscored(fill: Fill, outcome: Outcome, snapshots: readonly string[]): ScoredFill {
  const { symbol, side, ts } = fill;
  const reason: UnknownReason = UNKNOWN.fillUnreadable;
  const { features, supportGap, filledBars } = NO_FEATURES;
  return {
    fillId: fill.id,
    outcome,
    tags: [{ label: 'UNSCORED', confidence: 0 }],
    evidence: {
      features,
      verdicts: [],
      reason,
      snapshots: [...snapshots],
      filledBars,
      version: RULES_VERSION,
    },
    insight: writeReflection({
      symbol,
      side,
      ts,
      label: 'UNSCORED',
      features,
      verdicts: [],
      supportGap,
      partial: false,
      reason,
    }),
    sparkline: [],
  };
}
