import Big from 'big.js';
import { z } from 'zod';
import { PositiveDecimalSchema } from '../../../contracts/decimal.ts';
import { checkFill, isSpot } from '../check-fill.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
import { printable } from '../printable.ts';
import { type CoinbaseFill, CoinbaseFillSchema } from './schema.ts';

/** Digits kept of a quantity that is computed as size / price, since a quotient need not end. */
const QUOTIENT_DECIMALS = 24;

// A constructor of its own: Big's precision is a property of the constructor.
const Quotient = Big();
Quotient.DP = QUOTIENT_DECIMALS;

type Mapped = { fill: BrokerFill } | { rejected: RejectedFill };

/**
 * One row of Coinbase's fills in neutral terms. Where `size_in_quote` is true, size is an amount of the quote currency and the
 * quantity is size / price. The commission is charged in the quote currency.
 */
export function mapFill(row: unknown, now: Date): Mapped {
  const parsed = CoinbaseFillSchema.safeParse(row);
  if (!parsed.success)
    return reject(row, `The row is not a fill as Coinbase documents it (${firstIssue(parsed.error)}).`);
  const raw = parsed.data;
  if (!isSpot(raw.product_id)) return reject(raw, `${raw.product_id} is not a spot product.`);
  if (raw.trade_type !== 'FILL') return reject(raw, `A ${raw.trade_type} is not a trade.`);
  const checked = checkFill(
    {
      extId: raw.trade_id,
      symbol: raw.product_id,
      side: raw.side,
      qty: quantityOf(raw),
      price: raw.price,
      fee: raw.commission,
      feeCurrency: raw.product_id.split('-')[1] ?? null,
      ts: raw.trade_time,
      venueSeq: raw.sequence_timestamp ?? null,
      orderId: raw.order_id || null,
    },
    now,
  );
  return checked.ok ? { fill: checked.value } : reject(raw, checked.failure);
}

/** What cannot be divided stays as it is and is refused by its form. */
function quantityOf({ size, price, size_in_quote }: CoinbaseFill): string {
  const divides =
    PositiveDecimalSchema.safeParse(size).success && PositiveDecimalSchema.safeParse(price).success;
  return size_in_quote && divides ? new Quotient(size).div(price).toFixed() : size;
}

function reject(row: unknown, reason: string): { rejected: RejectedFill } {
  const named = z.object({ trade_id: z.string() }).safeParse(row);
  return {
    rejected: {
      reason: printable(reason, 300),
      ...(named.success && { extId: printable(named.data.trade_id, 128) }),
    },
  };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'row'}: ${issue.message}` : 'unreadable';
}
