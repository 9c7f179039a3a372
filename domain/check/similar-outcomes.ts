import type { Measure } from '../../contracts/measure.ts';
import { notEnough, shareOf } from '../report/measures.ts';
import { medianInterval } from './median-interval.ts';
import type { PastOrder, PastOutcome } from './past-orders.ts';
import type { Similar } from './similar-orders.ts';

/** Of the similar ones the nearest with an outcome. */
const MOST = 20;
/** Fewer say nothing: the interval of their median would be all of them. */
const FEWEST_SIMILAR = 10;

type Ended = Similar & { order: PastOrder & { outcome: PastOutcome } };

export type SimilarOutcomes = {
  /** Median of their results, as a fraction of the entry value. */
  result: Measure;
  /** Share of them that won. */
  won: Measure;
  /** Those that were counted, the nearest first. */
  counted: Ended[];
  /** As similar, but not sold yet or without a known cost. */
  leftOut: number;
};

/** How similar orders ended. @param similar the nearest first @param what they are called: "similar buys" */
export function similarOutcomes(similar: readonly Similar[], what: string): SimilarOutcomes {
  const counted: Ended[] = [];
  let leftOut = 0;
  for (const one of similar) {
    if (counted.length === MOST) break;
    if (hasEnded(one)) counted.push(one);
    else leftOut += 1;
  }
  const results = counted.map(({ order }) => order.outcome.result);
  const n = results.length;
  const middle = n < FEWEST_SIMILAR ? null : medianInterval(results);
  if (middle === null) {
    const lacking = notEnough(`not enough ${what} of your own`, n, FEWEST_SIMILAR);
    return { result: lacking, won: lacking, counted, leftOut };
  }
  const { median, low, high } = middle;
  const wins = counted.filter(({ order }) => order.outcome.won).length;
  return {
    result: { known: true, value: median, n, low, high },
    won: shareOf({ hits: wins, n }),
    counted,
    leftOut,
  };
}

function hasEnded(one: Similar): one is Ended {
  return one.order.outcome !== null;
}
