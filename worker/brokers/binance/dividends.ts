import { z } from 'zod';
import { checked, type Mapped, unreadable } from './mapped.ts';
import { DAY_MS, type MovementSource } from './movement-source.ts';
import { AmountTextSchema, IdSchema, MillisecondsSchema, RowsSchema } from './schema.ts';

const LIMIT = 500;

const DividendSchema = z.object({
  /** Older records have none, and one distribution may pay several assets. */
  id: IdSchema.nullish(),
  tranId: IdSchema,
  asset: z.string(),
  amount: AmountTextSchema,
  divTime: MillisecondsSchema,
});

/** `GET /sapi/v1/asset/assetDividend`: interest, staking, airdrops, rebates. What they were worth is not told. */
export const dividends: MovementSource = {
  path: '/sapi/v1/asset/assetDividend',
  params: { limit: LIMIT },
  longestMs: 180 * DAY_MS,
  lookBackMs: 0,
  answer: z
    .object({ rows: RowsSchema, total: z.number() })
    .transform(({ rows, total }) => ({ rows, isCut: rows.length >= LIMIT || total > rows.length })),
  map: mapDividend,
};

export function mapDividend(row: unknown, now: Date): Mapped {
  const parsed = DividendSchema.safeParse(row);
  if (!parsed.success) return unreadable('a distribution', parsed.error);
  const { id, tranId, asset, amount, divTime } = parsed.data;
  return checked(
    [
      {
        extId: `dividend:${id ?? `${tranId}:${asset}:${divTime}`}`,
        kind: 'reward',
        asset,
        qty: amount,
        value: null,
        valueCurrency: null,
        ts: divTime,
      },
    ],
    now,
  );
}
