import type { VerifyResult } from '../../contracts/jobs.ts';
import { endVerification } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';
import { verifyAll } from '../services/trades/verify.ts';
import type { Lease } from './lease.ts';
import { type AttemptOutcome, outcomeOf } from './outcome.ts';

/** Recomputes everything that was said of a trader's fills, from the raw fills and the stored candles, and keeps what it found. */
export async function verifyTrader(ctx: Context, lease: Lease): Promise<AttemptOutcome> {
  const found = await verifyAll(ctx, lease.userId);
  if (!found.ok) return outcomeOf(found.failure);
  const result: VerifyResult = found.value;
  return (await endVerification(ctx.db, lease.jobId, lease.owner, result))
    ? { kind: 'done' }
    : { kind: 'lost' };
}
