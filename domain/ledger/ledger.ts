import type { Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import type { Matching } from '../../contracts/settings.ts';
import type { EnteredCost, Fill, FillRefusal, InventoryEvent, Outcome, RoundTrip } from './fill.ts';
import { approximate, formatDecimal, isPositive, isZero, parsePositive, prorate } from './money.ts';
import { comesIn, compareEntries, type OrderKey, orderKeyOf } from './order-fills.ts';
import { openPosition, type PositionState } from './position.ts';
import { type ReadFill, readEvent, readFill } from './read-fill.ts';
import { hoursHeld, realise } from './realise.ts';
import { type Fee, type PriceOf, splitFee } from './split-fee.ts';

export type LedgerSettings = {
  /** Default fifo. */
  matching?: Matching;
  /** The product's smallest quantity: holding less is being flat. Default: as far as the sizes of its fills show it, see flat.ts. */
  increment?: Decimal;
  /** By the id of the sale. */
  enteredCosts?: ReadonlyMap<string, EnteredCost>;
  /** Values fees in a third asset; default: none has a known value. */
  priceOf?: PriceOf;
};

/** What an inventory event did. */
type Move = {
  /** Of a convert_out with a known value, of the part with a known cost; null otherwise. */
  pnl: Decimal | null;
  closedTrip: RoundTrip | null;
  refused: FillRefusal | null;
};

/** All that the books remember, as plain JSON; its size goes with the open lots. Valid for the same symbol and matching only. */
export type LedgerState = PositionState & { last: OrderKey | null };

export type Ledger = {
  /** Books the next fill, in the order of orderFills, and tells what it did. */
  book(fill: Fill): Outcome;
  /** Books the next inventory event, in the same order. */
  move(event: InventoryEvent): Move;
  /**
   * What is held, in the base asset. Its cost in the quote asset with the buys' fees, and the average price without them, are null where
   * not all of it has a known cost. openedAt is the open round trip's, milliseconds UTC. O(1).
   */
  held(): { qty: Decimal; cost: Decimal | null; averagePrice: number | null; openedAt: number | null };
  /** The same as floats, for statistics: writing decimals costs more than booking a fill. */
  heldAbout(): { qty: number; averagePrice: number | null; openedAt: number | null };
  openTrip(): RoundTrip | null;
  state(): LedgerState;
};

const BOUGHT: Outcome = {
  basis: null,
  pnl: null,
  gross: null,
  heldHours: null,
  matchedQty: '0',
  unknownQty: '0',
  unknownProceeds: '0',
  fee: '0',
  feeLeftOut: false,
  entryValue: null,
  openedAt: null,
  matches: [],
  tripId: null,
  closedTrip: null,
  refused: null,
};

const MOVED: Move = { pnl: null, closedTrip: null, refused: null };

const SOURCES = { transfer_in: 'transfer', reward: 'reward', convert_in: 'convert' } as const;

/**
 * The books of one user's one product at one account (golden cases: those of rp2, the tax calculator).
 *
 * A buy's fee is in its lot's cost, a sale's fee lowers its proceeds. A fee in the base asset lowers what a BUY brings in
 * and raises what a SELL takes out; one in a third asset counts with its value. A sale never opens a short: what has no lot of known cost is
 * of unknown basis, has no P&L, and carries its share of the fee away with it, unless the trader entered a cost for it.
 *
 * What comes in by a transfer, a reward or a convert is a lot that cost its value; without a value its cost is not known, never zero.
 * A transfer_out and a fee take lots away without P&L. A convert_out realises its value less the lots' cost, and is no trade.
 *
 * A round trip ends when nothing but dust is held. Dust stays a lot, with its cost, and is sold as part of the next trip.
 * A sale that realises something while no trip is open (dust, or a cost that was entered) is a trip of its own.
 *
 * What does not come after the last booked entry in the order of orderFills is refused as seen before, also across a resume from a state:
 * whoever holds an earlier fill has to book anew from before it.
 */
export function openLedger(symbol: string, settings: LedgerSettings = {}, state?: LedgerState): Ledger {
  const { matching = 'fifo', enteredCosts = new Map(), priceOf = () => null } = settings;
  const increment = parsePositive(settings.increment);
  const position = openPosition({ matching, increment, enteredCosts }, state);
  let last: OrderKey | null = state?.last ?? null;

  function seenBefore(entry: OrderKey): boolean {
    if (last !== null && compareEntries(entry, last) <= 0) return true;
    last = entry;
    return false;
  }

  function buy({ id, ts }: Fill, { qty, price }: ReadFill, fee: Fee): Outcome {
    const received = qty.minus(fee.base);
    if (!isPositive(received)) return refuse('fee_exceeds_qty');
    const worth = { cost: price.times(qty).plus(fee.quote), bare: price.times(received) };
    const trip = position.bringIn({ id, source: 'buy', ts, qty: received, worth });
    trip.entries += 1;
    return { ...BOUGHT, fee: formatFee(fee, price), feeLeftOut: fee.leftOut, tripId: trip.id };
  }

  function sell(fill: Fill, { qty, price }: ReadFill, fee: Fee): Outcome {
    const leaving = qty.plus(fee.base);
    if (!isPositive(leaving)) return refuse('fee_exceeds_qty');
    const { parts, unknown } = position.takeOut(fill, leaving);
    const feeInQuote = fee.quote.plus(fee.base.times(price));
    const proceedsOf = (part: Big) => {
      const gross = price.times(part);
      return { gross, net: gross.minus(prorate(feeInQuote, part, leaving)) };
    };
    const realised = realise(parts, fill.ts, proceedsOf);
    const { basis, trip } = position.count(fill, realised, unknown);
    const matched = leaving.minus(unknown);
    if (trip) trip.exits += 1;
    return {
      basis,
      pnl: realised && formatDecimal(realised.pnl),
      gross: realised && formatDecimal(realised.gross),
      heldHours: realised && hoursHeld(realised),
      matchedQty: formatDecimal(matched),
      unknownQty: formatDecimal(unknown),
      unknownProceeds: isZero(unknown)
        ? '0'
        : formatDecimal(proceedsOf(leaving).net.minus(proceedsOf(matched).net)),
      fee: formatFee(fee, price),
      feeLeftOut: fee.leftOut,
      entryValue: realised && formatDecimal(realised.entryValue),
      openedAt: realised?.openedAt ?? null,
      matches: realised?.matches ?? [],
      tripId: trip?.id ?? null,
      closedTrip: position.closeIfFlat(fill.ts),
      refused: null,
    };
  }

  function convertOut(event: InventoryEvent, qty: Big, value: Big | null): Decimal | null {
    const { parts, unknown } = position.takeOut(event, qty);
    const realised =
      value &&
      realise(parts, event.ts, (part) => {
        const share = prorate(value, part, qty);
        return { gross: share, net: share };
      });
    position.count(event, realised, unknown);
    return realised && formatDecimal(realised.pnl);
  }

  return {
    book(fill) {
      const read = readFill(fill, symbol);
      if (!read.ok) return refuse(read.reason);
      if (seenBefore(fill)) return refuse('seen_before');
      position.seeSize(read.figures.qty);
      const fee = splitFee(read.figures.fee, fill, priceOf);
      return fill.side === 'BUY' ? buy(fill, read.figures, fee) : sell(fill, read.figures, fee);
    },

    move(event) {
      const read = readEvent(event, symbol);
      if (!read.ok) return { ...MOVED, refused: read.reason };
      if (seenBefore(event)) return { ...MOVED, refused: 'seen_before' };
      const { id, ts, kind } = event;
      const { qty, value } = read.figures;
      if (comesIn(kind)) {
        position.bringIn({
          id,
          source: SOURCES[kind],
          ts,
          qty,
          worth: value && { cost: value, bare: value },
        });
        return MOVED;
      }
      let pnl: Decimal | null = null;
      if (kind === 'convert_out') pnl = convertOut(event, qty, value);
      else position.takeOut(event, qty);
      return { ...MOVED, pnl, closedTrip: position.closeIfFlat(ts) };
    },

    held() {
      const { qty, cost, bare, openedAt } = position.held();
      return {
        qty: formatDecimal(qty),
        cost: cost && formatDecimal(cost),
        averagePrice: averageOf(qty, bare),
        openedAt,
      };
    },

    heldAbout() {
      const { qty, bare, openedAt } = position.held();
      return { qty: approximate(qty), averagePrice: averageOf(qty, bare), openedAt };
    },

    openTrip: position.openTrip,
    state: () => ({ ...position.state(), last: last && orderKeyOf(last) }),
  };
}

/** In the quote asset, one in the base asset at the fill's price. */
function formatFee(fee: Fee, price: Big): Decimal | null {
  return fee.leftOut ? null : formatDecimal(fee.quote.plus(fee.base.times(price)));
}

function averageOf(qty: Big, bare: Big | null): number | null {
  return bare && isPositive(qty) ? approximate(bare) / approximate(qty) : null;
}

function refuse(refused: FillRefusal): Outcome {
  return { ...BOUGHT, fee: null, refused };
}
