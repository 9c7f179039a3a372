import type { Stats } from '../../contracts/stats.ts';
import { formatDecimal, parseDecimal } from '../ledger/money.ts';

type Position = Stats['positions'][number];

/** An open position at the last price that is known: worth less cost, before the fee of a sale. Null where cost or price is not known. */
export function positionOf(held: Omit<Position, 'unrealised'>): Position {
  const [qty, cost, price] = [held.qty, held.cost, held.lastPrice].map((text) =>
    text === null ? null : parseDecimal(text),
  );
  const unrealised = qty && cost && price ? formatDecimal(price.times(qty).minus(cost)) : null;
  return { ...held, unrealised };
}
