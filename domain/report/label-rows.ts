import type { Stats } from '../../contracts/stats.ts';
import { countOnce } from './count-once.ts';
import { bitsOf, LABELS } from './labels.ts';
import type { Order } from './orders.ts';
import { tallyResults, tallyRow } from './tally.ts';

/**
 * Labels that occur, in the contract's order: a sale counts with its result, a buy with what its lots have realised, but for what a sale of the same row
 * counts with.
 */
export function labelRows(orders: readonly Order[]): Stats['labels'] {
  return LABELS.flatMap((label) => {
    const tagged = withLabel(orders, bitsOf([label]));
    if (tagged.length === 0) return [];
    const results = countOnce(tagged).flatMap(({ result }) => result ?? []);
    return [{ label, orders: tagged.length, ...tallyRow(tallyResults(results)) }];
  });
}

/** Weeks in which an order was filled, oldest first, and the labels that occur in each. An order is counted on its last fill. */
export function timeline(orders: readonly Order[], mondayOf: (ts: number) => string): Stats['timeline'] {
  const weeks = Map.groupBy(orders, ({ lastTs }) => mondayOf(lastTs));
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, ofWeek]) => ({
      week,
      orders: ofWeek.length,
      labels: LABELS.flatMap((label) => {
        const { length } = withLabel(ofWeek, bitsOf([label]));
        return length === 0 ? [] : [{ label, orders: length }];
      }),
    }));
}

function withLabel(orders: readonly Order[], bit: number): Order[] {
  return orders.filter(({ labels }) => (labels & bit) !== 0);
}
