import type { ToldTrade } from '../../contracts/digests.ts';
import { labelsOf } from '../report/labels.ts';
import type { Trade } from '../report/orders.ts';
import { toDecimal } from '../report/units.ts';

/** The trades that a week is remembered by. */
export type Extremes = { best: Trade | null; worst: Trade | null };

/** The highest result above zero and the lowest below, the earlier of equals. A week without a winner has no best trade. */
export function findExtremes(trades: readonly Trade[]): Extremes {
  let [best, worst]: (Trade | null)[] = [null, null];
  for (const trade of trades) {
    const { net } = trade.result;
    if (net > (best?.result.net ?? 0n)) best = trade;
    if (net < (worst?.result.net ?? 0n)) worst = trade;
  }
  return { best: best ?? null, worst: worst ?? null };
}

/** @param insights what was said of trades, by the id of their order's first fill */
export function tellTrade(
  { id, symbol, lastTs, result, fills, heldHours, labels }: Trade,
  insights: ReadonlyMap<string, string>,
): ToldTrade {
  return {
    tradeId: id,
    symbol,
    ts: new Date(lastTs).toISOString(),
    net: toDecimal(result.net),
    fills,
    heldHours,
    labels: labelsOf(labels),
    insight: insights.get(id) ?? null,
  };
}
