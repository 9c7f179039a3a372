import { z } from 'zod';
import { checked, type Mapped, NOTHING, unreadable } from './mapped.ts';
import { DAY_MS, type MovementSource } from './movement-source.ts';
import { AmountTextSchema, MillisecondsSchema, RowsSchema } from './schema.ts';

const LIMIT = 1_000;

const ConvertSchema = z.object({
  /** Orders have numbers beyond 2^53, which JSON does not carry whole; quotes are named by text. */
  quoteId: z.string().min(1),
  orderStatus: z.string(),
  fromAsset: z.string(),
  fromAmount: AmountTextSchema,
  toAsset: z.string(),
  toAmount: AmountTextSchema,
  createTime: MillisecondsSchema,
});

/** `GET /sapi/v1/convert/tradeFlow`: two legs each, of which one is what the other was worth. */
export const converts: MovementSource = {
  path: '/sapi/v1/convert/tradeFlow',
  params: { limit: LIMIT },
  longestMs: 30 * DAY_MS,
  lookBackMs: 0,
  answer: z
    .object({ list: RowsSchema, moreData: z.boolean() })
    .transform(({ list, moreData }) => ({ rows: list, isCut: moreData })),
  map: mapConvert,
};

export function mapConvert(row: unknown, now: Date): Mapped {
  const parsed = ConvertSchema.safeParse(row);
  if (!parsed.success) return unreadable('a convert', parsed.error);
  const { quoteId, orderStatus, fromAsset, fromAmount, toAsset, toAmount, createTime: ts } = parsed.data;
  // PROCESS is not over, and what FAIL tells has not happened.
  if (orderStatus !== 'SUCCESS' && orderStatus !== 'ACCEPT_SUCCESS') return NOTHING;
  return checked(
    [
      {
        extId: `convert:${quoteId}:out`,
        kind: 'convert_out',
        asset: fromAsset,
        qty: fromAmount,
        value: toAmount,
        valueCurrency: toAsset,
        ts,
      },
      {
        extId: `convert:${quoteId}:in`,
        kind: 'convert_in',
        asset: toAsset,
        qty: toAmount,
        value: fromAmount,
        valueCurrency: fromAsset,
        ts,
      },
    ],
    now,
  );
}
