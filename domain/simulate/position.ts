import type { Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import type { Side } from '../../contracts/side.ts';
import { decimalOf, formatDecimal, isPositive, prorate, restoreDecimal, ZERO } from '../ledger/money.ts';

/** A sale of what is simulated, or the part of it that came from one lot. Money is in the quote asset. */
export type SoldPart = {
  /** Of the sale, milliseconds UTC. */
  ts: number;
  /** Of the sale, per unit. */
  price: Decimal;
  /** Of this part. */
  qty: Decimal;
  cost: Decimal;
  /** Quantity times the lot's price, without any fee. */
  entryValue: Decimal;
  /** Less the part's share of the sale's fee. */
  proceeds: Decimal;
  /** Of the whole sale, as the rules look at it: hours, and net result over the bare cost; null: not known. */
  heldHours: number | null;
  resultVsEntry: number | null;
};

/** A fill with what the books say of it. */
export type SimulatedTrade = {
  symbol: string;
  side: Side;
  /** Milliseconds UTC. */
  ts: number;
  qty: Decimal;
  price: Decimal;
  /** The whole fee in the quote asset, as the ledger valued it; null: paid in an asset that could not be valued. */
  fee: Decimal | null;
  /** The part of the fee that was paid in the base asset; '0' for none. */
  feeInBase: Decimal;
  /** Of a BUY: what later sales took of its lot. Of a SELL: the lots that it took. Oldest sale first. */
  parts: readonly SoldPart[];
  /** Of a SELL: what left without a known cost. */
  unknownQty: Decimal;
};

/** What is simulated: so much of the base asset, what it had cost, and what an exit pays. */
export type Position = {
  /** In the base asset. */
  qty: Big;
  /** In the quote asset, with the entry's fee. */
  cost: Big;
  /** An exit pays in proportion to it: `fee` on `value`, both in the quote asset. */
  rate: { fee: Big; value: Big };
};

const ONE = restoreDecimal('1');
const HUNDREDTH = restoreDecimal('0.01');
/** Of percentages, half to even. */
const PCT_DECIMALS = 6;
const HALF_EVEN = 2;

/**
 * A BUY: the lot that it opened, as the ledger has it (a fee in the base asset lowers the quantity, any other is in the cost). A SELL: the part of
 * it that has a known cost; its exits pay the rate that it paid itself. null: nothing of it has a known cost.
 */
export function positionOf(trade: SimulatedTrade): Position | null {
  const [qty, price] = [restoreDecimal(trade.qty), restoreDecimal(trade.price)];
  const [fee, feeInBase] = [restoreDecimal(trade.fee ?? '0'), restoreDecimal(trade.feeInBase)];
  if (trade.side === 'BUY') {
    const received = qty.minus(feeInBase);
    const value = price.times(qty);
    if (!isPositive(received)) return null;
    return { qty: received, cost: value.plus(feeInQuote(trade)), rate: { fee, value } };
  }
  const sold = sumOf(trade.parts, 'qty');
  if (!isPositive(sold)) return null;
  const leaving = sold.plus(restoreDecimal(trade.unknownQty));
  return { qty: sold, cost: sumOf(trade.parts, 'cost'), rate: { fee, value: price.times(leaving) } };
}

/** The part of a buy's fee that is in its cost. */
export function feeInQuote({ fee, feeInBase, price }: SimulatedTrade): Big {
  return restoreDecimal(fee ?? '0').minus(restoreDecimal(feeInBase).times(restoreDecimal(price)));
}

export function sumOf(parts: readonly SoldPart[], name: 'qty' | 'cost' | 'entryValue' | 'proceeds'): Big {
  return parts.reduce((sum, part) => sum.plus(restoreDecimal(part[name])), ZERO);
}

/** What a quantity brings at a price, less a fee at the position's rate. */
export function bring({ rate }: Position, qty: Big, price: Big): Big {
  const value = price.times(qty);
  return value.minus(prorate(rate.fee, value, rate.value));
}

/** The result of the whole position at a price. */
export function resultAt(position: Position, price: Big): Big {
  return bring(position, position.qty, price).minus(position.cost);
}

/** A price so many percent below another. */
export function below(price: Big, pct: number): Big {
  return price.minus(price.times(restoreDecimal(decimalOf(pct))).times(HUNDREDTH));
}

/** A price per unit of what a quantity had cost. */
export function perUnit(value: Big, qty: Big): Big {
  return prorate(value, ONE, qty);
}

/** A result as it is told: money to its last digit, and in percent of what the position cost. */
export function tellResult({ cost }: Position, pnl: Big): { pnl: Decimal; pct: Decimal } {
  const pct = isPositive(cost) ? prorate(pnl.times('100'), ONE, cost) : ZERO;
  return { pnl: formatDecimal(pnl), pct: pct.round(PCT_DECIMALS, HALF_EVEN).toFixed() };
}
