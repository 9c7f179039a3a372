import { z } from 'zod';
import type { RawMovement } from '../check-movement.ts';
import { checked, type Mapped, unreadable } from './mapped.ts';
import { DAY_MS, type MovementSource } from './movement-source.ts';
import { AmountTextSchema, IdSchema, MillisecondsSchema, RowsSchema } from './schema.ts';

/** "Only return last 100 records"; whether a record is an exchange or one of its assets is not said, so that either makes it cut. */
const LIMIT = 100;

const DetailsSchema = z.object({
  userAssetDribbletDetails: z.array(
    z.object({ fromAsset: z.string(), amount: AmountTextSchema, transferedAmount: AmountTextSchema }),
  ),
});

const DustSchema = DetailsSchema.extend({
  transId: IdSchema,
  operateTime: MillisecondsSchema,
  /** What the small amounts became, where it is not BNB. */
  targetAsset: z.string().nullish(),
});

/** `GET /sapi/v1/asset/dribblet`: small amounts of many coins made into BNB. */
export const dust: MovementSource = {
  path: '/sapi/v1/asset/dribblet',
  params: {},
  // The documentation names no longest window; clients ask for 30 days (dali-rp2).
  longestMs: 30 * DAY_MS,
  lookBackMs: 0,
  answer: z
    .object({ total: z.number(), userAssetDribblets: RowsSchema })
    .transform(({ total, userAssetDribblets: rows }) => ({
      rows,
      isCut: total > rows.length || rows.length >= LIMIT || partsOf(rows) >= LIMIT,
    })),
  map: mapDust,
};

/**
 * An exchange of dust as converts. `transferedAmount` is what arrives, the service charge taken off before: in the documentation's example 0.00132256
 * arrives at a charge of 0.00002699, which is 2 % of their sum.
 */
export function mapDust(row: unknown, now: Date): Mapped {
  const parsed = DustSchema.safeParse(row);
  if (!parsed.success) return unreadable('an exchange of dust', parsed.error);
  const { transId, operateTime: ts, targetAsset, userAssetDribbletDetails } = parsed.data;
  const into = targetAsset ?? 'BNB';
  const legs = userAssetDribbletDetails.flatMap(({ fromAsset, amount, transferedAmount }): RawMovement[] => [
    {
      extId: `dust:${transId}:${fromAsset}:out`,
      kind: 'convert_out',
      asset: fromAsset,
      qty: amount,
      value: transferedAmount,
      valueCurrency: into,
      ts,
    },
    {
      extId: `dust:${transId}:${fromAsset}:in`,
      kind: 'convert_in',
      asset: into,
      qty: transferedAmount,
      value: amount,
      valueCurrency: fromAsset,
      ts,
    },
  ]);
  return checked(legs, now);
}

function partsOf(rows: readonly unknown[]): number {
  return rows.reduce<number>((parts, row) => {
    const read = DetailsSchema.safeParse(row);
    return parts + (read.success ? read.data.userAssetDribbletDetails.length : 1);
  }, 0);
}
