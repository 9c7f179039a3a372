import { z } from 'zod';
import { AmountSchema, PositiveAmountSchema } from '../../contracts/decimal.ts';
import { SymbolSchema } from '../../contracts/ids.ts';
import { fail, ok, type Result } from '../result.ts';
import type { BrokerFill } from './port.ts';

/** Nothing was traded on a crypto venue before Bitcoin's first block. */
const FIRST_MS = Date.UTC(2009, 0, 3);
/** A venue's clock may be ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

const TextSchema = z
  .string()
  .min(1, 'there')
  .max(128, 'text of at most 128 characters')
  // A lone surrogate or a NUL cannot be stored as text.
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'text without control characters');

const FillSchema = z.object({
  extId: TextSchema,
  symbol: SymbolSchema,
  side: z.enum(['BUY', 'SELL'], 'BUY or SELL'),
  qty: PositiveAmountSchema,
  price: PositiveAmountSchema,
  fee: AmountSchema.nullable(),
  feeCurrency: TextSchema.nullable(),
  ts: z
    .string()
    .regex(UTC_TIME, 'a UTC time such as 2026-05-31T09:59:59.000Z')
    .refine(isOnCalendar, 'a day of the calendar'),
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
  const at = Date.parse(raw.ts);
  if (at < FIRST_MS) return fail(`The time ${raw.ts} is before anything was traded.`);
  if (at > now.getTime() + CLOCK_SKEW_MS) return fail(`The time ${raw.ts} has not come yet.`);
  return ok(inStoredTime(checked.data));
}

/**
 * Postgres keeps microseconds and would round up what is finer, into the next day at the worst. Fills of one millisecond go by the rest of their
 * time where the venue tells no sequence of its own.
 */
function inStoredTime<Fill extends Pick<BrokerFill, 'ts' | 'venueSeq'>>(fill: Fill): Fill {
  const [seconds = '', fraction = ''] = fill.ts.slice(0, -1).split('.');
  const micros = fraction.slice(0, 6);
  const ts = micros === '' ? fill.ts : `${seconds}.${micros}Z`;
  return { ...fill, ts, venueSeq: fill.venueSeq ?? `${seconds}.${fraction.padEnd(9, '0')}Z` };
}

/** Spot products are BASE-QUOTE; perpetuals and futures carry more parts (ADA-PERP-INTX, BIT-26JUL24-CDE). */
export function isSpot(product: string): boolean {
  return /^[A-Z0-9]+-[A-Z0-9]+$/.test(product);
}

/** Date.parse takes the 30th of February for the 2nd of March; Postgres does not. */
function isOnCalendar(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19);
}
