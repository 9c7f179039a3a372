import Big from 'big.js';
import { z } from 'zod';
import { DecimalSchema } from '../../../contracts/decimal.ts';

/** Text for the most part; where it is a number, JSON's exponents are spelled out. */
export const AmountTextSchema = z.union([
  z.string().max(60),
  z.number().transform((value) => new Big(value).toFixed()),
]);

/** Milliseconds since 1970, as a number or as its digits, in ISO 8601. */
export const MillisecondsSchema = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .refine((ms) => Math.abs(ms) <= 8_640_000_000_000_000, 'a time in milliseconds')
  .transform((ms) => new Date(ms).toISOString());

/** "2019-10-12 11:12:02", which is UTC, in ISO 8601. */
export const UtcTextSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'a time such as 2019-10-12 11:12:02')
  .transform((text) => `${text.replace(' ', 'T')}Z`);

/** Ids are numbers or text. Numbers beyond 2^53 do not come through JSON whole, so that none of those is used as an id. */
export const IdSchema = z.union([z.int().transform(String), z.string().min(1)]);

const BalanceSchema = AmountTextSchema.pipe(DecimalSchema);

export const AccountSchema = z.object({
  balances: z.array(z.object({ asset: z.string(), free: BalanceSchema, locked: BalanceSchema })),
});

export const ExchangeInfoSchema = z.object({
  symbols: z.array(z.object({ symbol: z.string(), baseAsset: z.string(), quoteAsset: z.string() })),
});

/** Rows of lists are parsed one by one in their mappers, so that an odd one is rejected by itself and not with its page. */
export const RowsSchema = z.array(z.unknown());

/** `GET /api/v3/klines`: opening time, open, high, low, close, volume, closing time, and five that are not read. */
export const KlinesSchema = z.array(
  z.tuple(
    [
      z.int(),
      z.string().max(60),
      z.string().max(60),
      z.string().max(60),
      z.string().max(60),
      z.string().max(60),
      z.int(),
    ],
    z.unknown(),
  ),
);
