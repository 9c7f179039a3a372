import type { Conditions } from '../../contracts/derived.ts';
import type { PastOrder } from './past-orders.ts';

/** Two of a trader's own that are drawn at random lie √2 apart on average; beyond one deviation per condition they are not called similar. */
const FARTHEST = 1;
/** Of two that agree in less, too little is known to call them similar. */
const FEWEST_COMMON = 4;

export type Similar = {
  order: PastOrder;
  /** In deviations per condition: 0 is the same. */
  distance: number;
};

export type Similarity = {
  /** The similar ones, the nearest first; of two as near the later. */
  to(conditions: Conditions): Similar[];
};

/** The deviation of a condition; null: it never varied, or is known too rarely. */
type Spread = number | null;

/**
 * Nearest neighbours among past orders of one side: each condition is standardised by the mean and the deviation that the trader's own orders have of
 * it, and the distance is Euclid's over the conditions that both know, divided by the root of their number, so that orders of which more is known are
 * not farther for it (the partial distance of Dixon, "Pattern Recognition with Partly Missing Data", IEEE Trans. SMC 9, 1979). A condition that never
 * varied tells nothing and is left out. What is not known of an order is never made up.
 */
export function openSimilarity(orders: readonly PastOrder[]): Similarity {
  // Sums of floats depend on their order, and the answer must not.
  const sorted = orders.toSorted((a, b) => b.ts - a.ts || (a.id < b.id ? -1 : 1));
  const width = Math.max(0, ...sorted.map(({ conditions }) => conditions.length));
  const spreads = Array.from({ length: width }, (_, at) => spreadOf(sorted, at));

  return {
    to(conditions) {
      const similar: Similar[] = [];
      for (const order of sorted) {
        const distance = distanceBetween(conditions, order.conditions, spreads);
        if (distance !== null && distance <= FARTHEST) similar.push({ order, distance });
      }
      // Stable: of two as near the one that came first above stays first.
      return similar.sort((a, b) => a.distance - b.distance);
    },
  };
}

function spreadOf(orders: readonly PastOrder[], at: number): Spread {
  const values = orders.flatMap(({ conditions }) => conditions[at] ?? []);
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return variance > 0 ? Math.sqrt(variance) : null;
}

/** null: too little is known of both. The mean falls out of the difference. */
function distanceBetween(a: Conditions, b: Conditions, spreads: readonly Spread[]): number | null {
  let squares = 0;
  let common = 0;
  for (let at = 0; at < spreads.length; at += 1) {
    const spread = spreads[at];
    const [x, y] = [a[at] ?? null, b[at] ?? null];
    if (spread == null || x === null || y === null) continue;
    squares += ((x - y) / spread) ** 2;
    common += 1;
  }
  return common < FEWEST_COMMON ? null : Math.sqrt(squares / common);
}
