import Big from 'big.js';
import { z } from 'zod';
import { DecimalSchema, PositiveDecimalSchema } from '../../../contracts/decimal.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
import { type CoinbaseFill, CoinbaseFillSchema } from './schema.ts';

/** Digits kept of a quantity that is computed as size / price, since a quotient need not end. */
const QUOTIENT_DECIMALS = 24;

// A constructor of its own: Big's precision is a property of the constructor.
const Quotient = Big();
Quotient.DP = QUOTIENT_DECIMALS;

const UtcTimeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);

type Mapped = { fill: BrokerFill } | { rejected: RejectedFill };

/**
 * One row of Coinbase's fills in neutral terms. Where `size_in_quote` is true, size is an amount of the quote currency and the
 * quantity is size / price. The commission is charged in the quote currency.
 */
export function mapFill(row: unknown): Mapped {
  const parsed = CoinbaseFillSchema.safeParse(row);
  if (!parsed.success)
    return reject(row, `The row is not a fill as Coinbase documents it (${firstIssue(parsed.error)}).`);
  const fill = parsed.data;
  const [, quote] = fill.product_id.split('-');
  if (!quote || !isSpot(fill.product_id)) return reject(fill, `${fill.product_id} is not a spot product.`);
  if (fill.trade_type !== 'FILL') return reject(fill, `A ${fill.trade_type} is not a trade.`);
  if (fill.side !== 'BUY' && fill.side !== 'SELL')
    return reject(fill, `The side "${fill.side}" is not known.`);
  if (!PositiveDecimalSchema.safeParse(fill.price).success)
    return reject(fill, `The price "${fill.price}" is not a number above zero.`);
  if (!PositiveDecimalSchema.safeParse(fill.size).success)
    return reject(fill, `The size "${fill.size}" is not a number above zero.`);
  if (!DecimalSchema.safeParse(fill.commission).success)
    return reject(fill, `The commission "${fill.commission}" is not a number.`);
  if (!UtcTimeSchema.safeParse(fill.trade_time).success || Number.isNaN(Date.parse(fill.trade_time))) {
    return reject(fill, `The time "${fill.trade_time}" is not a UTC time.`);
  }
  const qty = quantityOf(fill);
  if (!PositiveDecimalSchema.safeParse(qty).success)
    return reject(fill, 'The quantity is too small to be counted.');
  return {
    fill: {
      extId: fill.trade_id,
      symbol: fill.product_id,
      side: fill.side,
      qty,
      price: fill.price,
      fee: fill.commission,
      feeCurrency: quote,
      ts: fill.trade_time,
      venueSeq: fill.sequence_timestamp ?? null,
    },
  };
}

/** Spot products are BASE-QUOTE; perpetuals and futures carry more parts (ADA-PERP-INTX, BIT-26JUL24-CDE). */
function isSpot(productId: string): boolean {
  return /^[A-Z0-9]+-[A-Z0-9]+$/.test(productId);
}

function quantityOf({ size, price, size_in_quote }: CoinbaseFill): string {
  return size_in_quote ? new Quotient(size).div(price).toFixed() : size;
}

function reject(row: unknown, reason: string): { rejected: RejectedFill } {
  const named = z.object({ trade_id: z.string() }).safeParse(row);
  return { rejected: { reason, ...(named.success && { extId: named.data.trade_id }) } };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'row'}: ${issue.message}` : 'unreadable';
}
