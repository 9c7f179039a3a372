import type { Fill, FillRefusal, Outcome } from './fill.ts';
import { openLotQueue } from './lot-queue.ts';
import { formatDecimal, ZERO } from './money.ts';
import { orderFills } from './order-fills.ts';
import { type ReadFill, readFill } from './read-fill.ts';
import { type Fee, splitFee } from './split-fee.ts';

const HOUR_MS = 3_600_000;

const BOUGHT: Outcome = {
  basis: null,
  pnl: null,
  gross: null,
  heldHours: null,
  matchedQty: '0',
  unknownQty: '0',
  feeLeftOut: false,
  refused: null,
};

export type Ledger = {
  /** Books the next fill, in the order of orderFills, and tells what it did. */
  book(fill: Fill): Outcome;
  /** What is held, with its cost in the quote asset. */
  held(): { qty: string; cost: string };
};

/**
 * The books of one user's one product at one account, FIFO (conventions: facts/pnl.md; golden cases: rp2).
 *
 * A buy's fee is in its lot's cost, a sale's fee lowers its proceeds. A fee in the base asset lowers what a BUY brings in
 * and raises what a SELL takes out. A sale never opens a short: what no lot covers is of unknown basis, has no P&L,
 * and carries its share of the fee away with it.
 */
export function openLedger(symbol: string): Ledger {
  const lots = openLotQueue();
  const seen = new Set<string>();

  function buy({ qty, price }: ReadFill, fee: Fee, ts: number): Outcome {
    const received = qty.minus(fee.base);
    if (received.lte(ZERO)) return refuse('fee_exceeds_qty');
    lots.add({ ts, qty: received, cost: price.times(qty).plus(fee.quote), price });
    return fee.leftOut ? { ...BOUGHT, feeLeftOut: true } : BOUGHT;
  }

  function sell({ qty, price }: ReadFill, fee: Fee, ts: number): Outcome {
    const leaving = qty.plus(fee.base);
    if (leaving.lte(ZERO)) return refuse('fee_exceeds_qty');
    const taken = lots.take(leaving, ts);
    const unknown = leaving.minus(taken.qty);
    const share = {
      matchedQty: formatDecimal(taken.qty),
      unknownQty: formatDecimal(unknown),
      feeLeftOut: fee.leftOut,
      refused: null,
    };
    if (taken.heldMs === null) return { basis: 'unknown', pnl: null, gross: null, heldHours: null, ...share };
    const whole = unknown.eq(ZERO);
    const feeInQuote = fee.quote.plus(fee.base.times(price));
    const feePart = whole ? feeInQuote : feeInQuote.times(taken.qty).div(leaving);
    const proceeds = price.times(taken.qty);
    return {
      basis: whole ? 'known' : 'partial',
      pnl: formatDecimal(proceeds.minus(feePart).minus(taken.cost)),
      gross: formatDecimal(proceeds.minus(taken.bareCost)),
      heldHours: taken.heldMs / HOUR_MS,
      ...share,
    };
  }

  return {
    book(fill) {
      const read = readFill(fill, symbol);
      if (!read.ok) return refuse(read.reason);
      if (seen.has(fill.id)) return refuse('seen_before');
      seen.add(fill.id);
      const fee = splitFee(read.figures.fee, fill.feeCurrency, symbol);
      return fill.side === 'BUY' ? buy(read.figures, fee, fill.ts) : sell(read.figures, fee, fill.ts);
    },
    held() {
      const { qty, cost } = lots.held();
      return { qty: formatDecimal(qty), cost: formatDecimal(cost) };
    },
  };
}

/** Every fill of one product with its outcome, in the order of the books. */
export function matchFills(symbol: string, fills: readonly Fill[]): { fill: Fill; outcome: Outcome }[] {
  const ledger = openLedger(symbol);
  return orderFills(fills).map((fill) => ({ fill, outcome: ledger.book(fill) }));
}

function refuse(reason: FillRefusal): Outcome {
  return { ...BOUGHT, refused: reason };
}
