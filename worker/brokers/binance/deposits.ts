import { z } from 'zod';
import { checked, type Mapped, NOTHING, unreadable } from './mapped.ts';
import { DAY_MS, LATE_MS, type MovementSource } from './movement-source.ts';
import { AmountTextSchema, IdSchema, MillisecondsSchema, RowsSchema } from './schema.ts';

const LIMIT = 1_000;
/** 1: success; 6: credited, though it cannot be withdrawn yet. Others may still be credited, or never will be. */
const CREDITED = new Set([1, 6]);

const DepositSchema = z.object({
  /** Older records have none; the transaction is theirs alone, but for one that pays several coins. */
  id: IdSchema.nullish(),
  txId: z.string().nullish(),
  coin: z.string(),
  amount: AmountTextSchema,
  status: z.coerce.number(),
  insertTime: MillisecondsSchema,
  /** Of deposits since 6 March 2025. */
  completeTime: MillisecondsSchema.nullish(),
});

/** `GET /sapi/v1/capital/deposit/hisrec`, listed by when they were seen first. The cost of what comes is the trader's to tell. */
export const deposits: MovementSource = {
  path: '/sapi/v1/capital/deposit/hisrec',
  params: { limit: LIMIT },
  longestMs: 90 * DAY_MS,
  lookBackMs: LATE_MS,
  answer: RowsSchema.transform((rows) => ({ rows, isCut: rows.length >= LIMIT })),
  map: mapDeposit,
};

export function mapDeposit(row: unknown, now: Date): Mapped {
  const parsed = DepositSchema.safeParse(row);
  if (!parsed.success) return unreadable('a deposit', parsed.error);
  const { id, txId, coin, amount, status, insertTime, completeTime } = parsed.data;
  if (!CREDITED.has(status)) return NOTHING;
  const extId = `deposit:${id ?? `${txId ?? insertTime}:${coin}`}`;
  return checked(
    [
      {
        extId,
        kind: 'transfer_in',
        asset: coin,
        qty: amount,
        value: null,
        valueCurrency: null,
        ts: completeTime ?? insertTime,
      },
    ],
    now,
  );
}
