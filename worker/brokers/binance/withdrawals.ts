import { z } from 'zod';
import { PositiveDecimalSchema } from '../../../contracts/decimal.ts';
import type { RawMovement } from '../check-movement.ts';
import { checked, type Mapped, NOTHING, unreadable } from './mapped.ts';
import { DAY_MS, LATE_MS, type MovementSource } from './movement-source.ts';
import { AmountTextSchema, RowsSchema, UtcTextSchema } from './schema.ts';

const LIMIT = 1_000;
/** Others wait, were cancelled, rejected or failed: then the coins are still there, or come back. */
const COMPLETED = 6;

const WithdrawalSchema = z.object({
  id: z.string().min(1),
  coin: z.string(),
  /** What arrives; the fee is taken on top of it. */
  amount: AmountTextSchema,
  transactionFee: AmountTextSchema.nullish(),
  status: z.coerce.number(),
  applyTime: UtcTextSchema,
  completeTime: UtcTextSchema.nullish(),
});

/** `GET /sapi/v1/capital/withdraw/history`, listed by when they were asked for. A call costs a tenth of what an account may ask in a minute. */
export const withdrawals: MovementSource = {
  path: '/sapi/v1/capital/withdraw/history',
  params: { limit: LIMIT },
  longestMs: 90 * DAY_MS,
  lookBackMs: LATE_MS,
  answer: RowsSchema.transform((rows) => ({ rows, isCut: rows.length >= LIMIT })),
  map: mapWithdrawal,
};

export function mapWithdrawal(row: unknown, now: Date): Mapped {
  const parsed = WithdrawalSchema.safeParse(row);
  if (!parsed.success) return unreadable('a withdrawal', parsed.error);
  const { id, coin, amount, transactionFee, status, applyTime, completeTime } = parsed.data;
  if (status !== COMPLETED) return NOTHING;
  const base = { asset: coin, value: null, valueCurrency: null, ts: completeTime ?? applyTime };
  const moves: RawMovement[] = [{ ...base, extId: `withdrawal:${id}`, kind: 'transfer_out', qty: amount }];
  if (PositiveDecimalSchema.safeParse(transactionFee).success) {
    moves.push({ ...base, extId: `withdrawal:${id}:fee`, kind: 'fee', qty: transactionFee ?? '' });
  }
  return checked(moves, now);
}
