import type { Insights } from '../../contracts/insights.ts';
import type { Measure } from '../../contracts/measure.ts';
import { type Count, lacks, ratioOfShares, shareOf, Z95 } from './measures.ts';
import type { Trade } from './orders.ts';

/** Ten chances to sell a winner, and ten to sell a loser: with fewer the standard error of either share exceeds 0.15. */
const FEWEST_CHANCES = 10;
/** Thirty of both, for their difference: its standard error is about 0.18 even then. */
const FEWEST_JUDGED = 30;

/**
 * Odean 1998, 'Are investors reluctant to realize their losses?': PGR = RG/(RG+PG), PLR = RL/(RL+PL), DE = PGR − PLR with
 * SE = √(PGR(1−PGR)/(RG+PG) + PLR(1−PLR)/(RL+PL)). Counted once for each sale of known result, and what was held beside it. What was sold
 * and what was held are judged alike, by price against the average price of the position, before fees and whatever lots the sale took: nobody
 * knows what a sale that was not made would have cost, and a way of matching is no habit. A price that is where it was is neither a gain nor a loss.
 */
export function measureDisposition(trades: readonly Trade[]): Insights['disposition'] {
  const realisedGains = trades.filter(({ peers }) => peers?.sold === 'risen').length;
  const realisedLosses = trades.filter(({ peers }) => peers?.sold === 'fallen').length;
  let [paperGains, paperLosses, notJudged] = [0, 0, 0];
  for (const { peers } of trades) {
    paperGains += peers?.paperGains ?? 0;
    paperLosses += peers?.paperLosses ?? 0;
    notJudged += peers?.notJudged ?? 0;
  }
  const gains = { hits: realisedGains, n: realisedGains + paperGains };
  const losses = { hits: realisedLosses, n: realisedLosses + paperLosses };
  const noGains = lacks('gains to realise', gains.n, FEWEST_CHANCES);
  const noLosses = lacks('losses to realise', losses.n, FEWEST_CHANCES);
  const few = noGains ?? noLosses ?? lacks('gains and losses to realise', gains.n + losses.n, FEWEST_JUDGED);
  return {
    realisedGains,
    paperGains,
    realisedLosses,
    paperLosses,
    notJudged,
    pgr: noGains ?? shareOf(gains),
    plr: noLosses ?? shareOf(losses),
    effect: few ?? effectOf(gains, losses),
    standardError: few ? null : errorOf(gains, losses),
    ratio: few ?? ratioOfShares(gains, losses, 'no loss was realised'),
  };
}

function effectOf(gains: Count, losses: Count): Measure {
  const value = gains.hits / gains.n - losses.hits / losses.n;
  const reach = Z95 * errorOf(gains, losses);
  return { known: true, value, n: gains.n + losses.n, low: value - reach, high: value + reach };
}

function errorOf(gains: Count, losses: Count): number {
  const variance = ({ hits, n }: Count) => ((hits / n) * (1 - hits / n)) / n;
  return Math.sqrt(variance(gains) + variance(losses));
}
