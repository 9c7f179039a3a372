import type { Excursion } from '../../../contracts/trades.ts';
import type { ScoredFill } from '../../../domain/engine/scored-fill.ts';
import { tellExcursion } from '../../../domain/market/tell-excursion.ts';
import { sha256Hex } from '../../security/hashes.ts';

/**
 * A name for all that was said and derived of a fill: two scorings that say the same have the same. The snapshots' own names are left out,
 * since a month that is not over gets a new file with the same bars in it.
 */
export function digestOf(scored: ScoredFill): string {
  const { snapshots: _, ...evidence } = scored.evidence;
  const { tags, insight, sparkline, provisional } = scored;
  const { matches } = scored.outcome;
  const { rules, ...derived } = derivedOf(scored);
  const said = [derived, matches, tags, evidence, insight, sparkline, provisional];
  // Of a trader without rules the name is what it was before there were any.
  return sha256Hex(JSON.stringify(rules.length > 0 ? [...said, rules] : said));
}

/** What is derived of a fill beside its tags and words, as it is stored. */
export function derivedOf({ outcome, orderId, peers, excursion, remembered, reviewAt, rules }: ScoredFill) {
  const told: Excursion | null = excursion ? tellExcursion(excursion) : null;
  return {
    basis: outcome.basis,
    pnl: outcome.pnl,
    gross: outcome.gross,
    heldHours: outcome.heldHours,
    fee: outcome.fee,
    entryValue: outcome.entryValue,
    unknownQty: outcome.unknownQty,
    unknownProceeds: outcome.unknownProceeds,
    orderId,
    tripId: outcome.tripId,
    peers,
    excursion: told,
    remembered,
    reviewAt: toIso(reviewAt),
    rules,
  };
}

export function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
