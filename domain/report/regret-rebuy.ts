import type { Insights } from '../../contracts/insights.ts';
import { type Count, lacks, ratioOfShares, shareOf } from './measures.ts';
import type { Order } from './orders.ts';

/** Ten chances each to buy again: with fewer the standard error of either share exceeds 0.15. */
const FEWEST_CHANCES = 10;

/**
 * Strahilevitz, Odean & Barber 2011, 'Once burned, twice shy': of the chances at each entry to buy again what was sold in the 30 days
 * before, how many were taken where the price had fallen since the sale, and how many where it had risen.
 */
export function measureRegretRebuy(entries: readonly Order[]): Insights['regretRebuy'] {
  const fallen: Count = { hits: 0, n: 0 };
  const risen: Count = { hits: 0, n: 0 };
  for (const { peers } of entries) {
    if (peers === null) continue;
    fallen.n += peers.passedFallen;
    risen.n += peers.passedRisen;
    if (peers.rebought === null) continue;
    const taken = peers.rebought === 'fallen' ? fallen : risen;
    taken.n += 1;
    taken.hits += 1;
  }
  const fewFallen = lacks('chances to buy what has fallen', fallen.n, FEWEST_CHANCES);
  const fewRisen = lacks('chances to buy what has risen', risen.n, FEWEST_CHANCES);
  return {
    fallen: fewFallen ?? shareOf(fallen),
    risen: fewRisen ?? shareOf(risen),
    ratio: fewFallen ?? fewRisen ?? ratioOfShares(fallen, risen, 'nothing was bought again that had risen'),
  };
}
