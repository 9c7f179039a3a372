import type { Conditions } from '../../contracts/derived.ts';
import type { Side } from '../../contracts/side.ts';
import { outcomeOf } from '../report/order-results.ts';
import type { ReportFact } from '../report/report-fact.ts';

/** A decision of the trader's own, its fills taken together. Numbers: nothing here is money that is shown. */
export type PastOrder = {
  /** The id of its first fill. */
  id: string;
  symbol: string;
  side: Side;
  /** Of its first fill, milliseconds UTC. */
  ts: number;
  /** Price times quantity, in the quote asset. */
  value: number;
  /** Fee over value; null: not all of it is known. */
  feeRate: number | null;
  /** As its first fill found them. */
  conditions: Conditions;
  /** null: nothing of it is sold yet, or what it was bought for is not known. */
  outcome: PastOutcome | null;
};

export type PastOutcome = {
  /** Net result over entry value, as a fraction: of a SELL what it realised, of a BUY what has been realised of its lot so far. */
  result: number;
  /** Above the break-even band. */
  won: boolean;
};

const NOTHING_KNOWN: Conditions = [];

/**
 * The trader's orders by time, then id, from facts in any order.
 * @param conditions by the id of an order's first fill
 */
export function readPastOrders(
  facts: readonly ReportFact[],
  conditions: ReadonlyMap<string, Conditions>,
): PastOrder[] {
  const byOrder = Map.groupBy(facts, ({ orderId }) => orderId);
  const orders = Array.from(byOrder, ([id, slices]) =>
    readOrder(id, slices, conditions.get(id) ?? NOTHING_KNOWN),
  );
  return orders.flatMap((order) => order ?? []).sort((a, b) => a.ts - b.ts || (a.id < b.id ? -1 : 1));
}

function readOrder(id: string, slices: readonly ReportFact[], conditions: Conditions): PastOrder | null {
  const [first] = slices;
  if (first === undefined) return null;
  const value = slices.reduce((sum, slice) => sum + Number(slice.value), 0);
  const isFeeKnown = slices.every(({ fee }) => fee !== null);
  const outcome = outcomeOf(slices);
  const fees = slices.reduce((sum, { fee }) => sum + Number(fee ?? 0), 0);
  return {
    id,
    symbol: first.symbol,
    side: first.side,
    ts: Math.min(...slices.map(({ ts }) => ts)),
    value,
    feeRate: isFeeKnown && value > 0 ? fees / value : null,
    conditions,
    outcome: outcome && { result: outcome.result, won: outcome.kind === 'win' },
  };
}
