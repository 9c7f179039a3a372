import type { Big } from 'big.js';
import { isPositive, restoreDecimal, ZERO } from '../ledger/money.ts';
import { bring, type Position, type SoldPart, sumOf } from './position.ts';

export type ActualPath = {
  /** What no sale has taken, in the base asset. */
  held: Big;
  /** With all sales, whenever they were, and the rest at a price. */
  resultAt(price: Big): Big;
  /** As it stood at a time, at the price of then. Asked for in the order of time. */
  resultThen(ts: number, price: Big): Big;
};

/**
 * What came of a position in truth: what its sales brought, as the books have it, and what is still held at a price, less the fee of an exit. The cost is
 * the entry's own, so that under average cost this is the trade's result and not the sum of its sales' results.
 */
export function actualPath(position: Position, parts: readonly SoldPart[]): ActualPath {
  const left = position.qty.minus(sumOf(parts, 'qty'));
  const held = isPositive(left) ? left : ZERO;
  const proceeds = sumOf(parts, 'proceeds');
  let counted = 0;
  let [still, brought] = [position.qty, ZERO];
  return {
    held,
    resultAt: (price) => proceeds.plus(bring(position, held, price)).minus(position.cost),
    resultThen(ts, price) {
      for (let part = parts[counted]; part !== undefined && part.ts <= ts; part = parts[counted]) {
        still = still.minus(restoreDecimal(part.qty));
        brought = brought.plus(restoreDecimal(part.proceeds));
        counted += 1;
      }
      const rest = isPositive(still) ? still : ZERO;
      return brought.plus(bring(position, rest, price)).minus(position.cost);
    },
  };
}
