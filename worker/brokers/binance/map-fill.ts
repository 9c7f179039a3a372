import { z } from 'zod';
import { checkFill } from '../check-fill.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
import { printable } from '../printable.ts';
import { rejection } from './mapped.ts';
import { AmountTextSchema, MillisecondsSchema } from './schema.ts';

const TradeSchema = z.object({
  symbol: z.string(),
  id: z.int().min(0),
  orderId: z.int(),
  price: AmountTextSchema,
  qty: AmountTextSchema,
  commission: AmountTextSchema,
  commissionAsset: z.string(),
  time: MillisecondsSchema,
  isBuyer: z.boolean(),
});

/** Longer than any id: text of this length goes by the same order as the numbers. */
const SEQUENCE_DIGITS = 20;

/** BTC-USDT: BTCUSDT */
export function symbolOf(product: string): string {
  return product.replace('-', '');
}

/**
 * One row of `GET /api/v3/myTrades` in neutral terms. Ids count per product, and who trades with himself is told both sides under one id: a fill's
 * own id is SYMBOL:id:SIDE, such as BNBBTC:28457:BUY. The commission is charged in whatever asset is named.
 */
export function mapFill(
  row: unknown,
  product: string,
  now: Date,
): { fill: BrokerFill } | { rejected: RejectedFill } {
  const parsed = TradeSchema.safeParse(row);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = `${issue?.path.join('.') || 'row'}: ${issue?.message}`;
    const reason = printable(`The row is not a fill as Binance documents it (${where}).`, 300);
    return { rejected: { reason } };
  }
  const raw = parsed.data;
  const side = raw.isBuyer ? 'BUY' : 'SELL';
  const extId = `${raw.symbol}:${raw.id}:${side}`;
  if (raw.symbol !== symbolOf(product)) {
    return { rejected: rejection(extId, `The fill is of ${raw.symbol}; ${product} was asked for.`) };
  }
  const checked = checkFill(
    {
      extId,
      symbol: product,
      side,
      qty: raw.qty,
      price: raw.price,
      fee: raw.commission,
      feeCurrency: raw.commissionAsset,
      ts: raw.time,
      venueSeq: String(raw.id).padStart(SEQUENCE_DIGITS, '0'),
      orderId: String(raw.orderId),
    },
    now,
  );
  return checked.ok ? { fill: checked.value } : { rejected: rejection(extId, checked.failure) };
}
