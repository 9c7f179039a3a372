import { z } from 'zod';
import { AmountSchema, PositiveAmountSchema } from '../../contracts/decimal.ts';
import { SymbolSchema } from '../../contracts/ids.ts';
import { fail, ok, type Result } from '../result.ts';
import type { BrokerFill } from './port.ts';
import { impossibleTime, inMicroseconds, TextSchema, UtcTimeSchema } from './storable.ts';

const FillSchema = z.object({
  extId: TextSchema,
  symbol: SymbolSchema,
  side: z.enum(['BUY', 'SELL'], 'BUY or SELL'),
  qty: PositiveAmountSchema,
  price: PositiveAmountSchema,
  fee: AmountSchema.nullable(),
  feeCurrency: TextSchema.nullable(),
  ts: UtcTimeSchema,
  venueSeq: TextSchema.nullable(),
  orderId: TextSchema.nullable(),
});

const NAME: Record<string, string> = {
  extId: 'trade id',
  symbol: 'product',
  qty: 'quantity',
  feeCurrency: 'fee currency',
  ts: 'time',
  venueSeq: 'sequence',
  orderId: 'order id',
};

/** A fill as a source read it: every field is still text that nobody has vouched for. */
export type RawFill = Record<'extId' | 'symbol' | 'side' | 'qty' | 'price' | 'ts', string> &
  Record<'fee' | 'feeCurrency' | 'venueSeq' | 'orderId', string | null>;

/**
 * A fill that can be stored, or why it cannot. Every source goes through here, so that nothing reaches the ledger or the database
 * which one of them could not hold.
 */
export function checkFill(raw: RawFill, now: Date): Result<BrokerFill, string> {
  const checked = FillSchema.safeParse(raw);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = String(issue?.path[0] ?? 'fill');
    const value = String(raw[field as keyof RawFill] ?? '').slice(0, 60);
    return fail(`The ${NAME[field] ?? field} "${value}" is not ${issue?.message ?? 'readable'}.`);
  }
  const impossible = impossibleTime(raw.ts, now);
  if (impossible !== null) return fail(impossible);
  return ok(inStoredTime(checked.data));
}

/** Fills of one millisecond go by the rest of their time where the venue tells no sequence of its own. */
function inStoredTime<Fill extends Pick<BrokerFill, 'ts' | 'venueSeq'>>(fill: Fill): Fill {
  const [seconds = '', fraction = ''] = fill.ts.slice(0, -1).split('.');
  const venueSeq = fill.venueSeq ?? `${seconds}.${fraction.padEnd(9, '0')}Z`;
  return { ...fill, ts: inMicroseconds(fill.ts), venueSeq };
}

/** Spot products are BASE-QUOTE; perpetuals and futures carry more parts (ADA-PERP-INTX, BIT-26JUL24-CDE). */
export function isSpot(product: string): boolean {
  return /^[A-Z0-9]+-[A-Z0-9]+$/.test(product);
}
